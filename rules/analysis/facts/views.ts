/** Facts about how views are made. */

import type { Span } from '../base/span.ts';
import type { View } from '../solve/value.ts';
import type { Facts } from './facts.ts';

/** The expression that made a view, where it can be seen. */
export function creationOf(facts: Facts, view: View): Span | undefined {
  const match = /^(.+)#(\d+)#(\d+)(?:@|$)/.exec(view.site);
  if (!match) return undefined;
  const [, file = '', fn, id] = match;
  const at = facts.file(file)?.functions[Number(fn)]?.instrs[Number(id)]?.at;
  return at && { file, start: at[0], end: at[1] };
}
