/**
 * One execution: threads, memory, waiter lists, clocks. The explorer decides who steps; a driver runs the code.
 *
 * Processes: with n threads, process t < n is thread t, n + t is time passing for it, 2n + t its death.
 */

import { type Effect, LIST, effect } from './effect.ts';
import { AssertionFailed, Failure } from './failure.ts';
import { type Op, PendingWait, asElement, perform } from './op.ts';
import { HappensBefore } from './races.ts';
import { Regions, addressOf } from './region.ts';
import { Thread, type ThreadOptions } from './thread.ts';
import { type Waiter, WaiterLists } from './waiters.ts';

export interface ThreadStart { readonly name: string; readonly options: ThreadOptions }

/** Runs the code under test: as generators in this thread, or unmodified on worker threads. */
export interface Driver {
  /** Runs the scenario's setup; the threads it declares. */
  setup(): readonly ThreadStart[];
  /** Runs a thread up to its first operation; `undefined` when it ends before one. */
  begin(thread: number): Op | undefined;
  resume(thread: number, value: unknown): Op | undefined;
  raise(thread: number, error: unknown): Op | undefined;
  /** The thread will not be resumed. */
  kill(thread: number): void;
  /** All threads have ended: checks the invariants. Throws a Failure. */
  finish(): void;
  site(site: number): string;
}

export interface Limits {
  /** Time-outs a thread may take while others could still run; the bound of "time-outs as a choice". */
  readonly timeouts: number;
  readonly deaths: number;
  /** Steps after which an execution is given up as a livelock. */
  readonly steps: number;
}

/** Called with each step when an execution is replayed for a report. */
export interface Recorder { step(thread: number, site: number, text: string): void }

/** More than any time-out of a scenario, in milliseconds. */
const LONG = 1e9;

export class Machine {
  readonly regions = new Regions();
  readonly hb = new HappensBefore((thread, site) => this.describe(thread, site));
  readonly waiters = new WaiterLists();
  threads: Thread[] = [];
  /** The thread whose code runs now; -1 during setup and invariants. */
  current = -1;
  recorder: Recorder | undefined = undefined;
  /** Time-outs that the last step made impossible, as a mask of processes: it woke their threads. */
  disabled = 0;
  private died = 0;
  private timers = false;

  constructor(readonly driver: Driver, readonly limits: Limits) {}

  get size(): number {
    return this.threads.length;
  }

  reset(): void {
    this.regions.reset();
    this.waiters.clear();
    this.current = -1;
    this.died = 0;
    this.timers = false;
    this.threads = [];
    const starts = this.driver.setup();
    this.hb.reset(starts.length);
    for (let t = 0; t < starts.length; t++) this.threads.push(new Thread(t, starts[t]!.name, starts[t]!.options));
    for (const thread of this.threads) this.run(thread, () => this.driver.begin(thread.id));
  }

  describe(thread: number, site: number): string {
    const where = this.driver.site(site);
    const name = this.threads[thread]?.name;
    return name === undefined ? where : `${name} (${where})`;
  }

  enabled(process: number): boolean {
    const n = this.threads.length;
    const thread = this.threads[process % n]!;
    if (thread.state === 'done' || thread.state === 'dead') return false;
    if (process < n) return this.runnable(thread);
    if (process >= 2 * n) return thread.options.dies === true && this.died < this.limits.deaths;
    return this.timed(thread) && thread.timeouts < this.limits.timeouts;
  }

  /** All processes that can step. When none can, time passes for those who wait with a time-out. */
  enabledMask(): number {
    const n = this.threads.length;
    let mask = 0;
    for (let p = 0; p < n; p++) if (this.enabled(p)) mask |= 1 << p;
    const ready = mask;
    for (let p = n; p < 3 * n; p++) if (this.enabled(p)) mask |= 1 << p;
    if (ready !== 0 || !this.timers) return mask;
    for (let t = 0; t < n; t++) if (this.timed(this.threads[t]!)) return mask | (1 << (n + t));
    return mask;
  }

  private runnable(thread: Thread): boolean {
    const pending = thread.pending;
    if (thread.state !== 'ready' || !pending || thread.spinning) return false;
    if (pending.kind === 'await') return !(pending.operand instanceof PendingWait) || pending.operand.outcome !== undefined;
    if (pending.kind === 'join') return this.ended(pending.operand as number);
    return true;
  }

  private ended(thread: number): boolean {
    const state = this.threads[thread]?.state;
    return state === 'done' || state === 'dead';
  }

  private timed(thread: Thread): boolean {
    if (thread.state === 'asleep') return thread.sleeping!.timed;
    const pending = thread.pending;
    if (thread.state !== 'ready' || !pending) return false;
    if (pending.kind === 'now') return true;
    return pending.kind === 'await' && this.awaited(thread)?.timed === true;
  }

  /** The waiter whose promise the thread awaits, while it is still in its list. */
  private awaited(thread: Thread): Waiter | undefined {
    const promise = thread.pending?.operand;
    return this.waiters.of(thread.id).find((w) => w.promise !== undefined && w.promise === promise);
  }

  /** The effect that `process` would have now. */
  peek(process: number): Effect {
    const n = this.threads.length;
    const thread = this.threads[process % n]!;
    if (process >= n) {
      const waiter = thread.sleeping ?? (process < 2 * n ? this.awaited(thread) : this.waiters.of(thread.id)[0]);
      return effect(thread.id, -1, 0, false, waiter ? waiter.list : -1, waiter ? LIST.leave : LIST.none, -1, process >= 2 * n);
    }
    const o = thread.pending!;
    if (o.kind === 'await') return o.operand instanceof PendingWait ? effect(thread.id, -1, 0, false, o.operand.list, LIST.resume) : effect(thread.id);
    if (o.kind === 'join') return effect(thread.id, -1, 0, false, -1, LIST.none, o.operand as number);
    const view = o.view;
    if (!view || !(Math.trunc(o.index) >= 0 && o.index < view.length)) return effect(thread.id);
    const width = view.BYTES_PER_ELEMENT;
    const address = addressOf(this.regions.of(view.buffer), view.byteOffset + Math.trunc(o.index) * width);
    switch (o.kind) {
      case 'load': return effect(thread.id, address, width);
      case 'compareExchange': return effect(thread.id, address, width, view[o.index] === asElement(view, o.operand));
      case 'notify': return effect(thread.id, -1, 0, false, address, countOf(o) > 0 && this.waiters.anyone(address) ? LIST.wake : LIST.miss);
      case 'wait':
      case 'waitAsync': {
        const sleeps = view[o.index] === asElement(view, o.operand) && timeoutOf(o) > 0;
        return sleeps ? effect(thread.id, address, width, false, address, LIST.enqueue) : effect(thread.id, address, width);
      }
      default: return effect(thread.id, address, width, true);
    }
  }

  step(process: number): Effect {
    const n = this.threads.length;
    const thread = this.threads[process % n]!;
    this.disabled = 0;
    const what = this.peek(process);
    thread.spinFrom = -1;
    if (process >= 2 * n) this.die(thread);
    else if (process >= n) this.pass(thread);
    else this.act(thread, what);
    return what;
  }

  private die(thread: Thread): void {
    this.recorder?.step(thread.id, -1, 'dies');
    for (const waiter of this.waiters.of(thread.id)) this.waiters.remove(waiter);
    thread.state = 'dead';
    thread.pending = undefined;
    this.died++;
    this.driver.kill(thread.id);
  }

  /** Time passes for a thread: its sleep times out, or its clock jumps past every deadline. */
  private pass(thread: Thread): void {
    thread.timeouts++;
    thread.time += LONG;
    const waiter = thread.sleeping ?? this.awaited(thread);
    if (waiter) this.waiters.remove(waiter);
    if (waiter?.promise) {
      waiter.promise.outcome = 'timed-out';
      this.recorder?.step(thread.id, waiter.site, 'time passes: waitAsync → "timed-out"');
      return;
    }
    this.recorder?.step(thread.id, waiter?.site ?? thread.pending!.site, waiter ? 'time passes: wait → "timed-out"' : 'time passes');
    thread.sleeping = undefined;
    thread.state = 'ready';
    this.continue(thread, waiter ? 'timed-out' : thread.time);
  }

  private act(thread: Thread, what: Effect): void {
    const o = thread.pending!;
    switch (o.kind) {
      case 'await': return this.settle(thread, o);
      case 'now':
        this.timers = true;
        return this.continue(thread, thread.time);
      case 'join': return this.joined(thread, o);
      case 'assume': return this.continue(thread, undefined);
      case 'notify': return this.notify(thread, o, what);
      case 'wait':
      case 'waitAsync': return this.wait(thread, o, what);
      default: return this.access(thread, o, what);
    }
  }

  private access(thread: Thread, o: Op, what: Effect): void {
    let value: unknown;
    try {
      value = perform(o);
    } catch (error) {
      return this.run(thread, () => this.driver.raise(thread.id, error));
    }
    this.touch(thread, o, what, o.kind !== 'store');
    this.recorder?.step(thread.id, o.site, this.words(o, what, value));
    this.continue(thread, value);
  }

  /** Clocks, races and the spin log for an atomic access. */
  private touch(thread: Thread, o: Op, what: Effect, reads: boolean): void {
    const view = o.view!;
    const region = this.regions.of(view.buffer);
    const cell = this.hb.atomic(thread.id, region, view.byteOffset + Math.trunc(o.index) * what.width, what.width, reads, what.write, o.site);
    if (what.write) thread.changed();
    else thread.read(cell);
  }

  private wait(thread: Thread, o: Op, what: Effect): void {
    const wrong = waitError(o);
    if (wrong) return this.run(thread, () => this.driver.raise(thread.id, wrong));
    this.touch(thread, o, what, true);
    const asynchronous = o.kind === 'waitAsync';
    if (what.use !== LIST.enqueue) {
      const equal = o.view![o.index] === asElement(o.view!, o.operand);
      const value = equal ? 'timed-out' : 'not-equal';
      this.recorder?.step(thread.id, o.site, this.words(o, what, value));
      return this.continue(thread, asynchronous ? { async: false, value } : value);
    }
    const timed = timeoutOf(o) !== Infinity;
    if (timed) this.timers = true;
    const promise = asynchronous ? new PendingWait(what.list) : undefined;
    const waiter: Waiter = { thread: thread.id, list: what.list, timed, expected: asElement(o.view!, o.operand), site: o.site, promise };
    this.waiters.enqueue(waiter);
    thread.changed();
    this.recorder?.step(thread.id, o.site, this.words(o, what, asynchronous ? 'a promise' : 'sleeps'));
    if (asynchronous) return this.continue(thread, { async: true, value: promise });
    thread.state = 'asleep';
    thread.sleeping = waiter;
  }

  private notify(thread: Thread, o: Op, what: Effect): void {
    const wrong = notifyError(o);
    if (wrong) return this.run(thread, () => this.driver.raise(thread.id, wrong));
    const woken = this.waiters.take(what.list, countOf(o));
    this.recorder?.step(thread.id, o.site, this.words(o, what, woken.length === 0 ? '0' : `${woken.length}, wakes ${woken.map((w) => this.threads[w.thread]!.name).join(', ')}`));
    if (woken.length > 0) {
      thread.changed();
      // Each waiter entered the critical section of the list before this notify did.
      for (const waiter of woken) if (!waiter.promise) this.hb.join(thread.id, this.hb.clocks[waiter.thread]!);
    }
    for (const waiter of woken) this.wake(thread, waiter);
    this.hb.tick(thread.id);
    this.continue(thread, woken.length);
  }

  private wake(by: Thread, waiter: Waiter): void {
    const woken = this.threads[waiter.thread]!;
    if (waiter.timed) this.disabled |= 1 << (this.threads.length + woken.id);
    if (waiter.promise) {
      waiter.promise.outcome = 'ok';
      return;
    }
    // The woken thread enters the critical section again, after the notifier left it.
    this.hb.tick(woken.id);
    this.hb.join(woken.id, this.hb.clocks[by.id]!);
    woken.sleeping = undefined;
    woken.state = 'ready';
    this.continue(woken, 'ok');
  }

  private settle(thread: Thread, o: Op): void {
    const value = o.operand instanceof PendingWait ? o.operand.outcome : o.operand;
    if (o.operand instanceof PendingWait) this.recorder?.step(thread.id, o.site, `await → "${String(value)}"`);
    this.continue(thread, value);
  }

  private joined(thread: Thread, o: Op): void {
    const other = o.operand as number;
    this.hb.join(thread.id, this.hb.clocks[other]!);
    const died = this.threads[other]!.state === 'dead';
    this.recorder?.step(thread.id, o.site, `joins ${this.threads[other]!.name}, which ${died ? 'died' : 'has finished'}`);
    this.continue(thread, died);
  }

  private continue(thread: Thread, value: unknown): void {
    const outer = this.current;
    this.current = thread.id;
    try {
      thread.pending = this.driver.resume(thread.id, value);
      if (!thread.pending) thread.state = 'done';
    } finally {
      this.current = outer;
    }
  }

  /** Runs a thread's own code up to its next operation. */
  private run(thread: Thread, code: () => Op | undefined): void {
    const outer = this.current;
    this.current = thread.id;
    try {
      thread.pending = code();
      if (!thread.pending) thread.state = 'done';
    } finally {
      this.current = outer;
    }
  }

  /** Nobody can step: everybody has ended, or somebody never will. */
  finish(): void {
    const stuck = this.threads.filter((t) => !this.ended(t.id) && t.options.daemon !== true);
    if (stuck.length > 0) throw this.blocked(stuck);
    this.current = -1;
    this.driver.finish();
  }

  private blocked(stuck: readonly Thread[]): Failure {
    const sites = stuck.map((t) => t.sleeping?.site ?? t.pending?.site ?? -1);
    const lost = stuck.find((t) => t.sleeping && t.sleeping.expected !== this.wordAt(t));
    if (lost) return new Failure('lost wake-up', `${this.describe(lost.id, lost.sleeping!.site)} sleeps for ever on a word that no longer holds the ${String(lost.sleeping!.expected)} it waits on (it holds ${String(this.wordAt(lost))}), and nobody is left to notify it.`, sites);
    const spins = stuck.find((t) => t.spinning);
    const all = stuck.map((t) => `${this.describe(t.id, t.sleeping?.site ?? t.pending?.site ?? -1)}${t.spinning ? ' spins' : ''}`).join('; ');
    return spins ? new Failure('livelock', `A loop never ends: nobody is left to change what it reads. Blocked: ${all}.`, sites)
      : new Failure('deadlock', `No thread can take a step. Blocked: ${all}.`, sites);
  }

  private wordAt(thread: Thread): unknown {
    return this.sleepWord.get(thread.sleeping!.list)?.() ?? thread.sleeping!.expected;
  }
  private get sleepWord(): Map<number, () => unknown> {
    const words = new Map<number, () => unknown>();
    for (const t of this.threads) if (t.sleeping && t.pending?.view) words.set(t.sleeping.list, () => t.pending!.view![t.pending!.index]);
    return words;
  }

  private words(o: Op, what: Effect, value: unknown): string {
    const at = `[${o.index}]`;
    switch (o.kind) {
      case 'compareExchange': return `compareExchange${at} ${String(o.operand)} → ${String(o.second)}: ${what.write ? 'done' : `failed, found ${String(value)}`}`;
      case 'load': return `load${at} = ${String(value)}`;
      case 'store': return `store${at} ← ${String(o.operand)}`;
      case 'wait':
      case 'waitAsync': return `${o.kind}${at} while ${String(o.operand)}: ${String(value)}`;
      case 'notify': return `notify${at} = ${String(value)}`;
      default: return `${o.kind}${at} ${String(o.operand)}, was ${String(value)}`;
    }
  }

  static failureOf(error: unknown, who: string): Failure {
    if (error instanceof Failure) return error;
    if (error instanceof AssertionFailed) return new Failure('assertion', `${who}: ${error.message}`);
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return new Failure('exception', `${who} threw ${text}`);
  }
}

const countOf = (o: Op): number => (o.operand === undefined ? Infinity : Math.max(0, Math.trunc(Number(o.operand)) || 0));

function timeoutOf(o: Op): number {
  const t = Number(o.second);
  return o.second === undefined || Number.isNaN(t) ? Infinity : Math.max(0, t);
}

function waitError(o: Op): Error | undefined {
  const v: unknown = o.view;
  if (!(v instanceof Int32Array || v instanceof BigInt64Array)) return new TypeError(`Atomics.${o.kind} takes an Int32Array or BigInt64Array.`);
  if (!(v.buffer instanceof SharedArrayBuffer)) return new TypeError(`Atomics.${o.kind} takes a view of a SharedArrayBuffer.`);
  if ((v instanceof BigInt64Array) !== (typeof o.operand === 'bigint')) return new TypeError('The expected value is of the wrong type for the view.');
  return o.index >= 0 && o.index < v.length ? undefined : new RangeError(`Index ${o.index} is outside the view.`);
}

function notifyError(o: Op): Error | undefined {
  const v: unknown = o.view;
  if (!(v instanceof Int32Array || v instanceof BigInt64Array)) return new TypeError('Atomics.notify takes an Int32Array or BigInt64Array.');
  return o.index >= 0 && o.index < v.length ? undefined : new RangeError(`Index ${o.index} is outside the view.`);
}
