/** What the tests on the way to an instruction tell of sharedness. */

import type { BlockId, FunctionIr, ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import type { State } from '../solve/state.ts';
import type { RegionInfo } from '../solve/world.ts';

const blocks = new WeakMap<FunctionIr, ReadonlyMap<ValueId, BlockId>>();

/** The block that an instruction stands in. */
export function blockOf(fn: FunctionIr, id: ValueId): BlockId | undefined {
  let known = blocks.get(fn);
  if (!known) blocks.set(fn, (known = new Map(fn.blocks.flatMap(({ body }, block) => body.map((one) => [one, block] as const)))));
  return known.get(id);
}

function stateBefore(act: Activation, id: ValueId): State | undefined {
  const block = blockOf(act.fn, id);
  return block === undefined ? undefined : act.entered.get(block);
}

/** Runs only where this region is not shared: a test said so, or another way was taken where it was allocated. */
export function isOnlyUnshared(act: Activation, id: ValueId, { chosen }: RegionInfo): boolean {
  const state = stateBefore(act, id);
  return state !== undefined && (state.unshared || [...chosen].some(([test, truth]) => state.known.get(test) === !truth));
}

/** Runs only where a test has shown memory to be shared. */
export const isOnlyShared = (act: Activation, id: ValueId): boolean => stateBefore(act, id)?.shared ?? false;
