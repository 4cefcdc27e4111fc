/** Branches that test what an atomic read gave, and whether such a test decides if something runs. */

import type { BlockId, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { Access } from '../facts.ts';
import { blockOf, canonical, commonCaller, endOf, placeOf, Reach, startOf, withCallees, type Place } from './flow.ts';
import { isSettled } from './known.ts';
import type { Reads } from './reads.ts';

export interface Test {
  readonly act: Activation;
  readonly block: BlockId;
  /** What its condition comes from. */
  readonly reads: ReadonlySet<Access>;
  /** Those of them that it tests as flags are tested. */
  readonly flags: readonly Access[];
}

/** Accesses are told apart by identity, so tests belong to the reads that they were found with. */
const known = new WeakMap<Reads, { readonly own: Map<Activation, readonly Test[]>; readonly within: Map<Activation, readonly Test[]> }>();

function knownTests(reads: Reads): { readonly own: Map<Activation, readonly Test[]>; readonly within: Map<Activation, readonly Test[]> } {
  let found = known.get(reads);
  if (!found) known.set(reads, (found = { own: new Map(), within: new Map() }));
  return found;
}

/** The branches of one run whose conditions come from reads of memory. */
export function testsOf(reads: Reads, act: Activation): readonly Test[] {
  const { own } = knownTests(reads);
  let tests = own.get(act);
  if (!tests) {
    tests = act.fn.blocks.flatMap(({ end }, block): Test[] => {
      if (end.kind !== 'branch' || !act.left.has(block)) return [];
      const conditions = [end.cond, ...choosing(act, end.cond)];
      const behind = new Set(conditions.flatMap((cond) => [...reads.behind(act, cond)]));
      return behind.size > 0 ? [{ act, block, reads: behind, flags: conditions.flatMap((cond) => reads.flags(act, cond)) }] : [];
    });
    own.set(act, tests);
  }
  return tests;
}

/** `let claimed = false; if (…) claimed = true; if (claimed) …`: the conditions that choose among the constants of a variable. */
function choosing(act: Activation, cond: ValueId): ValueId[] {
  const phi = act.instr(cond);
  if (phi.op !== 'phi' || phi.from.some(([, value]) => !isSettled(act.value(value)))) return [];
  const join = placeOf(act, cond);
  const sides = phi.from.map(([from]) => endOf(act, from));
  return act.fn.blocks.flatMap(({ end }, block): ValueId[] => {
    if (end.kind !== 'branch' || !act.left.has(block)) return [];
    const [yes, no] = [end.yes, end.no].map((to) => new Reach([startOf(act, to)], act, (place) => place.block === join.block || place.block === block));
    return sides.some((side) => yes?.has(side) !== no?.has(side)) ? [end.cond] : [];
  });
}

/** The tests of a run and of all that it runs in place. */
export function testsWithin(reads: Reads, act: Activation): readonly Test[] {
  const { within } = knownTests(reads);
  let tests = within.get(act);
  if (!tests) within.set(act, (tests = [...withCallees(act)].flatMap((one) => testsOf(reads, one))));
  return tests;
}

export interface Decision {
  /** What the test's condition is on the way to the place. */
  readonly truth: boolean;
  /** The places on the way from the test to it. */
  readonly between: readonly Place[];
}

/**
 * Whether a test decides if a place is reached: one of its ways leads there without testing again, the other does not.
 * Undefined if it does not decide.
 */
export function decidedBy({ act, block }: Pick<Test, 'act' | 'block'>, target: Place): Decision | undefined {
  const { end } = blockOf(act, block);
  const top = commonCaller(act, target.act);
  if (end.kind !== 'branch' || !top) return undefined;
  const [again, there] = [canonical(endOf(act, block)), canonical(target)];
  const ways = ([[end.yes, true], [end.no, false]] as const).filter(
    ([to]) => act.edges.has(`${block}>${to}`) && new Reach([startOf(act, to)], top, (place) => place === again || place === there).has(target),
  );
  const [way, ...more] = ways;
  if (!way || more.length > 0) return undefined;
  const [to, truth] = way;
  const reach = new Reach([startOf(act, to)], top, (place) => place === again || place === there);
  return { truth, between: reach.before(target) };
}
