/**
 * A view constructor that throws: its offset is no multiple of the element size, the region is no whole number of
 * elements, or the view ends beyond the region.
 *
 * The document assumes a region aligned to 8 bytes and segments at properly aligned addresses. In Rust a misaligned
 * `&AtomicU64` is undefined behaviour; in JavaScript the constructor throws a RangeError.
 */

import { ELEMENT_BYTES } from './analysis/models/elements.ts';
import { throwingViews, type Throwing } from './analysis/facts/alignment.ts';
import type { Span } from './analysis/base/span.ts';
import * as N from './analysis/solve/number.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Misaligned extends Throwing {
  readonly at: Span;
}

export const alignedView = defineRule<Misaligned>({
  name: 'aligned-view',
  presets: ['recommended', 'strict'],
  description: 'Views must start at a multiple of their element size, take whole elements, and end within their region',
  fixable: false,
  hasSuggestions: true,
  find: (facts) => throwingViews(facts).map((found) => ({ ...found, at: found.seen.at })),
  say,
  mend,
});

function say({ seen, fault, certainty, at }: Misaligned, words: Words): { message: string; related: Related[] } {
  const { event } = seen;
  const { at: born, kind } = words.facts.region(event.origin);
  const related: Related[] = [...(born ? [{ at: born, message: kind === 'unknown' ? 'The buffer comes from here' : 'The buffer is allocated here' }] : []), ...callPath(seen)];
  return { message: `${hedge(certainty)}${sentence(seen, fault, words, at)}`, related };
}

function sentence(seen: Throwing['seen'], fault: Throwing['fault'], words: Words, at: Span): string {
  const { event } = seen;
  const size = ELEMENT_BYTES[event.type];
  if (fault.kind === 'size') return `\`new ${event.type}\` throws: its buffer of ${fault.size} bytes is no multiple of ${size}, the bytes of one element. Give a length, or make the region a multiple of 8 bytes as the document assumes.`;
  if (fault.kind === 'end') return `\`new ${event.type}\` throws: the view would end at byte ${fault.end}, beyond the ${fault.size} bytes of its buffer. The offset counts bytes and the length counts elements of ${size} ${size === 1 ? 'byte' : 'bytes'}.`;
  const offset = event.offsetAt ? words.code(words.span(at.file, event.offsetAt)) : '';
  return `\`new ${event.type}\` needs a byte offset that is a multiple of ${size}, but \`${offset}\` ${reason(seen, fault)}. A misaligned segment throws a RangeError: round the offset up to a multiple of ${size}.`;
}

function reason({ event }: Throwing['seen'], fault: Extract<Throwing['fault'], { kind: 'offset' }>): string {
  const value = event.offset && N.valueOf(event.offset);
  if (value !== undefined) return `is ${value}`;
  if (fault.witness) return `is ${fault.witness.value} when \`${fault.witness.label}\` is ${fault.witness.of}`;
  return fault.step > 1 ? `is only known to be a multiple of ${fault.step}` : 'may be any number';
}

function mend({ seen, fault, at }: Misaligned, words: Words): Mended {
  const { offset, offsetAt, type } = seen.event;
  if (fault.kind !== 'offset' || !offset || !offsetAt) return {};
  const size = ELEMENT_BYTES[type];
  const value = N.valueOf(offset);
  const old = words.code(words.span(at.file, offsetAt));
  const text = value === undefined ? `(${old} + ${size - 1}) & ~${size - 1}` : String(Math.ceil(value / size) * size);
  return { suggestions: [{ title: `Round the offset up: \`${text}\``, edits: [{ at: words.span(at.file, offsetAt), text }] }] };
}
