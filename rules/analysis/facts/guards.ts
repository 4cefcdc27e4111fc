/** What the tests on the way to an instruction, or on the way of a value, tell of sharedness. */

import type { ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import type { State } from '../solve/state.ts';
import type { RegionInfo } from '../solve/world.ts';
import { placeOf } from './protocol/flow.ts';

type Told = 'shared' | 'unshared';

/**
 * Runs only where the region is as told: a test said so, or another way was taken where it was allocated. `given`: what
 * the instruction uses, where that may come by ways of its own (`isShared ? bytes.slice() : bytes`).
 */
export function isOnly(told: Told, { act, id }: Place, region: RegionInfo, given?: Place): boolean {
  return tells(told, act.entered.get(placeOf(act, id).block), region) || (given !== undefined && comesOnly(told, given.act, given.id, region, 0));
}

/** An instruction of an activation. */
export interface Place {
  readonly act: Activation;
  readonly id: ValueId;
}

/** Another way was taken where the region was allocated: then, too, it is not shared here, or not this one. */
const tells = (told: Told, state: State | undefined, { chosen }: RegionInfo): boolean =>
  state !== undefined && (state[told] || (told === 'unshared' && [...chosen].some(([test, truth]) => state.known.get(test) === !truth)));

function comesOnly(told: Told, act: Activation, value: ValueId, region: RegionInfo, depth: number): boolean {
  const instr = act.instr(value);
  if (depth > 8) return false;
  if (instr.op === 'declare' || instr.op === 'cast') return comesOnly(told, act, instr.value, region, depth + 1);
  if (instr.op !== 'phi') return false;
  const { block } = placeOf(act, value);
  const ways = instr.from.filter(([from, one]) => act.edges.has(`${from}>${block}`) && act.left.has(from) && holds(act, one, region));
  return ways.length > 0 && ways.every(([from, one]) => tells(told, act.left.get(from), region) || comesOnly(told, act, one, region, depth + 1));
}

const holds = (act: Activation, value: ValueId, { origin }: RegionInfo): boolean =>
  act.value(value).some((alt) => (alt.k === 'region' && alt.origin === origin) || (alt.k === 'view' && alt.view.origin === origin));

/** Runs only where a test has shown memory to be shared. */
export const isOnlyShared = (act: Activation, id: ValueId): boolean => act.entered.get(placeOf(act, id).block)?.shared ?? false;
