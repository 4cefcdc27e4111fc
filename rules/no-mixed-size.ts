/**
 * Two atomic accesses of different widths overlap, and one of them writes.
 *
 * The document's header is eight bytes that are always taken as one atomic. ECMA-262 counts atomic accesses whose byte
 * ranges overlap without being equal as a data race: they do not synchronise, though both are atomic.
 */

import type { Facts } from './analysis/facts/facts.ts';
import { creationOf } from './analysis/facts/views.ts';
import type { Access } from './analysis/facts/facts.ts';
import { elementBytes } from './analysis/models/elements.ts';
import { mergeMany, relatedPlaces, type ConflictProblem } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

export const noMixedSize = defineRule<ConflictProblem>({
  name: 'no-mixed-size',
  presets: ['recommended', 'strict'],
  description: 'Atomic accesses to the same bytes must have the same width',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => mergeMany(narrower(facts), 'proven', (access) => creationOf(facts, access.event.view)),
  say,
});

/** At the narrower of the two. */
const narrower = (facts: Facts) =>
  facts.conflicts(
    isAtomicOfKnownKind,
    isAtomicOfKnownKind,
    ({ event: other }, { event }) => elementBytes(other.view.kind) > elementBytes(event.view.kind),
  );

const isAtomicOfKnownKind = ({ event }: Access): boolean => event.atomic && event.view.kind !== '?';

function say({ conflict, count, certainty, at }: ConflictProblem, words: Words): { message: string; related: Related[] } {
  const { access, others } = conflict;
  const other = others[0]?.access;
  if (!other) throw new Error('A conflict has another side.');
  const widths = `${elementBytes(access.event.view.kind)} and ${elementBytes(other.event.view.kind)} bytes wide`;
  const start = count > 1 ? `${count} atomic accesses of this view, ${words.quote(access.at)} among them,` : `${words.quote(access.at)}${words.where(access)}`;
  const verb = count > 1 ? 'overlap' : 'overlaps';
  const message = `${hedge(certainty)}${start} ${verb} ${words.quote(other.at)} in ${words.function(other)} (${words.place(other.at, at)}), but they are ${widths}. Atomic accesses of different widths to the same bytes do not synchronise: use one element type for each header word.`;
  return { message, related: relatedPlaces(conflict, words) };
}
