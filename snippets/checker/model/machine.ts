/**
 * One execution: threads, memory, waiter lists, clocks. The explorer decides who steps; a driver runs the code.
 * Processes are numbered as `Ahead` says.
 */

import { Ahead, timedPromise } from './ahead.ts';
import { blocked } from './blocked.ts';
import type { Driver, Limits } from './driver.ts';
import { type Effect, LIST } from './effect.ts';
import { Failure, type FailureKind } from './failure.ts';
import { type IntegerView, type Op, asElement, countOf, perform, resize, timeoutOf, waitError } from './op.ts';
import { HappensBefore } from './races.ts';
import { type Region, Regions } from './region.ts';
import { Thread } from './thread.ts';
import { ViewTable } from './view-table.ts';
import { PendingWait, type Waiter, WaiterLists } from './waiters.ts';
import { sayAccess, sayWait } from './words.ts';

/** Called with each step when an execution is replayed for a report. */
export interface Recorder { step(thread: number, site: number, text: string): void }

/** More than any time-out of a scenario, in milliseconds. */
const LONG = 1e9;

export class Machine {
  readonly regions = new Regions();
  readonly views = new ViewTable(this.regions);
  readonly hb = new HappensBefore((thread, site) => this.describe(thread, site));
  readonly waiters = new WaiterLists();
  /** Which steps are possible now, and what they would do. */
  readonly ahead: Ahead;
  threads: Thread[] = [];
  /** The thread whose code runs now; -1 during setup and invariants. */
  current = -1;
  recorder: Recorder | undefined = undefined;
  /** The accesses of the execution in order, when condition C4 is tried. */
  footprint: string[] | undefined = undefined;
  /** Processes that the last step made impossible: time-outs and deaths of the threads that it woke. */
  disabled = 0;
  /** Steps taken. */
  time = 0;
  /** What went wrong in code that may have caught it. */
  failure: Failure | undefined = undefined;
  /** How many threads have died. */
  died = 0;
  /** Time-outs for want of anything else, since something last changed. */
  private idles = 0;

  limits: Limits = { timeouts: 1, deaths: 1, steps: 2000 };

  constructor(readonly driver: Driver) {
    this.ahead = new Ahead(this);
  }

  get guesses(): boolean {
    return this.driver.guesses === true;
  }

  get size(): number {
    return this.threads.length;
  }

  reset(): void {
    this.failure = undefined;
    this.regions.reset();
    this.views.clear();
    this.waiters.clear();
    this.current = -1;
    this.time = this.died = this.idles = 0;
    const starts = this.driver.setup();
    if (starts.length === this.threads.length && starts.every((s, t) => this.threads[t]!.is(s.name, s.options))) for (const thread of this.threads) thread.reset();
    else this.threads = starts.map((s, t) => new Thread(t, s.name, s.options));
    this.hb.reset(starts.length);
    for (const thread of this.threads) {
      this.current = thread.id;
      this.arrived(thread, this.driver.begin(thread.id));
    }
    this.current = -1;
  }

  describe(thread: number, site: number): string {
    const where = this.driver.site(site);
    const name = this.threads[thread]?.name;
    return name === undefined ? where : `${name} (${where})`;
  }

  /** `e` is what `peek` said of the process. */
  step(process: number, e: Effect): void {
    const n = this.threads.length;
    const thread = this.threads[process % n]!;
    this.disabled = 0;
    if (process >= 2 * n) this.die(thread);
    else if (process >= n) this.pass(thread);
    else {
      thread.spinFrom = thread.wokenBy = -1;
      this.footprint?.push(`${thread.id} ${thread.pending!.kind} ${thread.pending!.site} ${e.address} ${e.list}`);
      this.act(thread, thread.pending!, e);
    }
    this.time++;
  }

  private die(thread: Thread): void {
    this.recorder?.step(thread.id, -1, 'dies');
    if (thread.sleeping) this.waiters.remove(thread.sleeping);
    for (const waiter of thread.promised) this.waiters.remove(waiter);
    thread.state = 'dead';
    thread.pending = thread.sleeping = undefined;
    thread.promised.length = 0;
    this.died++;
    this.idles = 0;
    this.driver.kill(thread.id);
  }

  /** Time passes for a thread: its sleep times out, or its clock jumps past every deadline. */
  private pass(thread: Thread): void {
    if (++this.idles > 4 * this.threads.length) throw blocked(this, this.threads.filter((t) => t.pending));
    thread.timeouts++;
    thread.time += LONG;
    const waiter = thread.sleeping ?? timedPromise(thread);
    this.recorder?.step(thread.id, waiter?.site ?? thread.pending!.site, waiter ? `${waiter.promise ? 'waitAsync' : 'wait'} times out` : 'time passes');
    if (waiter) this.waiters.remove(waiter);
    if (waiter?.promise) {
      settle(thread, waiter, 'timed-out', -1);
      return;
    }
    const spun = !waiter && thread.pending!.kind !== 'now';
    thread.spinFrom = thread.wokenBy = -1;
    if (spun) return;
    thread.sleeping = undefined;
    thread.state = 'ready';
    this.continue(thread, waiter ? 'timed-out' : thread.time);
  }

  private act(thread: Thread, o: Op, e: Effect): void {
    switch (o.kind) {
      case 'await': return this.awaited(thread, o);
      case 'now': return this.clock(thread, o);
      case 'join': return this.joined(thread, o);
      case 'notify': return this.notify(thread, o, e);
      case 'wait':
      case 'waitAsync': return this.wait(thread, o, e);
      case 'grow':
      case 'byteLength': return this.resize(thread, o, e);
      default: return this.access(thread, o, e);
    }
  }

  private clock(thread: Thread, o: Op): void {
    thread.look();
    this.recorder?.step(thread.id, o.site, 'no time has passed');
    this.continue(thread, thread.time);
  }

  private access(thread: Thread, o: Op, e: Effect): void {
    let value: unknown;
    const before = o.kind === 'store' && o.region ? o.view![o.index] : undefined;
    try {
      value = perform(o);
    } catch (error) {
      this.recorder?.step(thread.id, o.site, `throws ${String(error)}`);
      return this.raise(thread, error);
    }
    e.found = before ?? value;
    const changes = e.write && o.region !== undefined && !Object.is(o.view![o.index], e.found);
    if (this.recorder) this.recorder.step(thread.id, o.site, sayAccess(o, e.write, value));
    this.touch(thread, o, e, o.kind !== 'store', changes);
    this.continue(thread, value);
  }

  /** Clocks, races and the spin log for an atomic access. */
  private touch(thread: Thread, o: Op, e: Effect, reads: boolean, changes: boolean): void {
    if (!o.region) return thread.changed();
    e.changes = changes;
    const cell = this.hb.atomic(thread.id, o.region, o.byte, o.width, reads, e.write, changes, o.site);
    if (!changes) return thread.read(cell);
    thread.changed();
    this.idles = 0;
  }

  private resize(thread: Thread, o: Op, e: Effect): void {
    let length: number;
    try {
      length = resize(o);
    } catch (error) {
      return this.raise(thread, error);
    }
    this.recorder?.step(thread.id, o.site, `${length} bytes`);
    this.touch(thread, o, e, true, o.kind === 'grow');
    this.continue(thread, o.kind === 'grow' ? undefined : length);
  }

  private wait(thread: Thread, o: Op, e: Effect): void {
    const wrong = waitError(o);
    if (wrong) return this.raise(thread, wrong);
    this.touch(thread, o, e, true, false);
    const asynchronous = o.kind === 'waitAsync';
    if (e.use !== LIST.enqueue) {
      const value = o.view![o.index] === asElement(o.view!, o.operand) ? 'timed-out' : 'not-equal';
      this.recorder?.step(thread.id, o.site, sayWait(o, value));
      return this.continue(thread, asynchronous ? { async: false, value } : value);
    }
    this.recorder?.step(thread.id, o.site, sayWait(o, asynchronous ? 'a promise' : 'sleeps'));
    const waiter = this.enlist(thread, o, e);
    if (waiter.promise) return this.continue(thread, { async: true, value: waiter.promise });
    thread.state = 'asleep';
    thread.sleeping = waiter;
  }

  private enlist(thread: Thread, o: Op, e: Effect): Waiter {
    const promise = o.kind === 'waitAsync' ? new PendingWait() : undefined;
    const { view, index } = o as { view: IntegerView; index: number };
    const waiter: Waiter = { thread: thread.id, list: e.list, number: e.waiter, timed: timeoutOf(o) !== Infinity, site: o.site, expected: asElement(view, o.operand), present: () => view[index], promise };
    this.waiters.enqueue(waiter);
    if (promise) {
      promise.waiter = waiter;
      thread.promised.push(waiter);
    }
    thread.changed();
    return waiter;
  }

  private notify(thread: Thread, o: Op, e: Effect): void {
    const wrong = waitError(o);
    if (wrong) return this.raise(thread, wrong);
    const woken = e.use === LIST.wake ? this.waiters.take(e.list, countOf(o)) : [];
    this.recorder?.step(thread.id, o.site, woken.length === 0 ? '0' : `${woken.length}: wakes ${woken.map((w) => this.threads[w.thread]!.name).join(', ')}`);
    if (woken.length > 0) {
      thread.changed();
      this.idles = 0;
      // Each waiter entered the critical section of the list before this notify did.
      for (const waiter of woken) if (!waiter.promise) this.hb.join(thread.id, this.hb.clocks[waiter.thread]!);
    }
    for (const waiter of woken) this.wake(thread, waiter);
    this.hb.tick(thread.id);
    this.continue(thread, woken.length);
  }

  private wake(by: Thread, waiter: Waiter): void {
    const n = this.threads.length;
    const woken = this.threads[waiter.thread]!;
    this.disabled |= (1 << (n + woken.id)) | (1 << (2 * n + woken.id));
    if (waiter.promise) return settle(woken, waiter, 'ok', this.time);
    // The woken thread enters the critical section again, after the notifier left it.
    this.hb.tick(woken.id);
    this.hb.join(woken.id, this.hb.clocks[by.id]!);
    woken.sleeping = undefined;
    woken.state = 'ready';
    this.continue(woken, 'ok');
    woken.wokenBy = this.time;
  }

  private awaited(thread: Thread, o: Op): void {
    const value = o.operand instanceof PendingWait ? o.operand.outcome : o.operand;
    if (o.operand instanceof PendingWait) this.recorder?.step(thread.id, o.site, `await = "${String(value)}"`);
    this.continue(thread, value);
  }

  private joined(thread: Thread, o: Op): void {
    const other = this.threads[o.operand as number]!;
    this.hb.join(thread.id, this.hb.clocks[other.id]!);
    this.recorder?.step(thread.id, o.site, `joins ${other.name}, which ${other.state === 'dead' ? 'died' : 'has finished'}`);
    this.continue(thread, other.state === 'dead');
  }

  private continue(thread: Thread, value: unknown): void {
    const outer = this.current;
    this.current = thread.id;
    this.arrived(thread, this.driver.resume(thread.id, value));
    this.current = outer;
  }

  /** Throws into a thread's own code, and runs it up to its next operation. */
  private raise(thread: Thread, error: unknown): void {
    const outer = this.current;
    this.current = thread.id;
    this.arrived(thread, this.driver.raise(thread.id, error));
    this.current = outer;
  }

  private arrived(thread: Thread, pending: Op | undefined): void {
    if (this.failure) throw this.failure;
    thread.pending = pending;
    if (!pending) this.end(thread);
  }

  /** Fails the execution, from within code that may catch what is thrown. */
  fail(kind: FailureKind, message: string, sites: readonly number[] = []): never {
    this.failure ??= new Failure(kind, message, sites);
    throw this.failure;
  }

  /** A plain access of the running thread. */
  plain(region: Region, from: number, to: number, write: boolean, site: number): void {
    try {
      this.hb.plain(this.current, region, from, to, write, site);
    } catch (error) {
      if (error instanceof Failure) this.failure ??= error;
      throw error;
    }
  }

  private end(thread: Thread): void {
    thread.state = 'done';
    this.idles = 0;
  }

  /** Has a thread come to an assumption that does not hold? */
  get abandoned(): boolean {
    return this.threads.some((t) => t.pending?.kind === 'stop');
  }

  /** Nobody can step: everybody has ended, or somebody never will. */
  finish(): void {
    const stuck = this.threads.filter((t) => t.pending !== undefined && t.options.daemon !== true);
    if (stuck.length > 0) throw blocked(this, stuck);
    this.current = -1;
    this.driver.finish();
  }

  /** The failure that ends this execution if there was no better one. */
  endless(): Failure {
    return new Failure('livelock', `An execution did not end within ${this.limits.steps} steps. If its loops are bounded, raise the scenario's "steps".`);
  }
}

function settle(thread: Thread, waiter: Waiter, outcome: 'ok' | 'timed-out', by: number): void {
  waiter.promise!.outcome = outcome;
  waiter.promise!.by = by;
  thread.promised.splice(thread.promised.indexOf(waiter), 1);
}
