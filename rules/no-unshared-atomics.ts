/**
 * `Atomics` on bytes that no other thread can see.
 *
 * The document turns the bytes of the region themselves into an atomic. `new Int32Array(bytes)` and `bytes.slice()` do
 * not: they copy, and a flag in a copy is seen by nobody. A view is `new Int32Array(bytes.buffer, bytes.byteOffset, …)`.
 */

import type { Span } from './analysis/base/span.ts';
import { unsharedAtomics, type UnsharedAtomics } from './analysis/facts/unshared-atomics.ts';
import type { Certainty } from './analysis/facts/certainty.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Unshared extends UnsharedAtomics {
  readonly at: Span;
  readonly certainty: Certainty;
}

export const noUnsharedAtomics = defineRule<Unshared>({
  name: 'no-unshared-atomics',
  presets: ['recommended', 'strict'],
  description: '`Atomics` must be used on bytes that other threads can see, not on a copy of them',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => unsharedAtomics(facts).map((found) => ({ ...found, at: found.seen.at, certainty: found.copyOf === undefined ? 'possible' : 'proven' })),
  say,
});

function say(found: Unshared, words: Words): { message: string; related: Related[] } {
  const { copyOf, made, seen } = found;
  const born = copyOf === undefined ? undefined : words.facts.region(copyOf).at;
  const related: Related[] = [
    ...(made ? [{ at: made, message: copyOf === undefined ? 'The memory is allocated here' : 'The copy is made here' }] : []),
    ...(born ? [{ at: born, message: 'The shared memory comes from here' }] : []),
    ...callPath(seen),
  ];
  return { message: copyOf === undefined ? alone(found, words) : onCopy(found, words), related };
}

function onCopy({ view, seen, at, made }: Unshared, words: Words): string {
  const [where, by] = made ? [` (${words.place(made, at)})`, words.quote(made)] : ['', 'it'];
  return `\`Atomics.${seen.event.op}\` works on a copy here, which no other thread can see: ${by} copies the shared bytes${where}. Make a view on the region itself: \`new ${view.kind}(buffer, byteOffset, length)\` with the buffer of the shared view.`;
}

const alone = ({ seen, certainty }: Unshared, words: Words): string =>
  `${hedge(certainty)}\`Atomics.${seen.event.op}\` on ${words.quote(words.span(seen.at.file, seen.event.args[0]?.at ?? seen.event.at))} excludes nobody: no other thread can see this memory. Allocate it with \`new SharedArrayBuffer\`, or access it plainly.`;
