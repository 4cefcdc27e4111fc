/**
 * Control flow through a run and the calls that it runs in place: one graph of places, in which a call leads into its
 * callee and a `return` leads back behind the call.
 *
 * Only ways that the solution took are followed. Each activation was called from one place, so a way never returns to
 * another caller.
 */

import type { BlockId, BlockIr, FunctionIr, Instr, ValueId } from '../../ir/ir.ts';
import { successors, type Activation } from '../../solve/activation.ts';
import type { Facts } from '../facts.ts';
import { mayThrow, mayPassBy } from './effects.ts';

/** Before an instruction of a run; with the index behind the last one, before the terminator of the block. */
export interface Place {
  readonly act: Activation;
  readonly block: BlockId;
  readonly index: number;
}

export const blockOf = (act: Activation, id: BlockId): BlockIr => act.fn.blocks[id] as BlockIr;

/** The instruction that a place is before, if it is no terminator. */
export const instrAt = ({ act, block, index }: Place): ValueId | undefined => blockOf(act, block).body[index];

const positions = new WeakMap<FunctionIr, Map<ValueId, readonly [BlockId, number]>>();

function positionsOf(fn: FunctionIr): Map<ValueId, readonly [BlockId, number]> {
  let map = positions.get(fn);
  if (!map) {
    map = new Map();
    for (const [block, { body }] of fn.blocks.entries()) for (const [index, id] of body.entries()) map.set(id, [block, index]);
    positions.set(fn, map);
  }
  return map;
}

/** Where an instruction stands; what runs before the body of a function (field initialisers) stands at its start. */
export function placeOf(act: Activation, id: ValueId): Place {
  const [block, index] = positionsOf(act.fn).get(id) ?? [0, 0];
  return { act, block, index };
}

export const endOf = (act: Activation, block: BlockId): Place => ({ act, block, index: blockOf(act, block).body.length });

export const startOf = (act: Activation, block: BlockId): Place => ({ act, block, index: 0 });

/** Where a run begins: field initialisers run before the body of a constructor. */
const entriesOf = (act: Activation): Place[] => {
  const before = act.calls.get(-1) ?? [];
  return before.length > 0 ? before.flatMap(entriesOf) : [startOf(act, 0)];
};

/** Blocks that the solution saw control go to. */
export const takenFrom = (act: Activation, block: BlockId): BlockId[] => successors(act.fn, block).filter((to) => act.edges.has(`${block}>${to}`));

/** Behind the call that ran `act` in place. */
function behindCall(act: Activation): Place | undefined {
  if (!act.caller) return undefined;
  if (act.caller.id === -1) return startOf(act.caller.act, 0);
  const { act: outer, block, index } = placeOf(act.caller.act, act.caller.id);
  return { act: outer, block, index: index + 1 };
}

/** Where an exception goes that is thrown in a block; undefined if nothing handles it. */
function thrownFrom(act: Activation, block: BlockId): Place | undefined {
  const { handler } = blockOf(act, block);
  if (handler !== undefined) return startOf(act, handler);
  if (!act.caller) return undefined;
  const call = placeOf(act.caller.act, act.caller.id);
  return thrownFrom(call.act, call.block);
}

/** Places that can come next. */
function behind({ act, block, index }: Place): (Place | undefined)[] {
  const id = blockOf(act, block).body[index];
  return id === undefined ? behindBlock(act, block) : behindInstr(act, block, index, id);
}

function behindInstr(act: Activation, block: BlockId, index: number, id: ValueId): (Place | undefined)[] {
  const children = act.calls.get(id) ?? [];
  const out: (Place | undefined)[] = children.flatMap(entriesOf);
  if (children.length === 0 || mayPassBy(act, id)) out.push({ act, block, index: index + 1 });
  if (mayThrow(act, id)) out.push(thrownFrom(act, block));
  return out;
}

function behindBlock(act: Activation, block: BlockId): (Place | undefined)[] {
  const { end } = blockOf(act, block);
  if (!act.left.has(block)) return [];
  switch (end.kind) {
    case 'jump':
      return [startOf(act, end.to)];
    case 'branch':
      return [end.yes, end.no].filter((to) => act.edges.has(`${block}>${to}`)).map((to) => startOf(act, to));
    case 'return':
      return [behindCall(act)];
    case 'throw':
    case 'rethrow':
      return [thrownFrom(act, block)];
    default:
      return [];
  }
}

const throwing = new WeakMap<Activation, boolean>();

/** Whether an exception can leave a run. */
export function throwsOut(act: Activation): boolean {
  const known = throwing.get(act);
  if (known !== undefined) return known;
  throwing.set(act, false);
  const out = [...act.entered.keys()].some((block) => {
    const { body, end, handler } = blockOf(act, block);
    if (handler !== undefined) return false;
    return end.kind === 'throw' || end.kind === 'rethrow' || body.some((id) => mayThrow(act, id) || (act.calls.get(id) ?? []).some(throwsOut));
  });
  throwing.set(act, out);
  return out;
}

// --- reachability

/** A place at which something can happen, one object for each; between two of them control goes straight on. */
class Stop implements Place {
  #next: readonly Stop[] | undefined;

  constructor(
    readonly act: Activation,
    readonly block: BlockId,
    readonly index: number,
    readonly depth: number,
  ) {}

  get next(): readonly Stop[] {
    return (this.#next ??= behind(this).flatMap((place) => (place ? [stopAt(place)] : [])));
  }
}

interface Stops {
  readonly depth: number;
  readonly byBlock: (Stop | undefined)[][];
}

const stops = new WeakMap<Activation, Stops>();

function stopsOf(act: Activation): Stops {
  let known = stops.get(act);
  if (!known) stops.set(act, (known = { depth: act.depth, byBlock: [] }));
  return known;
}

/** The first stop at a place or behind it in its block, whose end is one. */
function stopAt({ act, block, index }: Place): Stop {
  const { body } = blockOf(act, block);
  let at = index;
  while (at < body.length && !isEventful(act, body[at] as ValueId)) at++;
  const { depth, byBlock } = stopsOf(act);
  const ofBlock = (byBlock[block] ??= []);
  return (ofBlock[at] ??= new Stop(act, block, at, depth));
}

/** Operations that only compute, unless an event says more. */
const COMPUTES: ReadonlySet<Instr['op']> = new Set(['const', 'param', 'this', 'arguments', 'global', 'load', 'closure', 'phi', 'get', 'binary', 'unary', 'template', 'cast', 'declare', 'rest']);

const isEventful = (act: Activation, id: ValueId): boolean => !COMPUTES.has(act.instr(id).op) || act.events.has(id) || act.calls.has(id);

/** Stops that can come next, without leaving the activation `top`. */
export const nextOf = (place: Place, top: Activation): readonly Place[] => stopAt(place).next.filter(({ depth }) => depth >= stopsOf(top).depth);

/** What can be reached from some places without passing a barrier. */
export class Reach {
  readonly #stops = new Set<Stop>();
  readonly #depth: number;
  readonly #isBarrier: (place: Place) => boolean;

  constructor(from: readonly Place[], top: Activation, isBarrier: (place: Place) => boolean = () => false) {
    this.#depth = stopsOf(top).depth;
    this.#isBarrier = isBarrier;
    const queue: Stop[] = from.map(stopAt);
    for (let stop = queue.pop(); stop; stop = queue.pop()) {
      if (this.#stops.has(stop)) continue;
      this.#stops.add(stop);
      queue.push(...this.#behind(stop));
    }
  }

  #behind(stop: Stop): readonly Stop[] {
    return this.#isBarrier(stop) ? [] : stop.next.filter(({ depth }) => depth >= this.#depth);
  }

  has(place: Place): boolean {
    return this.#stops.has(stopAt(place));
  }

  places(): Iterable<Place> {
    return this.#stops;
  }

  /** The places on some way to a target, without the target. */
  before(target: Place): Place[] {
    const before = new Map<Stop, Stop[]>();
    for (const stop of this.#stops)
      for (const next of this.#behind(stop)) {
        const known = before.get(next);
        if (known) known.push(stop);
        else before.set(next, [stop]);
      }
    const seen = new Set<Stop>();
    const queue = [...(before.get(stopAt(target)) ?? [])];
    for (let stop = queue.pop(); stop; stop = queue.pop()) {
      if (seen.has(stop)) continue;
      seen.add(stop);
      queue.push(...(before.get(stop) ?? []));
    }
    return [...seen];
  }
}

/** One object for a place and all from which control goes straight on to it, as those that a barrier is asked about. */
export const canonical = (place: Place): Place => stopAt(place);

// --- activations

/** The activation and those that called it, innermost first. */
export function* callersOf(act: Activation): Iterable<Activation> {
  for (let at: Activation | undefined = act; at; at = at.caller?.act) yield at;
}

/** The activation of the task. */
export const rootOf = (act: Activation): Activation => [...callersOf(act)].at(-1) ?? act;

/** Where the function around makes the one that runs, or its class. */
export function makingsOf(facts: Facts, { ir, fn }: Activation): [Activation, ValueId][] {
  if (fn.parent === fn.id) return [];
  return facts.runsOf(ir.file, fn.parent).flatMap((maker) =>
    maker.fn.instrs.flatMap((instr, id): [Activation, ValueId][] => ((instr.op === 'closure' && instr.fn === fn.id) || (instr.op === 'class' && instr.class === fn.class) ? [[maker, id]] : [])),
  );
}

/** The innermost activation that runs both, or undefined. */
export function commonCaller(a: Activation, b: Activation): Activation | undefined {
  const of = new Set(callersOf(a));
  for (const act of callersOf(b)) if (of.has(act)) return act;
  return undefined;
}

/** The instruction of `top` in which an instruction of `act` runs: itself, or the call that leads to it. */
export function carrierIn(top: Activation, act: Activation, id: ValueId): ValueId {
  let [at, carrier] = [act, id];
  while (at !== top && at.caller) [at, carrier] = [at.caller.act, at.caller.id];
  return carrier;
}

/** An activation with all that it runs in place. */
export function* withCallees(act: Activation): Iterable<Activation> {
  const queue = [act];
  for (let at = queue.pop(); at; at = queue.pop()) {
    yield at;
    for (const children of at.calls.values()) queue.push(...children);
  }
}
