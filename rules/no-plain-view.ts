/**
 * A view that is used plainly, or handed out, covers bytes that are accessed atomically through another view.
 *
 * The document's last condition: a raw pointer may become an atomic as long as no references are created for the
 * non-atomic type. In JavaScript such a reference is a plain view over the header.
 */

import type { Span } from './analysis/base/span.ts';
import { coveringViews, type Covering } from './analysis/facts/covering.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Covers extends Covering {
  readonly at: Span;
}

export const noPlainView = defineRule<Covers>({
  name: 'no-plain-view',
  presets: ['strict'],
  description: 'A plain view must not cover bytes that another view accesses atomically',
  fixable: false,
  hasSuggestions: true,
  find: (facts) => coveringViews(facts).map((found) => ({ ...found, at: found.creation })),
  say,
  mend: ({ startAfter, offsetAt, at }, words) =>
    startAfter === undefined || !offsetAt
      ? {}
      : { suggestions: [{ title: `Start the view behind the header, at byte ${startAfter}`, edits: [{ at: words.span(at.file, offsetAt.at), text: offsetAt.insert ? `, ${startAfter}` : String(startAfter) }] }] },
});

function say({ other, at, certainty, escapes }: Covers, words: Words): { message: string; related: Related[] } {
  const use = escapes ? 'is handed out of the module' : 'is used for plain access';
  const message = `${hedge(certainty)}${words.quote(at)} ${use} and covers bytes that ${words.quote(other.at)} accesses atomically${words.where(other)} (${words.place(other.at, at)}). No plain view may be made on bytes that are treated atomically: start it behind the header.`;
  return { message, related: [{ at: other.at, message: `\`Atomics.${other.event.op}\` here, in ${words.function(other)}` }] };
}
