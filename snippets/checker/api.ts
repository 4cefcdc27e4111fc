/**
 * What a `*.check.ts` file imports from `atomics-snippets/checker`.
 *
 *     scenario('two producers', () => {
 *       const queue = new Queue(new SharedArrayBuffer(64));
 *       const first = thread('a', () => queue.push(1));
 *       const second = thread('b', () => queue.push(2));
 *       invariant(() => check(queue.length === 2, 'both are in the queue'));
 *     });
 *
 * The callback runs once for every execution, before the threads start; it must do the same each time.
 *
 * This file imports nothing: its types are published as they are here.
 */

export interface ScenarioOptions {
  /** Explore schedules of at most this many preemptions instead of all. */
  readonly preemptions?: number;
  /** Time-outs a thread may take while others can still run. Default 1. */
  readonly timeouts?: number;
  /** Deaths in one execution, among the threads that may die. Default 1. */
  readonly deaths?: number;
  /** Steps after which an execution counts as a livelock. Default 2,000. */
  readonly steps?: number;
  /** Stop after so many executions; the result then says that it is incomplete. Default 2,000,000. */
  readonly executions?: number;
}

export interface ThreadOptions {
  /** The thread may die before any of its operations. */
  readonly dies?: boolean;
  /** The thread may still be blocked when all others have ended. */
  readonly daemon?: boolean;
}

/** @internal */
export interface ScenarioDefinition {
  readonly name: string;
  readonly options: ScenarioOptions;
  readonly setup: () => unknown;
}

export interface ThreadHandle<T = unknown> {
  readonly id: number;
  /** What the thread's function returned; absent while it runs, or if it died. */
  readonly result: T | undefined;
  readonly died: boolean;
}

/**
 * Thrown by `check()`: a failure of the scenario's own claim rather than of the code.
 * @internal
 */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}

/**
 * What an engine provides to the scenario that it runs.
 * @internal
 */
export interface Host {
  thread(name: string | undefined, body: () => unknown, options: ThreadOptions): ThreadHandle;
  invariant(body: () => unknown): void;
  outcome(body: () => unknown): void;
  /** A claim of the scenario does not hold. The code under test may catch what `check` throws: it failed all the same. */
  failed(error: CheckFailed): void;
  /** Of an engine that runs the functions as they are; others see these calls themselves. */
  join?(other: ThreadHandle): boolean;
  assume?(condition: boolean): void;
  /** While a replay with distorted plain values looks for condition C4, claims about values are void. */
  readonly lenient: boolean;
}

const scenarios: ScenarioDefinition[] = [];
let host: Host | undefined;

/**
 * From now on, scenarios speak to this engine.
 * @internal
 */
export function use(next: Host): void {
  host = next;
}

/** @internal */
export function takeScenarios(): ScenarioDefinition[] {
  return scenarios.splice(0);
}

function inside(what: string): Host {
  if (!host) throw new Error(`${what} belongs into the callback of scenario().`);
  return host;
}

export function scenario(name: string, setup: () => unknown): void;
export function scenario(name: string, options: ScenarioOptions, setup: () => unknown): void;
export function scenario(name: string, first: ScenarioOptions | (() => unknown), second?: () => unknown): void {
  const [options, setup] = typeof first === 'function' ? [{}, first] : [first, second];
  if (!setup) throw new TypeError(`scenario('${name}') needs a callback that declares its threads.`);
  scenarios.push({ name, options, setup });
}

const ORDINARY: ThreadOptions = {};

type Awaited1<T> = T extends PromiseLike<infer U> ? U : T;

/** Declares a thread. It may be an async function, whose promises are those of `Atomics.waitAsync`. */
export function thread<T>(body: () => T, options?: ThreadOptions): ThreadHandle<Awaited1<T>>;
export function thread<T>(name: string, body: () => T, options?: ThreadOptions): ThreadHandle<Awaited1<T>>;
export function thread(first: string | (() => unknown), second?: (() => unknown) | ThreadOptions, third?: ThreadOptions): ThreadHandle<never> {
  const named = typeof first === 'string';
  const body = (named ? second : first) as () => unknown;
  const options = ((named ? third : second) as ThreadOptions | undefined) ?? ORDINARY;
  return inside('thread()').thread(named ? first : undefined, body, options) as ThreadHandle<never>;
}

/** Must hold at the end of every execution, when each thread has finished, died, or is a daemon that waits. */
export function invariant(body: () => unknown): void {
  inside('invariant()').invariant(body);
}

/** What distinguishes one execution's result from another's; the set of all is reported. */
export function outcome(body: () => unknown): void {
  inside('outcome()').outcome(body);
}

/** A claim about this execution. */
export function check(condition: boolean, claim: string): asserts condition {
  if (condition || host?.lenient === true) return;
  const error = new CheckFailed(`The check "${claim}" failed.`);
  host?.failed(error);
  throw error;
}

/** Blocks until the other thread has finished or died, as its `exit` event tells; true if it died. */
export function join(other: ThreadHandle): boolean {
  if (host?.join) return host.join(other);
  throw new Error('join() can only be called in a thread of a scenario.');
}

/** Abandons this execution, which then does not count, unless `condition` holds. */
export function assume(condition: boolean): void {
  if (!host?.assume) throw new Error('assume() can only be called in a thread of a scenario.');
  host.assume(condition);
}
