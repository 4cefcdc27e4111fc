/**
 * Loops that do nothing but read memory until it changes.
 *
 * A loop spins where every way out of it is decided by what it reads, over and over, from the same bytes, and nothing in it
 * could make a difference: no wait, no await, no call that cannot be seen into, no counter or clock that ends it.
 */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { AccessEvent } from '../../solve/events.ts';
import { isConcurrent, type Access, type Facts } from '../facts.ts';
import { accessesAt, interrupts, isPassedBy, isUnseen, nativesAt } from './effects.ts';
import { blockOf, withCallees } from './flow.ts';
import { exitsOf, instructionsIn, loopsOf, type Loop, type LoopExit } from './loops.ts';
import { protocolOf, type Protocol } from './protocol.ts';
import { operands } from './uses.ts';

export interface Spin {
  readonly loop: Loop;
  readonly read: Access;
  readonly kind: 'plain' | 'atomic';
}

export function spins(facts: Facts): Spin[] {
  const protocol = protocolOf(facts);
  return facts.activations.flatMap((act) => innermost(loopsOf(act)).flatMap((loop) => spinsOf(protocol, loop)));
}

/** An outer loop around a spin is not another one. */
const innermost = (loops: readonly Loop[]): Loop[] => loops.filter((loop) => !loops.some((other) => other !== loop && loop.blocks.has(other.head)));

interface Step {
  readonly act: Activation;
  readonly id: ValueId;
}

function spinsOf(protocol: Protocol, loop: Loop): Spin[] {
  const steps = [...instructionsIn(loop)];
  if (steps.some(({ act, id }) => mayMakeADifference(act, id)) || throwsOut(loop)) return [];
  const ends = exitsOf(loop).map((exit) => endedBy(protocol, loop, exit));
  if (ends.length === 0 || ends.some((end) => end === 'other')) return [];
  const reads = new Set(ends.flatMap((end) => (end === 'other' ? [] : [...end])));
  const accesses = steps.flatMap(({ act, id }) => accessesAt(act, id).map((event) => ({ act, id, event })));
  const isAtomic = accesses.some(({ event }) => event.atomic);
  const found = [...reads].filter((read) => (isAtomic ? read.event.atomic && isExposed(protocol.facts, read) : isSharedRead(protocol.facts, read)));
  if (found.length === 0 || found.length < reads.size) return [];
  if (found.some((read) => readsAnother(loop, steps, read)) || accesses.some(({ event }) => doesWork(event))) return [];
  if (isAtomic && isProgress(protocol, loop, steps)) return [];
  return found.map((read) => ({ loop, read, kind: isAtomic ? 'atomic' : 'plain' }));
}

/** Something that waits, lets others run, or that nobody can see into. */
function mayMakeADifference(act: Activation, id: ValueId): boolean {
  if (interrupts(act.instr(id)) || isUnseen(act, id) || isPassedBy(act, id)) return true;
  if (accessesAt(act, id).some(({ op }) => op === 'wait' || op === 'waitAsync' || op === 'notify')) return true;
  return nativesAt(act, id).some((path) => !PURE.test(path));
}

const PURE = /^(?:Math|Number|BigInt|Boolean|String|Object\.is|Atomics|%view%|isNaN|isFinite)(?:$|\.)/;

/** A `throw` in the loop ends it, whatever it read. */
const throwsOut = ({ act, blocks }: Loop): boolean => [...blocks].some((block) => [...(blockOf(act, block).body)].some((id) => (act.calls.get(id) ?? []).some((child) => [...withCallees(child)].some(({ throws }) => throws))));

/** The reads that decide an exit; `other` where something else does. A condition that stays the same ends nothing. */
function endedBy({ reads }: Protocol, loop: Loop, { cond }: LoopExit): ReadonlySet<Access> | 'other' {
  const behind = new Set([...reads.behind(loop.act, cond)].filter((read) => isRead(loop, read)));
  if (behind.size > 0) return countsIn(loop, cond) ? 'other' : behind;
  return isConstantIn(loop, cond) ? behind : 'other';
}

/** The read is made in the loop, each round anew. */
function isRead(loop: Loop, { act, id }: Access): boolean {
  let [at, carrier] = [act, id];
  while (at !== loop.act && at.caller) [at, carrier] = [at.caller.act, at.caller.id];
  return at === loop.act && isInside(loop, carrier);
}

const isInside = ({ act, blocks }: Loop, id: ValueId): boolean => [...blocks].some((block) => blockOf(act, block).body.includes(id));

/** A variable that the loop changes takes part: a counter. */
function countsIn(loop: Loop, cond: ValueId): boolean {
  return someSource(loop, cond, (id) => {
    const instr = loop.act.instr(id);
    return instr.op === 'phi' && blockOf(loop.act, loop.head).body.includes(id) && instr.from.some(([, value]) => isCounted(loop, value, id));
  });
}

/** The next value of a loop's variable is computed from the last one. */
const isCounted = (loop: Loop, value: ValueId, phi: ValueId): boolean => value !== phi && someSource(loop, value, (id) => id === phi);

function someSource(loop: Loop, start: ValueId, is: (id: ValueId) => boolean): boolean {
  const seen = new Set<ValueId>();
  const queue = [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id) || !isInside(loop, id)) continue;
    seen.add(id);
    if (is(id)) return true;
    const { op } = loop.act.instr(id);
    if (op === 'binary' || op === 'unary' || op === 'phi' || op === 'cast' || op === 'declare') queue.push(...operands(loop.act.instr(id)));
  }
  return false;
}

/** Nothing in the loop gives the condition another value. */
const isConstantIn = (loop: Loop, cond: ValueId): boolean =>
  !someSource(loop, cond, (id) => {
    const { op } = loop.act.instr(id);
    return op === 'phi' || op === 'call' || op === 'new' || op === 'unknown' || op === 'iterate' || op === 'get' || op === 'load';
  });

// --- plain

const isExposed = (facts: Facts, read: Access): boolean => isConcurrent(read) && facts.region(read.event.view.origin).shared !== 'no';

/** Memory that is shared, or of unknown origin: nothing else could end the loop. */
const isSharedRead = (facts: Facts, read: Access): boolean => !read.event.atomic && isExposed(facts, read);

/** The loop reads another element each round. */
function readsAnother(loop: Loop, steps: readonly Step[], read: Access): boolean {
  const assigned = new Set(steps.flatMap(({ act, id }) => assignedBy(act, id)));
  const instr = read.act.instr(read.id);
  const place = instr.op === 'call' ? instr.args.slice(0, 2).map(({ value }) => value) : operands(instr);
  return place.some((id) => dependsOn(loop, read.act, id, assigned));
}

/** It writes what others may wait for; trying to claim is no work. */
const doesWork = ({ writes, op }: AccessEvent): boolean => writes && op !== 'compareExchange' && op !== 'exchange';

function assignedBy(act: Activation, id: ValueId): string[] {
  const instr = act.instr(id);
  if (instr.op === 'store') return [`cell:${act.ir.file}#${instr.cell}`];
  return instr.op === 'set' && typeof instr.key === 'string' ? [`.${instr.key}`] : [];
}

/** An index or view that a variable of the loop, or a field that it assigns, decides. */
function dependsOn(loop: Loop, act: Activation, id: ValueId, assigned: ReadonlySet<string>, depth = 0): boolean {
  if (depth > 12) return true;
  const instr = act.instr(id);
  if (instr.op === 'load') return assigned.has(`cell:${act.ir.file}#${instr.cell}`);
  if (instr.op === 'get') return (typeof instr.key === 'string' && assigned.has(`.${instr.key}`)) || operands(instr).some((one) => dependsOn(loop, act, one, assigned, depth + 1));
  if (instr.op === 'phi') return act !== loop.act || isInside(loop, id);
  if (instr.op === 'param' && act !== loop.act && act.caller && act.caller.id >= 0) {
    const call = act.caller.act.instr(act.caller.id);
    return operands(call).some((one) => dependsOn(loop, act.caller?.act ?? act, one, assigned, depth + 1));
  }
  if (instr.op === 'call' || instr.op === 'iterate') return act !== loop.act || isInside(loop, id);
  return operands(instr).some((one) => dependsOn(loop, act, one, assigned, depth + 1));
}

// --- atomic

/** A retry loop that computes a new value for its exchange each time makes progress; so does one that pauses. */
function isProgress(protocol: Protocol, loop: Loop, steps: readonly Step[]): boolean {
  return steps.some(({ act, id }) => {
    if (nativesAt(act, id).includes('Atomics.pause')) return true;
    const instr = act.instr(id);
    if (instr.op !== 'call' || !accessesAt(act, id).some(({ op }) => op === 'compareExchange')) return false;
    return instr.args.slice(2, 4).some(({ value }) => [...protocol.reads.behind(act, value)].some((read) => isRead(loop, read)) || dependsOn(loop, act, value, new Set()));
  });
}
