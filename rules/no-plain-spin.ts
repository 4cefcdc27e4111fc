/**
 * A loop reads shared memory plainly, over and over, until it changes.
 *
 * The document's flag is only ever read atomically. A plain read may be hoisted: nothing in the loop can change it, so the
 * engine reads it once and the loop never ends. In Rust and C++ such a read is a data race, and undefined behaviour.
 */

import type { Certainty } from './analysis/facts/certainty.ts';
import type { Facts } from './analysis/facts/facts.ts';
import { spins, type Spin } from './analysis/facts/protocol/spins.ts';
import type { Span } from './analysis/base/span.ts';
import { atomicForm, isSafeAlone } from './kit/atomic-form.ts';
import { allocation, callPath } from './kit/conflicts.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Spinning extends Spin {
  readonly at: Span;
  readonly certainty: Certainty;
}

export const noPlainSpin = defineRule<Spinning>({
  name: 'no-plain-spin',
  presets: ['recommended', 'strict'],
  description: 'A loop must not wait for shared memory to change by plain reads',
  fixable: true,
  hasSuggestions: true,
  find: (facts) => spins(facts).map((spin) => ({ ...spin, at: spin.read.at, certainty: certaintyOf(facts, spin) })),
  say,
  mend,
});

function certaintyOf(facts: Facts, { kind, read }: Spin): Certainty {
  if (kind === 'atomic') return 'possible';
  return facts.region(read.event.view.origin).kind === 'unknown' ? 'likely' : 'proven';
}

function say({ loop, read, kind, at, certainty }: Spinning, words: Words): { message: string; related: Related[] } {
  const place = loop.act.span(loop.at);
  const related: Related[] = [{ at: { ...place, end: place.start }, message: 'The loop that it ends' }, ...callPath(read), ...allocation(read, words)];
  return { message: kind === 'plain' ? plain(read, certainty, at, words) : atomic(at, words), related };
}

function plain(read: Spin['read'], certainty: Certainty, at: Span, words: Words): string {
  const form = atomicForm(read, words);
  const what = `${words.quote(at)}${words.where(read)} is read plainly and nothing else ends this loop, so the engine may read it once and loop for ever`;
  return `${hedge(certainty)}${what}. A flag that another thread sets must be read atomically each time: use ${form ? `\`${form.text}\`` : '`Atomics.load`'}.`;
}

const atomic = (at: Span, words: Words): string =>
  `Possibly: this loop spins on ${words.quote(at)} without a pause or a bound, and keeps a core busy until another thread gets to run. Sleep with \`Atomics.wait\`, or give way with \`Atomics.pause\` and an end to the rounds.`;

function mend({ read, kind }: Spinning, words: Words): Mended {
  const form = kind === 'plain' ? atomicForm(read, words) : undefined;
  if (!form) return {};
  const fix = { title: `Use \`${form.text}\``, edits: [{ at: form.at, text: form.text }] };
  return isSafeAlone(form, read, words.facts) ? { fix } : { suggestions: [fix] };
}
