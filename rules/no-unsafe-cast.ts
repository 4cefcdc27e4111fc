/**
 * A type assertion that tells the compiler something false about a region: shared memory as memory of one's own, or the
 * reverse, or one element type as another.
 *
 * The document's transmute. In Rust it matters from what a reference is transmuted, and a wrong one is undefined
 * behaviour at once. In TypeScript an assertion changes nothing at run time: the memory stays shared, the accesses keep
 * their width, and only the compiler no longer helps.
 */

import type { Span } from './analysis/base/span.ts';
import { falseCasts, type FalseCast } from './analysis/facts/casts.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

type Lie = FalseCast & { readonly at: Span };

export const noUnsafeCast = defineRule<Lie>({
  name: 'no-unsafe-cast',
  presets: ['recommended', 'strict'],
  description: 'Type assertions must not say something false about a region',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => falseCasts(facts).map((found) => ({ ...found, at: found.seen.at })),
  say,
});

function say(lie: Lie, words: Words): { message: string; related: Related[] } {
  const { at, kind } = lie.region;
  const origin: Related[] = at ? [{ at, message: kind === 'unknown' ? 'The memory comes from here' : 'The memory is allocated here' }] : [];
  return { message: `${hedge(lie.certainty)}${sentence(lie, words)}`, related: [...origin, ...callPath(lie.seen)] };
}

function sentence(lie: Lie, words: Words): string {
  const cast = words.quote(lie.at);
  const unknown = lie.region.shared === 'unknown';
  switch (lie.lie) {
    case 'unshared':
      if (unknown) return `${cast} says that this memory is not shared, which nothing here shows. Test it with \`instanceof ArrayBuffer\`, or copy it with \`slice()\`: a copy of a view is never shared.`;
      return `${cast} says that this memory is not shared, but it is${born(lie)}. The assertion gives no exclusive access: other threads still write these bytes, so keep the shared type, or copy the view with \`slice()\`.`;
    case 'shared':
      if (unknown) return `${cast} says that this memory is shared, which nothing here shows. Test it with \`instanceof SharedArrayBuffer\`.`;
      return `${cast} says that this memory is shared, but it is not${born(lie)}. No other thread can ever see these bytes: allocate them with \`new SharedArrayBuffer\`.`;
    case 'element':
      return `${cast} makes \`${lie.to}\` of \`${lie.from}\` for the compiler alone. An assertion moves no bytes, and every access keeps the old width and sign: make a second view on the same buffer instead, \`new ${lie.to}(…)\`.`;
    default:
      return `${cast} hides from the compiler that this memory is shared${born(lie)}. Whatever takes it next may treat it as memory of one thread: keep the shared type.`;
  }
}

const born = ({ region }: Lie): string => (region.kind === 'allocated' ? ` (\`${region.label}\`)` : '');
