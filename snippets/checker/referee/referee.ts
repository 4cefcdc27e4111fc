/**
 * The referee: runs the functions of a scenario as they are. A thread cannot be stopped half-way, so it is run again
 * from the start for each of its steps: operations that it has performed give the results they gave, and the first
 * new one stops it. Each run has the scenario's setup before it, so threads share no JavaScript object.
 *
 * Slow, and simple enough to be believed: the workhorse is held to it.
 */

import { relative } from 'node:path';
import { CheckFailed, type Host, type ScenarioDefinition, type ThreadHandle, type ThreadOptions, use } from '../api.ts';
import type { Driver, Limits, ThreadStart } from '../model/driver.ts';
import type { Engine, Source } from '../model/engine.ts';
import { Failure, failureOf } from '../model/failure.ts';
import { Machine } from '../model/machine.ts';
import { type IntegerView, Op, type OpKind, perform, resize, toIndex } from '../model/op.ts';
import { PendingWait } from '../model/waiters.ts';
import type { GrowOptions } from '../model/region.ts';
import type { Program } from '../rewrite/load.ts';
import { Realm, type World } from './realm.ts';
import { unwrap } from './views.ts';

interface Handle extends ThreadHandle { result: unknown; died: boolean }
interface Started extends ThreadStart { readonly body: () => unknown; readonly handle: Handle }

/** What a part of the code has seen and done: repeated, it must see and do the same. */
class Log {
  readonly entries: { value?: unknown; error?: unknown }[] = [];
  at = 0;
}

/** Thrown where a thread has to wait for its turn. */
class Suspended extends Error {}

export class Referee implements Driver, Host, Engine, World {
  readonly machine = new Machine(this);
  readonly realm = new Realm(this);
  result: string | undefined;
  readonly readPlainly = false;
  readonly canDistort = false;
  readonly guesses = true;
  private scenario: ScenarioDefinition | undefined;
  private starts: Started[] = [];
  private invariants: (() => unknown)[] = [];
  private outcomes: (() => unknown)[] = [];
  /** The log of the setup, and of each thread. */
  private setupLog = new Log();
  private logs: Log[] = [];
  /** The log that is being written or repeated; none while invariants run. */
  private log: Log | undefined;
  private running = -1;
  private pending: Op | undefined;
  private readonly places: string[] = [];
  /** What each thread has read since it last changed something, as text. */
  private reads: string[][] = [];

  constructor(private readonly program: Program) {}

  get lenient(): boolean {
    return this.pending !== undefined;
  }

  scenarios(): readonly ScenarioDefinition[] {
    const scenarios = this.program.run(undefined, ({ path, text }) => this.realm.compile(path, text));
    this.machine.regions.seal();
    return scenarios;
  }

  select(scenario: ScenarioDefinition, limits: Limits): void {
    this.scenario = scenario;
    this.machine.limits = limits;
  }

  distort(): void { /* what is not rewritten cannot be given other values */ }

  /** Sites are numbers of places, which are only looked for when a story is told. */
  source(site: number): Source {
    return { where: '', source: this.places[site] ?? 'code' };
  }

  site(site: number): string {
    return this.places[site] ?? 'some place in its code';
  }

  // The driver.

  setup(): readonly ThreadStart[] {
    this.setupLog = new Log();
    this.declare();
    this.logs = this.starts.map(() => new Log());
    this.reads = this.starts.map(() => []);
    return this.starts;
  }

  /** Runs the setup, for the first time or again. */
  private declare(): void {
    this.starts = [];
    this.invariants = [];
    this.outcomes = [];
    this.running = -1;
    this.pending = undefined;
    this.log = this.setupLog;
    this.log.at = 0;
    use(this);
    this.realm.call(this.scenario!.setup);
  }

  begin(thread: number): Op | undefined { return this.again(thread); }

  resume(thread: number, value: unknown): Op | undefined {
    this.logs[thread]!.entries.push({ value });
    const o = this.machine.threads[thread]!.pending!;
    this.remember(thread, `${textOf(o)} = ${String(value)}`);
    const next = this.again(thread);
    if (next) this.notice(thread, next);
    return next;
  }

  private remember(thread: number, read: string): void {
    const reads = this.reads[thread]!;
    if (this.machine.threads[thread]!.reads === 0) reads.length = 0;
    else reads.push(read);
  }

  /**
   * Three times the same reads with the same results, and the first of them again: it may be a loop that waits. Others
   * go first until something that it read has changed.
   */
  private notice(thread: number, next: Op): void {
    const reads = this.reads[thread]!;
    for (let period = 1; period <= 8 && 3 * period <= reads.length; period++) {
      const last = reads.slice(-period);
      const before = reads.slice(-3 * period);
      if (!before.every((r, i) => r === last[i % period]) || !last[0]!.startsWith(`${textOf(next)} =`)) continue;
      this.machine.threads[thread]!.spinFrom = Math.max(0, this.machine.threads[thread]!.reads - period);
      return;
    }
  }

  raise(thread: number, error: unknown): Op | undefined {
    this.logs[thread]!.entries.push({ error });
    return this.again(thread);
  }

  kill(): void { /* it is just not run any more */ }

  /** Runs a thread up to its next operation. */
  private again(thread: number): Op | undefined {
    this.machine.regions.rewind();
    this.declare();
    const start = this.starts[thread]!;
    const outcome = this.run(thread, start);
    if (this.pending) return this.pending;
    if (outcome.error !== undefined) throw failureOf(outcome.error, start.name);
    if (!outcome.done) throw new Failure('not checkable', `${start.name} awaits a promise that is not of Atomics.waitAsync, and the checker cannot know when it settles.`);
    return undefined;
  }

  private run(thread: number, start: Started): { done: boolean; error?: unknown } {
    this.running = thread;
    this.pending = undefined;
    this.log = this.logs[thread]!;
    this.log.at = 0;
    const outcome: { done: boolean; error?: unknown } = { done: false };
    const done = (value: unknown): void => { outcome.done = true; start.handle.result = value; };
    try {
      this.realm.call(() => {
        const value = start.body();
        if (!this.realm.settled(value, done, (error) => { outcome.error = error; })) done(value);
      });
    } catch (error) {
      outcome.error = error;
    }
    return outcome;
  }

  /** Runs the setup alone: the buffers that it made, and all that it read, for others to repeat it. */
  prepare(): { buffers: readonly SharedArrayBuffer[]; seen: readonly unknown[]; fixed: number } {
    this.machine.regions.reset();
    this.setup();
    return { buffers: this.machine.regions.made(), seen: this.setupLog.entries.map((e) => e.value), fixed: this.machine.regions.fixed };
  }

  /** Does a thread of the scenario await? */
  get asynchronous(): boolean {
    return this.starts.some((s) => Object.prototype.toString.call(s.body) === '[object AsyncFunction]');
  }

  /** Checks the invariants on results that came from elsewhere, and on the memory as it is. */
  judge(resultOf: (thread: number) => unknown, died: (thread: number) => boolean): Failure | undefined {
    for (const [t, { handle }] of this.starts.entries()) Object.assign(handle, { result: resultOf(t), died: died(t) });
    try {
      this.conclude();
      return undefined;
    } catch (error) {
      return error as Failure;
    }
  }

  /** All threads once more, on the objects of one setup, for the invariants to look at. */
  finish(): void {
    this.machine.regions.rewind();
    this.declare();
    for (const [t, start] of this.starts.entries()) {
      this.run(t, start);
      if (this.machine.threads[t]!.state === 'dead') Object.assign(start.handle, { died: true, result: undefined });
    }
    this.conclude();
  }

  private conclude(): void {
    this.running = -1;
    this.pending = this.log = undefined;
    try {
      this.realm.call(() => { for (const body of this.invariants) body(); });
      if (this.outcomes.length > 0) this.result = JSON.stringify(this.outcomes.map((body) => this.realm.call(body)), (_, x: unknown) => (typeof x === 'bigint' ? `${x}n` : x));
    } catch (error) {
      throw error instanceof CheckFailed ? new Failure('invariant', error.message) : failureOf(error, 'An invariant');
    }
  }

  failed(error: CheckFailed): void {
    if (this.running >= 0 && !this.pending) this.machine.failure ??= failureOf(error, this.starts[this.running]!.name);
  }

  // The host of the scenario's declarations.

  thread(name: string | undefined, body: () => unknown, options: ThreadOptions): ThreadHandle {
    if (this.running >= 0) throw new Error('thread() belongs into the setup of a scenario: threads do not start threads.');
    const id = this.starts.length;
    const handle: Handle = { id, result: undefined, died: false };
    this.starts.push({ name: name ?? `thread ${id}`, body, options, handle });
    return handle;
  }
  invariant(body: () => unknown): void { this.invariants.push(body); }
  outcome(body: () => unknown): void { this.outcomes.push(body); }
  join(other: ThreadHandle): boolean { return this.perform(new Op('join', this.place(), undefined, 0, other.id, undefined)) as boolean; }
  assume(condition: boolean): void { if (!condition) this.perform(new Op('stop', this.place(), undefined, 0, undefined, undefined)); }

  // The world of the code under test.

  operate(kind: OpKind, view: unknown, index: unknown, operand: unknown, second: unknown): unknown {
    return this.perform(new Op(kind, this.place(), unwrap(view) as IntegerView, toIndex(index), operand, second).locate(this.machine.views));
  }

  now(): unknown { return this.perform(new Op('now', this.place(), undefined, 0, undefined, undefined)); }

  private perform(o: Op): unknown {
    if (this.running >= 0) return this.step(o);
    const act = (): unknown => {
      if (o.kind === 'now' || o.kind === 'notify') return 0;
      if (o.kind === 'wait' || o.kind === 'waitAsync' || o.kind === 'join' || o.kind === 'stop') throw new Failure('not checkable', `${o.kind} is for threads: here it would block for ever.`);
      return o.kind === 'grow' || o.kind === 'byteLength' ? resize(o) : perform(o);
    };
    return this.log ? this.logged(this.log, act) : act();
  }

  /** An operation of a thread: one that it has performed, or the one to stop at. */
  private step(o: Op): unknown {
    const log = this.log!;
    if (!this.pending && log.at < log.entries.length) return this.logged(log, () => undefined);
    this.pending ??= o;
    throw new Suspended();
  }

  /** The next entry of the log; `act` makes it, if it is not there yet. */
  private logged(log: Log, act: () => unknown): unknown {
    if (log.at === log.entries.length) log.entries.push({ value: act() });
    const entry = log.entries[log.at++]!;
    if ('error' in entry) throw entry.error;
    return entry.value;
  }

  awaited(promise: unknown, settle: (value: unknown) => void): void {
    const log = this.log!;
    if (!this.pending && log.at < log.entries.length) settle(this.logged(log, () => undefined));
    else this.pending ??= new Op('await', -1, undefined, 0, promise as PendingWait, undefined);
  }

  buffer(length: unknown, options: unknown): SharedArrayBuffer {
    const buffer = this.machine.regions.create(Math.trunc(Number(length ?? 0)), options as GrowOptions | undefined);
    if ((options as GrowOptions | undefined)?.maxByteLength === undefined) return buffer;
    return Object.defineProperties(buffer, {
      grow: { configurable: true, value: (size: unknown) => this.sized('grow', buffer, size) },
      byteLength: { configurable: true, get: () => this.sized('byteLength', buffer, undefined) },
    });
  }

  private sized(kind: 'grow' | 'byteLength', buffer: SharedArrayBuffer, size: unknown): unknown {
    return this.perform(new Op(kind, this.place(), undefined, 0, buffer, size).locateSize(this.machine.regions));
  }

  read(view: ArrayBufferView, from: number, to: number, actual: () => unknown): unknown {
    return this.plain(view, from, to, false, actual);
  }

  write(view: ArrayBufferView, from: number, to: number, make: () => unknown): unknown {
    return this.plain(view, from, to, true, make);
  }

  private plain(view: ArrayBufferView, from: number, to: number, write: boolean, act: () => unknown): unknown {
    if (this.pending) throw new Suspended();
    if (!this.log) return act();
    return this.logged(this.log, () => {
      if (this.running >= 0 && to > from) this.touch(view, from, to, write);
      return act();
    });
  }

  private touch(view: ArrayBufferView, from: number, to: number, write: boolean): void {
    const { machine } = this;
    const [start, end] = [view.byteOffset + from, view.byteOffset + to];
    const site = this.place();
    machine.recorder?.step(machine.current, site, `plain ${write ? 'write' : 'read'} of bytes ${start}–${end - 1}`);
    if (write) machine.threads[machine.current]!.changed();
    machine.plain(machine.regions.of(view.buffer as SharedArrayBuffer), start, end, write, site);
  }

  private place(): number {
    return this.machine.recorder ? this.places.push(callSite()) - 1 : -1;
  }

  refuse(name: string): never {
    return this.machine.fail('not checkable', `${name} brings in time, chance or the outside world, so no schedule could be repeated: ${callSite()}.`);
  }
}

/** Where in the code under test an operation is called. */
function callSite(): string {
  const line = (new Error().stack ?? '').split('\n').find((l) => l.includes('.check.') || (/\.[cm]?[jt]s:\d+:\d+\)?$/.test(l) && !/checker|dist|node:/.test(l)));
  const place = /([^\s(]+?):(\d+):\d+\)?$/.exec(line ?? '');
  return place ? `${relative('.', place[1]!)}:${place[2]!}` : 'some place in its code';
}

const textOf = (o: Op): string => `${o.kind} ${o.region ? o.address : -1} ${String(o.operand)} ${String(o.second)}`;
