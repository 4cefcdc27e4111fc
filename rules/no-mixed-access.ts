/**
 * The bytes of a plain access overlap those of an atomic access, and one of the two writes.
 *
 * The document's first question: are there atomic and non-atomic accesses to the region at the same time, with a write
 * among them? In Rust and C++ that is undefined behaviour; in JavaScript it is a data race: the plain side may see a
 * stale, hoisted or torn value, and the order that the atomic side promises is lost. Two reads are fine.
 */

import { elementBytes, isAtomicKind } from './analysis/models/elements.ts';
import type { Access, Conflict, Facts } from './analysis/facts/facts.ts';
import { creationOf } from './analysis/facts/views.ts';
import { mergeMany, relatedPlaces, type ConflictProblem } from './kit/conflicts.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Fix, Related } from './kit/finding.ts';
import { atomicForm, isSafeAlone, type AtomicForm } from './kit/atomic-form.ts';
import { hedge, type Words } from './kit/words.ts';

export const noMixedAccess = defineRule<ConflictProblem>({
  name: 'no-mixed-access',
  presets: ['recommended', 'strict'],
  description: 'Bytes that are accessed atomically must not also be accessed plainly',
  fixable: true,
  hasSuggestions: true,
  find: (facts) => mergeMany(mixed(facts), 'possible', (access) => creationOf(facts, access.event.view)),
  say,
  mend,
});

const mixed = (facts: Facts) => facts.conflicts(({ event }) => !event.atomic, ({ event }) => event.atomic);

function say({ conflict, count, certainty, at }: ConflictProblem, words: Words): { message: string; related: Related[] } {
  const { access, others } = conflict;
  const other = others[0]?.access;
  if (!other) throw new Error('A conflict has another side.');
  const related = relatedPlaces(conflict, words);
  if (count > 1) return { message: many(conflict.access, count, words), related };
  const what = `${sentenceStart(hedge(certainty), kindOf(access))} ${subject(access, words)}${words.where(access)}, which \`Atomics.${other.event.op}\` ${does(other)} in ${words.function(other)} (${words.place(other.at, at)})`;
  return { message: `${what}. ${remedy(conflict, words)}`, related };
}

const sentenceStart = (hedging: string, what: string): string => (hedging ? `${hedging}${what.toLowerCase()}` : what);

function kindOf({ event }: Access): string {
  if (event.bulk) return event.writes ? 'Plain bulk write to' : 'Plain bulk read of';
  return event.reads && event.writes ? 'Plain update of' : event.writes ? 'Plain write to' : 'Plain read of';
}

const does = ({ event }: Access): string => (event.reads && event.writes ? 'updates atomically' : event.writes ? 'writes atomically' : 'reads atomically');

/** The place that is accessed, as the user writes it. */
function subject(access: Access, words: Words): string {
  const { viewAt, indexAt, bulk, writes } = access.event;
  const view = words.code(words.span(access.at.file, viewAt));
  if (bulk || !indexAt) return `\`${view}\`${bulk ? ` by ${/^\w+$/.test(bulk) ? `\`${bulk}\`` : bulk}` : ''}`;
  const end = writes ? Math.max(indexAt[1] + 1, viewAt[1]) : access.at.end;
  return words.quote({ file: access.at.file, start: viewAt[0], end: Math.min(end, access.at.end) });
}

function remedy(conflict: Conflict, words: Words): string {
  const { view, writes, bulk } = conflict.access.event;
  const form = atomicFormOf(conflict, words);
  if (form) return `One side writes, so every access to these bytes must be atomic: use \`${form.text}\`.`;
  if (view.kind !== '?' && !isAtomicKind(view.kind)) return `One side writes, so every access to these bytes must be atomic, which a \`${view.kind}\` cannot be: keep such data away from the bytes that \`Atomics\` uses.`;
  if (!bulk && !hasOneWidth(conflict)) return 'One side writes, so every access to these bytes must be atomic, and atomic accesses must be of one width: use one element type for them.';
  return `One side writes, so every access to these bytes must be atomic: ${writes ? 'write' : 'read'} them element by element with \`Atomics\`, or let the plain view begin behind them.`;
}

function many(access: Access, count: number, words: Words): string {
  return `Possibly: ${count} plain accesses through \`${words.code(words.span(access.at.file, access.event.viewAt))}\` in this file touch bytes that \`Atomics\` also accesses, at indices that are not known. Bytes that are used atomically must not be used plainly: keep the two apart, or make all of them atomic.`;
}

function mend({ conflict, count }: ConflictProblem, words: Words): Mended {
  const form = count === 1 ? atomicFormOf(conflict, words) : undefined;
  if (!form) return {};
  const fix: Fix = { title: `Use \`${form.text}\``, edits: [{ at: form.at, text: form.text }] };
  return isSafeAlone(form, conflict.access, words.facts) ? { fix } : { suggestions: [fix] };
}

/** Not where the other side is of another width: two such accesses would still race. */
const atomicFormOf = (conflict: Conflict, words: Words): AtomicForm | undefined => (hasOneWidth(conflict) ? atomicForm(conflict.access, words) : undefined);

const hasOneWidth = ({ access, others }: Conflict): boolean =>
  others.every(({ access: other }) => elementBytes(other.event.view.kind) === elementBytes(access.event.view.kind));
