/** What a step did, as far as the order of steps matters: the vocabulary of the dependence relation. */

import type { Cell } from './region.ts';

/**
 * Use of a waiter list. `wake` is a notify that takes waiters, `miss` one that finds none, `leave` a time-out or a
 * death that takes a waiter out.
 */
export const LIST = { none: 0, enqueue: 1, leave: 2, wake: 3, miss: 4 } as const;
export type ListUse = (typeof LIST)[keyof typeof LIST];

/** A death takes its thread out of every list. */
export const EVERY_LIST = -2;

/** One mutable record a step; the explorer keeps those of the current schedule and uses them again. */
export class Effect {
  /** The thread the step belongs to: its time-outs and its death are its own steps. */
  owner = -1;
  /** Address of the cell accessed, -1 if none. */
  address = -1;
  width = 0;
  write = false;
  list = -1;
  use: ListUse = LIST.none;
  /**
   * Waiters of a list are numbered as they come. Of an `enqueue` or `leave`: the waiter's number. Of a notify: the
   * number of the last waiter taken, or infinite if it would have taken more.
   */
  waiter = 0;
  /** Of a notify: how many it may take. */
  count = 0;
  /** A `compareExchange` or a `wait`: with another value in the cell it would do what it does not, or the reverse. */
  fickle: '' | 'write' | 'sleep' = '';
  /** The value that such a step compares with; and the value that a write has replaced, known once it is done. */
  expects: unknown = undefined;
  found: unknown = undefined;
  /** Cells that a fruitless iteration has read: one of them must change before this step is possible. */
  spun: readonly Cell[] | undefined = undefined;
  /** The earlier step that made this one possible (a notify), -1 if none. */
  after = -1;
  /** The thread that had to end before this step, -1 if none; and the notify that let it end, -1 if none. */
  joins = -1;
  afterEnd = -1;
  /** Only possible because no thread could run: after all that came before. */
  idle = false;
  /** A write that left another value; known once it is done. */
  changes = false;
  /** A death: it need not happen, sooner or later. */
  optional = false;

  clear(owner: number): this {
    this.owner = owner;
    this.address = this.list = this.after = this.joins = this.afterEnd = -1;
    this.write = this.changes = this.idle = this.optional = false;
    this.fickle = '';
    this.use = LIST.none;
    this.spun = this.expects = this.found = undefined;
    return this;
  }

  copy(e: Effect): this {
    this.owner = e.owner;
    this.address = e.address;
    this.width = e.width;
    this.write = e.write;
    this.list = e.list;
    this.use = e.use;
    this.waiter = e.waiter;
    this.count = e.count;
    this.fickle = e.fickle;
    this.spun = e.spun;
    this.expects = e.expects;
    this.found = e.found;
    this.after = e.after;
    this.joins = e.joins;
    this.afterEnd = e.afterEnd;
    this.idle = e.idle;
    this.changes = e.changes;
    this.optional = e.optional;
    return this;
  }
}

/** Writes into `into` what a step like `e` would do if `earlier` had not come before it; of a notify, only that it is one. */
export function reversed(e: Effect, earlier: Effect, into: Effect): Effect {
  into.copy(e);
  if (e.fickle === '' || !earlier.write || earlier.address !== e.address) return into;
  const hits = earlier.found === e.expects;
  if (e.fickle === 'write') into.write = hits;
  else {
    into.list = hits ? e.address : -1;
    into.use = hits ? LIST.enqueue : LIST.none;
    into.waiter = 0;
  }
  return into;
}

/** Writes into the notify `e` whom it would wake after `steps`; false if that cannot be told. */
export function afterSteps(e: Effect, steps: Iterable<Effect>): boolean {
  let waiting: number[] = [];
  for (const step of steps) {
    if (step.list === EVERY_LIST) return false;
    if (step.list !== e.list) continue;
    if (step.use === LIST.enqueue) waiting.push(step.waiter);
    else if (step.use === LIST.leave) waiting = waiting.filter((w) => w !== step.waiter);
    else waiting = waiting.filter((w) => w > step.waiter);
  }
  e.use = waiting.length > 0 ? LIST.wake : LIST.miss;
  e.waiter = waiting.length >= e.count && waiting.length > 0 ? waiting[e.count - 1]! : Infinity;
  return true;
}

function reads(a: Effect, b: Effect): boolean {
  if (a.address >= 0 && a.address < b.address + b.width && b.address < a.address + a.width) return true;
  return a.spun !== undefined && a.spun.some((c) => c.address < b.address + b.width && b.address < c.address + c.width);
}

/** Do two uses of one waiter list depend on their order? A notify that is served takes no notice of those who come later. */
function ordered(a: Effect, b: Effect): boolean {
  if (a.use >= LIST.wake) return b.use >= LIST.wake ? a.use === LIST.wake || b.use === LIST.wake : b.waiter <= a.waiter;
  if (b.use >= LIST.wake) return a.waiter <= b.waiter;
  // Waiters leave in the order in which they came.
  return a.use === LIST.enqueue && b.use === LIST.enqueue;
}

/** A `wait` that returned "not-equal": with another value it would have used the waiter list, which is another object. */
export const couldSleep = (e: Effect): boolean => e.fickle === 'sleep' && e.use === LIST.none;

/**
 * Whether swapping two adjacent steps can change anything. A `compareExchange` that fails and a `wait` that
 * returns "not-equal" are reads; a notify commutes with every memory access, because it touches no bytes.
 */
export function dependent(a: Effect, b: Effect): boolean {
  if (a.owner === b.owner || a.idle || b.idle) return true;
  if (b.write && reads(a, b)) return true;
  if (a.write && reads(b, a)) return true;
  return a.list !== -1 && b.list !== -1 && (a.list === b.list || a.list === EVERY_LIST || b.list === EVERY_LIST) && ordered(a, b);
}

export type Dependence = typeof dependent;
