/**
 * An `Atomics` call or `new WebAssembly.Memory` that throws: the wrong kind of view, number against BigInt, an index
 * beyond the view, a wait on memory that is not shared, shared memory without a maximum.
 *
 * The document's header is an integer of fixed width at a fixed place; what is none cannot be used atomically.
 */

import type { Span } from './analysis/base/span.ts';
import { invalidOperands, type InvalidOperand } from './analysis/facts/operands.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import type { Words } from './kit/words.ts';

interface Invalid extends InvalidOperand {
  readonly at: Span;
  readonly certainty: 'proven';
}

export const validOperand = defineRule<Invalid>({
  name: 'valid-operand',
  presets: ['recommended', 'strict'],
  description: '`Atomics` calls must be given operands that they accept',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => invalidOperands(facts).map((found) => ({ ...found, at: found.seen.at, certainty: 'proven' as const })),
  say,
});

function say({ seen, fault }: Invalid, words: Words): { message: string; related: Related[] } {
  const origin = fault.origin === undefined ? undefined : words.facts.region(fault.origin).at;
  const related = [...(origin ? [{ at: origin, message: 'The memory comes from here' }] : []), ...callPath(seen)];
  return { message: sentence(fault), related };
}

function sentence(fault: InvalidOperand['fault']): string {
  switch (fault.kind) {
    case 'memory':
      return 'A shared `WebAssembly.Memory` without `maximum` throws a TypeError. Say how many pages it may grow to: `maximum: …`.';
    case 'view':
      return `\`Atomics.${fault.op}\` throws a TypeError on ${article(fault.got)}. It takes ${fault.waits ? '`Int32Array` and `BigInt64Array` only' : 'integer typed arrays only: the header of a segment is an integer'}.`;
    case 'unshared':
      return `\`Atomics.${fault.op}\` throws a TypeError here: its memory is not shared, so no other thread could ever wake this one. Allocate it with \`new SharedArrayBuffer\`.`;
    case 'value':
      return `\`Atomics.${fault.op}\` throws a TypeError: ${article(fault.got)} takes ${fault.big ? 'a BigInt, not a number: write `1n`, or convert with `BigInt(…)`' : 'a number, not a BigInt: write `1`, or convert with `Number(…)`'}.`;
    default:
      return `\`Atomics.${fault.op}\` throws a RangeError: index ${fault.index} lies ${fault.index < 0 ? 'before the view' : `beyond the ${fault.length} elements of the view`}. An index counts elements, from 0.`;
  }
}

const article = (name: string): string => `${/^[AEIOU]/.test(name) ? 'an' : 'a'} \`${name}\``;
