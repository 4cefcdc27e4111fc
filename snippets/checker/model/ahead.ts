/**
 * What could happen next: which processes are possible, and what each would do to the memory and the waiter lists. Looks
 * at an execution and changes nothing in it.
 *
 * Processes: with n threads, process t < n is thread t, n + t is time passing for it, 2n + t its death.
 */

import type { Limits } from './driver.ts';
import { EVERY_LIST, type Effect, LIST } from './effect.ts';
import { type Op, asElement, countOf, timeoutOf } from './op.ts';
import type { Thread } from './thread.ts';
import { PendingWait, type Waiter, type WaiterLists } from './waiters.ts';

/** An execution at the point that it has reached. */
interface Present {
  readonly threads: readonly Thread[];
  readonly waiters: WaiterLists;
  readonly limits: Limits;
  /** How many threads have died. */
  readonly died: number;
  /** Is it only a guess that a thread spins? */
  readonly guesses: boolean;
}

export class Ahead {
  constructor(private readonly present: Present) {}

  /** All processes that can step. When none can, time passes for those who would wait for that. */
  enabledMask(): number {
    const { threads, limits, died, guesses } = this.present;
    const n = threads.length;
    let mask = 0;
    for (let t = 0; t < n; t++) {
      const thread = threads[t]!;
      if (this.runnable(thread)) mask |= 1 << t;
      if (thread.timeouts < limits.timeouts && this.timed(thread)) mask |= 1 << (n + t);
    }
    if (mask === 0) for (let t = 0; t < n; t++) if (this.idle(threads[t]!)) mask |= 1 << (n + t);
    if (mask === 0 && guesses) for (let t = 0; t < n; t++) if (threads[t]!.spinning && threads[t]!.reads < 100) mask |= 1 << t;
    if (died < limits.deaths) for (let t = 0; t < n; t++) if (this.mortal(threads[t]!)) mask |= 1 << (2 * n + t);
    return mask;
  }

  private mortal(thread: Thread): boolean {
    return thread.options.dies === true && thread.pending !== undefined;
  }

  private runnable(thread: Thread): boolean {
    const { pending } = thread;
    if (thread.state !== 'ready' || !pending || thread.spinning) return false;
    if (pending.kind === 'await') return !(pending.operand instanceof PendingWait) || pending.operand.outcome !== undefined;
    if (pending.kind === 'join') return this.ended(pending.operand as number);
    return pending.kind !== 'stop';
  }

  private ended(thread: number): boolean {
    const state = this.present.threads[thread]?.state;
    return state === 'done' || state === 'dead';
  }

  /** May time pass for the thread, so that it matters? */
  private timed(thread: Thread): boolean {
    if (thread.sleeping) return thread.sleeping.timed;
    return thread.pending?.kind === 'now' ? thread.time > 0 : timedPromise(thread) !== undefined;
  }

  private idle(thread: Thread): boolean {
    return this.timed(thread) || (thread.watching && thread.spinning);
  }

  /** The effect that `process` would have now, written into `e`. */
  peek(process: number, e: Effect): Effect {
    const { threads } = this.present;
    const n = threads.length;
    const thread = threads[process % n]!;
    e.clear(thread.id);
    if (process >= 2 * n) return this.peekDeath(thread, e);
    if (process >= n) return this.peekTime(thread, e);
    const o = thread.pending!;
    e.after = thread.wokenBy;
    if (thread.spinFrom >= 0) e.spun = thread.spun;
    if (o.region) this.peekShared(o, o.region.base + o.byte, e);
    else if (o.kind === 'join') {
      e.joins = o.operand as number;
      e.afterEnd = threads[e.joins]!.wokenBy;
    }
    else if (o.kind === 'await' && o.operand instanceof PendingWait) e.after = o.operand.by;
    return e;
  }

  private peekShared(o: Op, address: number, e: Effect): void {
    if (o.kind === 'notify') {
      const count = countOf(o);
      if (count === 0) return;
      const last = this.present.waiters.last(address, count);
      e.list = address;
      e.use = last < 0 ? LIST.miss : LIST.wake;
      e.waiter = last < 0 ? Infinity : last;
      e.count = count;
      return;
    }
    e.address = address;
    e.width = o.width;
    if (o.kind === 'load' || o.kind === 'byteLength') return;
    if (o.kind !== 'compareExchange' && o.kind !== 'wait' && o.kind !== 'waitAsync') {
      e.write = true;
      return;
    }
    e.fickle = o.kind === 'compareExchange' ? 'write' : timeoutOf(o) > 0 ? 'sleep' : '';
    e.expects = asElement(o.view!, o.operand);
    const hits = o.view![o.index] === e.expects;
    if (o.kind === 'compareExchange') e.write = hits;
    else if (hits && timeoutOf(o) > 0) {
      e.list = address;
      e.use = LIST.enqueue;
      e.waiter = this.present.waiters.next(address);
    }
  }

  private peekTime(thread: Thread, e: Effect): Effect {
    const waiter = thread.sleeping ?? timedPromise(thread);
    e.idle = thread.timeouts >= this.present.limits.timeouts || (!waiter && thread.pending!.kind !== 'now');
    return waiter ? leave(e, waiter.list, waiter.number) : e;
  }

  private peekDeath(thread: Thread, e: Effect): Effect {
    e.optional = true;
    if (thread.promised.length > 0) return leave(e, EVERY_LIST, 0);
    return thread.sleeping ? leave(e, thread.sleeping.list, thread.sleeping.number) : e;
  }
}

/** A promise of `waitAsync` that may time out. */
export const timedPromise = (thread: Thread): Waiter | undefined => (thread.promised.length === 0 ? undefined : thread.promised.find((w) => w.timed));

function leave(e: Effect, list: number, waiter: number): Effect {
  e.list = list;
  e.use = LIST.leave;
  e.waiter = waiter;
  return e;
}
