/**
 * An update of one location is split into an atomic read and an atomic write, with nothing that makes the pair atomic.
 *
 * The document sets the busy flag "in an atomic fashion": load, store and compare-and-swap are each atomic, but a load
 * followed by a store is not. Between the two another thread can do the same, and both believe that they own the segment.
 */

import type { Span } from './analysis/base/span.ts';
import { splitUpdates, type SplitUpdate } from './analysis/facts/protocol/split-updates.ts';
import { allocation, callPath } from './kit/conflicts.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { updateForm } from './kit/update-form.ts';
import { hedge, type Words } from './kit/words.ts';

interface Split extends SplitUpdate {
  readonly at: Span;
}

export const noSplitUpdate = defineRule<Split>({
  name: 'no-split-update',
  presets: ['recommended', 'strict'],
  description: 'An atomic read and an atomic write of one location are no atomic update',
  fixable: false,
  hasSuggestions: true,
  find: (facts) => splitUpdates(facts).map((found) => ({ ...found, at: found.store.at })),
  say,
  mend,
});

function say(split: Split, words: Words): { message: string; related: Related[] } {
  const { load, store } = split;
  const related: Related[] = [{ at: load.at, message: `Loaded here, in ${words.function(load)}` }, ...callPath(store), ...allocation(store, words)];
  return { message: `${hedge(split.certainty)}${sentence(split, words)}`, related };
}

function sentence({ shape, load, store, at }: Split, words: Words): string {
  const stored = `${words.quote(at)}${words.where(store)}`;
  const loaded = words.quote(load.at);
  switch (shape) {
    case 'nested':
      return `${stored} stores what it computed from ${loaded}, but the two are not one atomic step. What another thread stores in between is lost: use \`Atomics.add\` and the like, or a \`compareExchange\` that is tested and retried.`;
    case 'claim':
      return `${stored} relies on what ${loaded} found (${words.place(load.at, at)}), but another thread can find the same in between, and both go on as the owner. Test and claim in one step: \`Atomics.compareExchange\` sets a flag only where it still has the expected value.`;
    default:
      return `${stored} stores a value computed from ${loaded} (${words.place(load.at, at)}), which loses what another thread stores in between. That is right for a single writer, as \`/** @region single-writer */\` on the field or index says; otherwise use \`Atomics.add\` and the like, or a tested \`compareExchange\`.`;
  }
}

function mend(split: Split, words: Words): Mended {
  const form = updateForm(split, words);
  return form ? { suggestions: [form] } : {};
}
