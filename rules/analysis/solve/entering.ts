/**
 * Which calls are run in place, so that what they touch is known in terms of their caller's memory.
 *
 * Running every call in place would take time that grows with the number of ways through a program. It is worth its
 * while where memory whose allocation can be seen is on the way, less where its origin is unknown, and hardly where a
 * function has nothing to do with memory: there, one run of the function on its own stands for all its callers.
 */

import type { FunctionIr, Instr } from '../ir/ir.ts';
import { isMemoryName } from '../models/host.ts';
import type { Activation } from './activation.ts';
import { cellValue } from './modules.ts';
import { NEAR, NONE, type Level } from './level.ts';
import type { Value } from './value.ts';
import type { World } from './world.ts';

/** How deep calls are run in place, by what they are given. */
const DEPTH = { seen: 12, small: 8, unknown: 4 } as const;

/** At most so many instructions, and no loop: as cheap to run as to summarise. */
const SMALL = 40;

/** Instructions of functions that one task may enter. */
export const BUDGET = 8000;

/** Instructions that all tasks together may enter: beyond, functions are looked at on their own. */
const ALL = { sharing: 300_000, viewsAlone: 30_000 } as const;

const isSpent = ({ spent, sources }: World): boolean => spent > (sources.nameSharedMemory ? ALL.sharing : ALL.viewsAlone);

/** How often one task enters one function: small ones more often than large ones. */
const timesOf = (fn: FunctionIr): number => Math.max(5, Math.floor(800 / (fn.instrs.length + 1)));

export function isEntered(act: Activation, fn: FunctionIr, file: string, self: Value, args: readonly Value[]): boolean {
  const { world, depth } = act;
  if (depth >= DEPTH.seen || world.budget <= 0 || isSpent(world) || world.timesEntered(fn) >= timesOf(fn)) return false;
  const level = [self, ...args].reduce<Level>((most, value) => Math.max(most, world.near.level(value)) as Level, NONE);
  if (level >= NEAR) return true;
  const concerns = level > NONE || concernsMemory(world, fn, file);
  if (fn.kind === 'constructor' || fn.kind === 'initialiser' || fn.kind === 'static' || isSmall(fn)) return depth < DEPTH.small && (concerns || isLeaf(fn) || isConcerned(act));
  return depth < DEPTH.unknown && concerns;
}

const isSmall = (fn: FunctionIr): boolean => fn.instrs.length <= SMALL && fn.blocks.every(({ loop }) => loop === undefined);

const CALLS: ReadonlySet<Instr['op']> = new Set(['call', 'new', 'super', 'closure', 'class', 'await', 'yield', 'iterate', 'dispose']);

/** It calls nothing: all that it can do is compute. */
const isLeaf = (fn: FunctionIr): boolean => !fn.instrs.some(({ op }) => CALLS.has(op));

/** The caller has to do with memory, so that what its helpers give it, or throw, may matter there. */
const isConcerned = ({ world, fn, ir, self, args }: Activation): boolean =>
  concernsMemory(world, fn, ir.file) || [self, ...(args ?? [])].some((value) => world.near.level(value) > NONE);

interface Verdict {
  /** The version of the world's levels that it was found at. */
  readonly at: number;
  readonly concerns: boolean;
}

const verdicts = new WeakMap<World, Map<FunctionIr, Verdict>>();

/** It names memory, makes closures that do, or reaches some through the variables around it. */
function concernsMemory(world: World, fn: FunctionIr, file: string): boolean {
  let known = verdicts.get(world);
  if (!known) verdicts.set(world, (known = new Map()));
  const old = known.get(fn);
  if (old && (old.concerns || old.at === world.near.version)) return old.concerns;
  // A function that calls itself is no reason of its own.
  known.set(fn, { at: world.near.version, concerns: false });
  const concerns = fn.instrs.some((instr) => {
    if (instr.op === 'global') return isMemoryName(instr.name);
    if (instr.op === 'closure') return concernsFunction(world, file, instr.fn);
    return instr.op === 'load' && concernsValue(world, cellValue(world, file, instr.cell));
  });
  known.set(fn, { at: world.near.version, concerns });
  return concerns;
}

const concernsValue = (world: World, value: Value): boolean =>
  world.near.level(value) > NONE || value.some((alt) => alt.k === 'fn' && concernsFunction(world, alt.file, alt.fn));

function concernsFunction(world: World, file: string, id: number): boolean {
  const fn = world.fn(file, id);
  return fn !== undefined && concernsMemory(world, fn, file);
}
