/**
 * A busy flag is claimed and released in one function, but some way out of it leaves the flag claimed.
 *
 * The document sets the busy flag and has to "subsequently clear this flag". In Rust a guard clears it when it goes out of
 * scope, whichever way that happens; in JavaScript only `finally` and `using` do. A flag that stays claimed is a segment
 * that nobody can use again, and every thread that waits for it waits for ever.
 */

import type { Span } from './analysis/base/span.ts';
import { leaks, type Leak } from './analysis/facts/protocol/leaks.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Leaking {
  readonly leak: Leak;
  readonly certainty: Leak['certainty'];
  readonly at: Span;
}

export const releaseOnAllPaths = defineRule<Leaking>({
  name: 'release-on-all-paths',
  presets: ['recommended', 'strict'],
  description: 'A claimed busy flag must be released on every way out of the function',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => leaks(facts).map((leak) => ({ leak, certainty: leak.certainty, at: leak.act.span(placeOf(leak)) })),
  say,
});

/** The statement that leaves; where no statement does, the claim. */
const placeOf = ({ act, claim, kind, at }: Leak): readonly [number, number] => (kind === 'leaves' && at ? at : act.instr(claim).at);

function say({ leak, certainty, at }: Leaking, words: Words): { message: string; related: Related[] } {
  const { act, claim, release } = leak;
  const [claimed, released] = [act.span(act.instr(claim).at), act.span(act.instr(release).at)];
  const related: Related[] = [{ at: claimed, message: 'Claimed here' }, { at: released, message: 'Released here, on another way' }, ...callPath(leak)];
  return { message: `${hedge(certainty)}${sentence(leak, words, at, claimed, released)}`, related };
}

function sentence({ act, kind, at: place }: Leak, words: Words, at: Span, claimed: Span, released: Span): string {
  const remedy = 'A flag that stays set locks every other thread out';
  switch (kind) {
    case 'leaves':
      return `\`${words.code(at).replace(/;$/, '')}\` leaves with the busy flag still set that ${words.quote(claimed)} claimed (${words.place(claimed, at)}). ${remedy}: release it first, as on ${words.place(released, at)}, or with \`try … finally\` or \`using\`.`;
    case 'throws':
      return `the busy flag that ${words.quote(claimed)} claims stays set if ${place ? `${words.quote(act.span(place))} (${words.place(act.span(place), at)})` : 'something'} throws before the release. ${remedy}: release it in \`finally\`, or hold it with \`using\`.`;
    default:
      return `the busy flag that ${words.quote(claimed)} claims stays set on a way through ${words.function({ act })} that passes by the release (${words.place(released, at)}). ${remedy}: release it on every way, as \`try … finally\` or \`using\` does.`;
  }
}
