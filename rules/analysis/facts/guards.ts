/** What the tests on the way to an instruction tell of sharedness. */

import type { ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import type { State } from '../solve/state.ts';
import type { RegionInfo } from '../solve/world.ts';
import { placeOf } from './protocol/flow.ts';

const stateBefore = (act: Activation, id: ValueId): State | undefined => act.entered.get(placeOf(act, id).block);

/** Runs only where this region is not shared: a test said so, or another way was taken where it was allocated. */
export function isOnlyUnshared(act: Activation, id: ValueId, { chosen }: RegionInfo): boolean {
  const state = stateBefore(act, id);
  return state !== undefined && (state.unshared || [...chosen].some(([test, truth]) => state.known.get(test) === !truth));
}

/** Runs only where a test has shown memory to be shared. */
export const isOnlyShared = (act: Activation, id: ValueId): boolean => stateBefore(act, id)?.shared ?? false;
