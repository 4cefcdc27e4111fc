/**
 * A location: the bytes of one element of one region, at an index that is a constant or a number that is one each time.
 *
 * Two accesses are to the same location where both are the same bytes for every value that the unknowns can take. That
 * is stricter than an overlap (`overlap.ts`): a protocol is about one word, not about words that may be one.
 */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { AccessEvent } from '../../solve/events.ts';
import * as N from '../../solve/number.ts';
import type { Num } from '../../solve/number.ts';
import * as R from '../../solve/range.ts';
import type { Aliases } from './aliases.ts';
import { identifiedNumber } from './identity.ts';

export interface Location {
  readonly origin: string;
  /** In bytes from the start of the region. */
  readonly start: Num;
  /** In bytes. */
  readonly width: number;
}

/** An access where it is made. */
export interface Made {
  readonly act: Activation;
  readonly id: ValueId;
  readonly event: AccessEvent;
}

const known = new WeakMap<AccessEvent, Location>();

export function locationOf(made: Made): Location {
  let location = known.get(made.event);
  if (!location) {
    const { view, footprint } = made.event;
    known.set(made.event, (location = { origin: view.origin, start: startOf(made), width: footprint.width }));
  }
  return location;
}

/** A base that is a range stands for another number each time, unless it has a name. */
function startOf({ act, id, event }: Made): Num {
  const { footprint, view, index } = event;
  if (R.isConstant(footprint.start.base) || !index || footprint.end !== undefined) return footprint.start;
  const value = indexOf(act, id);
  const at = R.isConstant(index.base) || value === undefined ? index : identifiedNumber(act, value);
  const offset = R.isConstant(view.offset.base) ? view.offset : N.symbolic(`same:offset:${view.origin}:${view.made}`);
  return N.add(offset, N.scale(at, footprint.width));
}

/** The value that an access takes for its index. */
function indexOf(act: Activation, id: ValueId): ValueId | undefined {
  const instr = act.instr(id);
  if (instr.op === 'call') return instr.args[1]?.value;
  return (instr.op === 'get' || instr.op === 'set') && typeof instr.key === 'number' ? instr.key : undefined;
}

const isOne = ({ start }: Location): boolean => R.isConstant(start.base);

/** Whether an access is to one location, as far as its form tells. */
export const isLocated = (made: Made): boolean => isOne(locationOf(made));

const sameLocation = (a: Location, b: Location): boolean => a.origin === b.origin && a.width === b.width && isOne(a) && N.sameNum(a.start, b.start);

export const isSameLocation = (a: Made, b: Made): boolean => sameLocation(locationOf(a), locationOf(b));

/** Equal for what may be the same location; undefined where the access names none. */
export function locationKey(made: Made, aliases: Aliases): string | undefined {
  const location = locationOf(made);
  return isOne(location) ? `${aliases.of(location.origin)}|${N.key(location.start)}|${location.width}` : undefined;
}
