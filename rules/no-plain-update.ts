/**
 * A plain read-modify-write of bytes that another thread writes as well: one of the two updates is lost.
 *
 * The document's rule that a region is treated atomically holds for counters, too. `v[i] += n` reads, adds and writes in
 * three steps; what another thread writes between the first and the last is overwritten.
 */

import { lostUpdates, type LostUpdate } from './analysis/facts/protocol/lost-updates.ts';
import type { Span } from './analysis/base/span.ts';
import { atomicForm, type AtomicForm } from './kit/atomic-form.ts';
import { allocation, callPath } from './kit/conflicts.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Lost extends LostUpdate {
  readonly at: Span;
  readonly certainty: 'likely';
}

export const noPlainUpdate = defineRule<Lost>({
  name: 'no-plain-update',
  presets: ['recommended', 'strict'],
  description: 'Bytes that another thread also writes must not be updated plainly',
  fixable: false,
  hasSuggestions: true,
  find: (facts) => lostUpdates(facts).map((found) => ({ ...found, at: found.update.at, certainty: 'likely' })),
  say,
  mend,
});

function say({ update, other, worker, at, certainty }: Lost, words: Words): { message: string; related: Related[] } {
  const isSelf = other.at.file === at.file && other.at.start === at.start;
  const related: Related[] = [...(isSelf ? [] : [{ at: other.at, message: `Also written here, in ${words.function(other)}` }]), ...allocation(update, words), ...callPath(update)];
  const name = (file: string): string => `\`${file.slice(file.lastIndexOf('/') + 1)}\``;
  const thread = worker === undefined ? 'the main thread' : `a worker that runs ${name(worker)}`;
  const who = isSelf ? `every worker that runs ${name(at.file)} updates as well` : `${thread} also writes, with ${words.quote(other.at)} (${words.place(other.at, at)})`;
  const form = updateForm(update, words);
  const message = `${hedge(certainty)}${words.quote(at)}${words.where(update)} is a plain update of what ${who}: of two at the same time, one is lost. Make it one atomic step: ${form ? `\`${form.text}\`` : '`Atomics.add` and the like, or a `compareExchange` that is retried'}.`;
  return { message, related };
}

function mend({ update }: Lost, words: Words): Mended {
  const form = updateForm(update, words);
  return form ? { suggestions: [{ title: `Use \`${form.text}\``, edits: [{ at: form.at, text: form.text }] }] } : {};
}

/** `v[i] += n` has one; of `v[i] = f(v[i])` the store alone would be atomic. */
function updateForm(update: Lost['update'], words: Words): AtomicForm | undefined {
  return update.event.reads ? atomicForm(update, words) : undefined;
}
