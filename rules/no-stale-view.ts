/**
 * A view, or a length that was read, from before the region grew is used afterwards.
 *
 * The document's region has one size, and every segment ends within it. A region that grows breaks that silently: a view
 * keeps the length it was made with, and a growing `WebAssembly.Memory` even gets a new buffer. Nothing throws; the new
 * bytes are just not there.
 */

import type { Certainty } from './analysis/facts/certainty.ts';
import { staleViews, type StaleView } from './analysis/facts/stale-views.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Stale extends StaleView {
  readonly certainty: Certainty;
}

export const noStaleView = defineRule<Stale>({
  name: 'no-stale-view',
  presets: ['strict'],
  description: 'Views and lengths from before a region grew must not be used after it',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => staleViews(facts).map((found) => ({ ...found, certainty: found.region.kind === 'unknown' || found.region.at === undefined ? 'likely' : 'proven' })),
  say,
});

function say({ at, what, growth, region, certainty }: Stale, words: Words): { message: string; related: Related[] } {
  const born: Related[] = region.at ? [{ at: region.at, message: 'The region comes from here' }] : [];
  const grown: Related[] = what.kind === 'held' ? [] : [{ at: growth.at, message: 'The region grows here' }];
  return { message: `${hedge(certainty)}${sentence(at, what, growth, words)}`, related: [...grown, ...born] };
}

function sentence(at: Stale['at'], what: Stale['what'], growth: Stale['growth'], words: Words): string {
  const grow = `${words.quote(growth.at)} (${words.place(growth.at, at)})`;
  switch (what.kind) {
    case 'held':
      return `${words.quote(growth.at)} leaves \`${what.name}\` as it was, and nothing makes that view anew afterwards. It keeps the length that it was made with, so the bytes that were added cannot be reached through it: assign a new view after growing.`;
    case 'length':
      return `${words.quote(what.of)} is the length from before ${grow}. The region is larger now: read the length again after growing.`;
    default:
      return `\`${words.code(what.of).replace(/^return |;$/g, '')}\` was made before ${grow} and keeps its old length. The bytes that were added cannot be reached through it: make a new view after growing.`;
  }
}
