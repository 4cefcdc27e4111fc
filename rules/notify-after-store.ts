/**
 * A location that some code sleeps on is stored to by a function that wakes nobody.
 *
 * The document's busy flag is cleared "in an atomic fashion"; a thread that sleeps until it is does not see the store. It
 * sleeps on until somebody calls `Atomics.notify`, or for ever.
 */

import { silentStores, type SilentStore } from './analysis/facts/protocol/wakes.ts';
import type { Span } from './analysis/base/span.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Silent extends SilentStore {
  readonly at: Span;
  readonly certainty: 'possible';
}

export const notifyAfterStore = defineRule<Silent>({
  name: 'notify-after-store',
  presets: ['strict'],
  description: 'A store to a location that others wait on should be followed by `Atomics.notify`',
  fixable: false,
  hasSuggestions: true,
  find: (facts) => silentStores(facts).map((found) => ({ ...found, at: found.store.at, certainty: 'possible' })),
  say,
  mend,
});

function say({ store, wait, at, certainty }: Silent, words: Words): { message: string; related: Related[] } {
  const related: Related[] = [{ at: wait.at, message: `Waited on here, in ${words.function(wait)}` }, ...callPath(store)];
  const message = `${hedge(certainty)}${words.quote(at)}${words.where(store)} changes what ${words.quote(wait.at)} sleeps on (${words.place(wait.at, at)}), but ${words.function(store)} wakes nobody. A sleeper does not see a store: call \`Atomics.notify\` on the location after it.`;
  return { message, related };
}

function mend({ store }: Silent, words: Words): Mended {
  const instr = store.act.instr(store.id);
  const [view, index] = instr.op === 'call' && instr.statement ? instr.args : [];
  if (!view || !index) return {};
  const { end, file } = store.at;
  const text = `Atomics.notify(${words.code(words.span(file, view.at))}, ${words.code(words.span(file, index.at))})`;
  return { suggestions: [{ title: `Wake sleepers with \`${text}\``, edits: [{ at: { file, start: end, end }, text: `; ${text}` }] }] };
}
