/**
 * A location: the bytes of one element of one region, at an index that is a constant or a number that is one each time.
 *
 * Two accesses are to the same location where both are the same bytes for every value that the unknowns can take. That
 * is stricter than an overlap (`overlap.ts`): a protocol is about one word, not about words that may be one.
 */

import type { AccessEvent } from '../../solve/events.ts';
import * as N from '../../solve/number.ts';
import type { Num } from '../../solve/number.ts';
import * as R from '../../solve/range.ts';

export interface Location {
  readonly origin: string;
  /** In bytes from the start of the region. */
  readonly start: Num;
  /** In bytes. */
  readonly width: number;
}

export const locationOf = ({ view, footprint }: AccessEvent): Location => ({ origin: view.origin, start: footprint.start, width: footprint.width });

/** A base that is a range stands for another number each time: such an access names no location. */
export const isOneLocation = ({ start }: Location): boolean => R.isConstant(start.base);

export const sameLocation = (a: Location, b: Location): boolean =>
  a.origin === b.origin && a.width === b.width && isOneLocation(a) && N.sameNum(a.start, b.start);

/** Equal for the same location; undefined where the access names none. */
export const locationKey = (a: Location): string | undefined => (isOneLocation(a) ? `${a.origin}|${N.key(a.start)}|${a.width}` : undefined);
