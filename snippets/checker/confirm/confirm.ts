/** Runs a failing schedule once more, on real worker threads and real shared memory. */

import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FailureReport } from '../check.ts';
import { loadScenarios } from '../load-engine.ts';
import { Failure } from '../model/failure.ts';
import { Referee } from '../referee/referee.ts';
import { type Assignment, type Ending, GO, STATE, goAt, stateAt } from './protocol.ts';

export interface Confirmation {
  /** Absent if it cannot be told, as a data race leaves no trace. */
  readonly confirmed: boolean | undefined;
  readonly says: string;
}

/** Longer than any step of a worker takes, and longer than waking up takes. */
const PATIENCE = 30_000;
const SETTLE = 30;

class Play {
  private readonly workers: Worker[] = [];
  private readonly control: Int32Array;
  readonly endings: Ending[] = [];
  readonly dead = new Set<number>();

  constructor(readonly threads: number, assign: (thread: number, control: SharedArrayBuffer) => Assignment, script: string) {
    const control = new SharedArrayBuffer(8 * threads);
    this.control = new Int32Array(control);
    for (let t = 0; t < threads; t++) {
      const worker = new Worker(script, { workerData: { assignment: assign(t, control) } });
      worker.on('message', (ending: Ending) => { this.endings.push(ending); });
      worker.on('error', (error) => { this.endings.push({ thread: t, error: error.message }); Atomics.store(this.control, stateAt(t), STATE.ended); });
      this.workers.push(worker);
    }
  }

  state(thread: number): number {
    return Atomics.load(this.control, stateAt(thread));
  }

  private async until(condition: () => boolean, milliseconds = PATIENCE): Promise<boolean> {
    const end = performance.now() + milliseconds;
    while (!condition()) {
      if (performance.now() > end) return false;
      await sleep(1);
    }
    return true;
  }

  /** Has the thread come to its next operation, its end, or a sleep that lasts? */
  private async rests(thread: number): Promise<boolean> {
    let since = performance.now();
    return this.until(() => {
      if (this.state(thread) !== STATE.sleeping) since = performance.now();
      return this.state(thread) === STATE.waiting || this.state(thread) === STATE.ended || performance.now() - since > SETTLE;
    });
  }

  /** False if the workers do not follow. */
  async follow(schedule: readonly number[]): Promise<boolean> {
    for (const [at, process] of schedule.entries()) {
      const thread = process % this.threads;
      if (process >= 2 * this.threads) await this.kill(thread);
      else if (process >= this.threads) await this.pass(thread);
      else if (!await this.until(() => this.state(thread) === STATE.waiting)) return false;
      else await this.go(thread, this.timesOut(schedule, at, thread) ? GO.timed : GO.step);
      if (!this.dead.has(thread) && !await this.rests(thread)) return false;
    }
    return true;
  }

  /** Is the thread's next own event, after the step at `at`, that time passes for it? */
  private timesOut(schedule: readonly number[], at: number, thread: number): boolean {
    return schedule.slice(at + 1).find((p) => p % this.threads === thread) === this.threads + thread;
  }

  private async go(thread: number, what: number): Promise<void> {
    Atomics.store(this.control, goAt(thread), what);
    Atomics.notify(this.control, goAt(thread));
    await this.until(() => Atomics.load(this.control, goAt(thread)) === GO.not);
  }

  /** A sleeper's time runs out by itself; a clock that is about to be read jumps. */
  private async pass(thread: number): Promise<void> {
    if (this.state(thread) === STATE.sleeping) await this.until(() => this.state(thread) !== STATE.sleeping);
    else await this.go(thread, GO.timed);
  }

  private async kill(thread: number): Promise<void> {
    await this.workers[thread]!.terminate();
    this.dead.add(thread);
  }

  /** Waits until nobody has done anything for a while; the number of those who live. */
  async settle(): Promise<number> {
    const states = (): number[] => Array.from({ length: this.threads }, (_, t) => this.state(t));
    let last = states();
    let since = performance.now();
    await this.until(() => {
      const now = states();
      if (now.some((s, t) => s !== last[t])) since = performance.now();
      last = now;
      return performance.now() - since > 4 * SETTLE;
    });
    return last.filter((s, t) => s !== STATE.ended && !this.dead.has(t)).length;
  }

  /** Lets everybody go on as they like for a while. */
  async release(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      for (let t = 0; t < this.threads; t++) if (this.state(t) === STATE.waiting) await this.go(t, GO.step);
      await sleep(1);
    }
  }

  /** Waits for the messages of those who have ended. */
  async close(): Promise<void> {
    await this.until(() => Array.from({ length: this.threads }, (_, t) => t).every((t) => this.state(t) !== STATE.ended || this.endings.some((e) => e.thread === t)), 500);
    await Promise.all(this.workers.map((w) => w.terminate()));
  }
}

/** Time-outs of real threads strike when the machine lets them: a schedule is tried so often before it is not confirmed. */
const ATTEMPTS = 5;

export async function confirm(file: string, scenario: string, failure: FailureReport, schedule: readonly number[], script: string): Promise<Confirmation> {
  let last = await attempt(file, scenario, failure, schedule, script);
  for (let i = 1; i < ATTEMPTS && last.confirmed === false; i++) last = await attempt(file, scenario, failure, schedule, script);
  return last;
}

async function attempt(file: string, scenario: string, failure: FailureReport, schedule: readonly number[], script: string): Promise<Confirmation> {
  const { engine, scenarios } = loadScenarios(file, { engine: 'referee' });
  const referee = engine as Referee;
  referee.select(scenarios.find((s) => s.name === scenario)!, { timeouts: 1, deaths: 1, steps: 1 });
  const { buffers, seen, fixed } = referee.prepare();
  if (fixed > 0) return { confirmed: undefined, says: 'modules that make shared memory are not run there' };
  if (referee.asynchronous) return { confirmed: undefined, says: 'async threads are not run there' };
  const play = new Play(failure.threads.length, (thread, control) => ({ file, scenario, thread, control, buffers, seen }), script);
  try {
    return await play.follow(schedule) ? await judge(play, failure, referee) : { confirmed: false, says: 'the worker threads did not follow the schedule' };
  } finally {
    await play.close();
  }
}

async function judge(play: Play, failure: FailureReport, referee: Referee): Promise<Confirmation> {
  switch (failure.kind) {
    case 'check':
    case 'exception': {
      await play.settle();
      const error = play.endings.find((e) => e.error !== undefined)?.error;
      return { confirmed: error !== undefined && failure.message.includes(error), says: error ?? 'no thread failed' };
    }
    case 'invariant': {
      await play.settle();
      const found = referee.judge((t) => play.endings.find((e) => e.thread === t)?.result, (t) => play.dead.has(t));
      return { confirmed: found instanceof Failure && found.message === failure.message, says: found?.message ?? 'the invariant held' };
    }
    case 'deadlock':
    case 'lost wake-up':
    case 'livelock': {
      const before = await play.settle();
      await play.release(150);
      const after = await play.settle();
      return { confirmed: after > 0 && after === before, says: `${after} of ${play.threads} threads did not end` };
    }
    default: return { confirmed: undefined, says: 'the schedule ran, but a race cannot be seen from outside' };
  }
}
