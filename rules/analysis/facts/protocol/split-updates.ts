/** Updates of one location that are split into an atomic read and an atomic write, with nothing that makes the pair atomic. */

import type { At, BlockId, ValueId } from '../../ir/ir.ts';
import type { Certainty } from '../certainty.ts';
import type { Access, Facts } from '../facts.ts';
import { handsOn, interrupts, isUnseen, passedBy, usesPlainly } from './effects.ts';
import { blockOf, carrierIn, commonCaller, instrAt, placeOf, rootOf, withCallees, type Place } from './flow.ts';
import { isLocated, isSameLocation } from './location.ts';
import { constantOf } from './identity.ts';
import { protocolOf, type Protocol } from './protocol.ts';
import { isSingleWriter } from './single-writer.ts';
import { decidedBy, testsWithin, type Test } from './tests.ts';

export interface SplitUpdate {
  readonly store: Access;
  readonly load: Access;
  /** `nested`: the load is part of the store. `claim`: a test of the load decides whether a constant is stored. */
  readonly shape: 'nested' | 'claim' | 'computed';
  readonly certainty: Certainty;
  /** The test that the load is equal to a value, if that holds for a claim and nothing else decides. */
  readonly equality?: At;
}

export function splitUpdates(facts: Facts): SplitUpdate[] {
  const protocol = protocolOf(facts);
  return storesIn(facts).flatMap((store): SplitUpdate[] => {
    const found = nested(protocol, store) ?? claim(protocol, store) ?? computed(protocol, store);
    if (!found || isSingleWriter(facts, store) || protocol.isSuperseded(store.act)) return [];
    return protocol.locksHeldAt(store.act, store.id).length > 0 ? [] : [found];
  });
}

function storesIn(facts: Facts): Access[] {
  return [...facts.regions()].flatMap(([origin]) => facts.exposed(origin).filter((one) => one.event.op === 'store' && isLocated(one)));
}

/** The value that an `Atomics.store` is given. */
function storedValue({ act, id }: Access): { readonly value: ValueId; readonly at: readonly [number, number] } | undefined {
  const instr = act.instr(id);
  const arg = instr.op === 'call' ? instr.args[2] : undefined;
  return arg && !arg.spread ? { value: arg.value, at: arg.at } : undefined;
}

/** Loads of the location that the stored value comes from. */
function loadsBehind({ reads }: Protocol, store: Access): Access[] {
  const stored = storedValue(store);
  if (!stored) return [];
  return [...reads.behind(store.act, stored.value)].filter((one) => one.event.op === 'load' && isSameLocation(one, store));
}

// --- `Atomics.store(v, i, f(Atomics.load(v, i)))`

function nested(protocol: Protocol, store: Access): SplitUpdate | undefined {
  const load = loadsBehind(protocol, store).find((one) => isWithin(one, store)) ?? writtenWithin(protocol, store);
  return load && { store, load, shape: 'nested', certainty: 'likely' };
}

/** In the function that runs both, the expression that loads is part of the one that stores. */
function isWithin(load: Access, store: Access): boolean {
  const top = commonCaller(load.act, store.act);
  if (!top) return false;
  const [inner, outer] = [carrierIn(top, load.act, load.id), carrierIn(top, store.act, store.id)].map((id) => top.fn.instrs[id]?.at);
  return inner !== undefined && outer !== undefined && inner[0] >= outer[0] && inner[1] <= outer[1];
}

/** `Atomics.store(v, i, Atomics.load(v, i) === FREE ? BUSY : FREE)`: the value is a constant each time, and yet comes from the load. */
function writtenWithin({ facts }: Protocol, store: Access): Access | undefined {
  const at = storedValue(store)?.at;
  return at && facts.accessesTo(store.event.view.origin).find((one) => one.act === store.act && one.event.op === 'load' && one.event.at[0] >= at[0] && one.event.at[1] <= at[1] && isSameLocation(one, store));
}

// --- `if (Atomics.load(v, i) === FREE) Atomics.store(v, i, BUSY)`

function claim(protocol: Protocol, store: Access): SplitUpdate | undefined {
  if (constantOf(store.event.values[0]) === undefined) return undefined;
  const target = placeOf(store.act, store.id);
  for (const test of testsWithin(protocol.reads, rootOf(store.act))) {
    const load = loadTested(test, store);
    const decision = load && decidedBy(test, target);
    if (!load || !decision || decision.between.some((place) => isHandOver(protocol, place, instrAt(place))) || isRelease(protocol, store, test)) continue;
    const equality = decision.between.some(forks) ? undefined : equalityIn(test, load, decision.truth);
    return { store, load, shape: 'claim', certainty: 'likely', ...(equality && { equality }) };
  }
  return undefined;
}

/** The load of the store's location that a test is about; neither the status of a wait nor the result of an update is one. */
function loadTested({ reads, flags }: Test, store: Access): Access | undefined {
  const load = flags.find((one) => one.event.op === 'load' && isSameLocation(one, store));
  return load && [...reads].every((one) => !one.event.atomic || one.event.op === 'load' || !isSameLocation(one, store)) ? load : undefined;
}

const forks = ({ act, block, index }: Place): boolean => {
  const { body, end } = blockOf(act, block);
  return index === body.length && end.kind === 'branch';
};

/** `Atomics.load(v, i) === FREE`, if it holds on the way to the store. */
function equalityIn({ act, block }: Test, load: Access, truth: boolean): At | undefined {
  const { end } = blockOf(act, block);
  const cond = end.kind === 'branch' ? act.instr(end.cond) : undefined;
  if (cond?.op !== 'binary' || load.act !== act || (cond.operator[0] === '=') !== truth || !/^[!=]==?$/.test(cond.operator)) return undefined;
  return cond.left === load.id || cond.right === load.id ? cond.at : undefined;
}

/** Between the two the one owner uses what the flag guards, or lets others run. */
function isHandOver(protocol: Protocol, { act }: Place, id: ValueId | undefined, seen = new Set<string>()): boolean {
  if (id === undefined) return false;
  if (usesPlainly(protocol.facts, act, id) || isUnseen(act, id) || handsOn(act, id) || interrupts(act.instr(id))) return true;
  return passedBy(act, id).some(({ file, fn }) => usesMemory(protocol, file, fn, seen));
}

/** A function that is not run in place. */
function usesMemory(protocol: Protocol, file: string, fn: number, seen: Set<string>): boolean {
  const key = `${file}#${fn}`;
  if (seen.has(key)) return false;
  seen.add(key);
  const [run] = protocol.facts.runsOf(file, fn);
  return !run || [...withCallees(run)].some((act) => [...act.events.keys()].some((id) => isHandOver(protocol, { act, block: 0, index: 0 }, id, seen)));
}

/**
 * The flag is set free: by its owner, if it is claimed by `compareExchange` elsewhere, or if the other way of the test
 * throws, as the assertion in an `unlock` does.
 */
function isRelease(protocol: Protocol, store: Access, { act, block }: Test): boolean {
  const lock = protocol.lockAt(store);
  const stored = constantOf(store.event.values[0]);
  if (lock && protocol.isClaimed(lock)) return stored === lock.free;
  const { end } = blockOf(act, block);
  return stored === 0 && end.kind === 'branch' && [end.yes, end.no].some((to) => throwsOnly(act, to));
}

/** Straight on from a block control leaves by a `throw`. */
function throwsOnly(act: Access['act'], block: BlockId, depth = 0): boolean {
  const { end } = blockOf(act, block);
  return end.kind === 'throw' || (end.kind === 'jump' && depth < 8 && throwsOnly(act, end.to, depth + 1));
}

// --- `const n = Atomics.load(v, i); … Atomics.store(v, i, n + 1)`

function computed(protocol: Protocol, store: Access): SplitUpdate | undefined {
  const [load] = loadsBehind(protocol, store);
  return load && { store, load, shape: 'computed', certainty: 'possible' };
}
