/**
 * A plain read or write that may tear, of bytes that someone else writes.
 *
 * In Rust and C++ a torn value is one face of the undefined behaviour that the document warns of. JavaScript defines it:
 * plain accesses of up to four bytes through integer arrays are whole, those of eight bytes, of floating-point numbers
 * and through a `DataView` may be put together from an old half and a new one.
 */

import { isBigKind } from './analysis/models/elements.ts';
import type { Access } from './analysis/facts/facts.ts';
import { tornAccesses } from './analysis/facts/torn-accesses.ts';
import { creationOf } from './analysis/facts/views.ts';
import { mergeMany, relatedPlaces, type ConflictProblem } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

export const noTornAccess = defineRule<ConflictProblem>({
  name: 'no-torn-access',
  presets: ['strict'],
  description: 'Bytes that someone else writes must not be accessed in a way that may tear',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => mergeMany(tornAccesses(facts), 'possible', (access) => creationOf(facts, access.event.view)),
  say,
});

function say({ conflict, count, certainty, at }: ConflictProblem, words: Words): { message: string; related: Related[] } {
  const { access, others } = conflict;
  const other = others[0]?.access;
  if (!other) throw new Error('A conflict has another side.');
  const what = count > 1 ? `${count} accesses of this view, ${words.quote(access.at)} among them,` : `${words.quote(access.at)}${words.where(access)}`;
  const message = `${hedge(certainty)}${what} may ${access.event.writes && !access.event.reads ? 'be seen half done' : 'give half of an old value and half of a new one'}: ${reason(access)}, and ${words.quote(other.at)} writes the same bytes in ${words.function(other)} (${words.place(other.at, at)}). ${remedy(access)}`;
  return { message, related: relatedPlaces(conflict, words) };
}

function reason({ event }: Access): string {
  const { view, bulk } = event;
  if (view.kind === 'DataView' || (bulk !== undefined && /^(?:read|write)/.test(bulk))) return 'it is put together from single bytes';
  if (bulk === 'set' || bulk === 'slice' || bulk === 'copyWithin') return `\`${bulk}\` copies byte by byte`;
  return `plain accesses of a \`${view.kind}\` need not be whole`;
}

const remedy = ({ event: { view } }: Access): string =>
  view.kind !== '?' && isBigKind(view.kind)
    ? 'Use `Atomics` on both sides, or hold one lock.'
    : 'Hold one lock on both sides, or keep the number in an integer array that `Atomics` reads and writes whole.';
