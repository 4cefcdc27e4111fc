/** Facts about how views are made. */

import type { Span } from '../base/span.ts';
import * as N from '../solve/number.ts';
import type { View } from '../solve/value.ts';
import type { Facts } from './facts.ts';

/** The expression that made a view, where it can be seen. */
export function creationOf(facts: Facts, view: View): Span | undefined {
  const place = facts.world.placeOf(view.site);
  return place && { file: place.file, start: place.instr.at[0], end: place.instr.at[1] };
}

/** One for the views that an expression makes on a region from one offset. */
export const viewName = ({ site, offset }: View): string => `${site} ${N.key(offset)}`;
