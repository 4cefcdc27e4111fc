/** Runs a stress on worker threads: starts them, stops them after a time, kills some on the way if asked to. */

import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { LOCKS } from './locks.ts';
import { MEMORY } from './memory.ts';
import { MESSAGES } from './messages.ts';
import { type Stress, random } from './stress.ts';

export const STRESSES: readonly Stress[] = [...MEMORY, ...LOCKS, ...MESSAGES];

export interface Outcome {
  readonly name: string;
  readonly threads: number;
  readonly milliseconds: number;
  readonly operations: number;
  readonly kills: number;
  /** What was wrong; absent if nothing was. */
  readonly failure: string | undefined;
}

interface Start { readonly stress: number; readonly buffer: SharedArrayBuffer; readonly id: number; readonly signal: SharedArrayBuffer }
type Message = 'started' | { readonly operations: number } | { readonly failure: string };

/** For a worker that has not come to its end by then, something never will. */
const PATIENCE = 20_000;

class Team {
  readonly results = new Map<number, number>();
  private readonly workers: (Worker | undefined)[] = [];
  private readonly signal = new SharedArrayBuffer(4);
  private failed: (failure: Error) => void = () => {};
  readonly failure: Promise<never> = new Promise((_, reject) => { this.failed = reject; });
  private ended: () => void = () => {};
  private begun: () => void = () => {};
  private starting = 0;
  /** All workers run: until then, time is that of the host. */
  readonly ready = new Promise<void>((resolve) => { this.begun = resolve; });

  constructor(private readonly script: string, private readonly stress: number, private readonly threads: number, private readonly buffer: SharedArrayBuffer) {
    this.failure.catch(() => {});
  }

  start(id: number): void {
    const start: Start = { stress: this.stress, buffer: this.buffer, id, signal: this.signal };
    const worker = new Worker(this.script, { workerData: start });
    worker.on('message', (message: Message) => {
      if (message === 'started') {
        if (++this.starting === this.threads) this.begun();
      } else if ('failure' in message) this.failed(new Error(message.failure));
      else if (this.results.set(id, message.operations).size === this.threads) this.ended();
    });
    worker.on('error', this.failed);
    this.workers[id] = worker;
  }

  /** Terminates a worker wherever it is; false if it had come to its end. */
  async kill(id: number): Promise<boolean> {
    if (this.results.has(id)) return false;
    await this.workers[id]?.terminate();
    return !this.results.has(id);
  }

  async end(): Promise<void> {
    const all = new Promise<void>((resolve) => { this.ended = resolve; });
    Atomics.store(new Int32Array(this.signal), 0, 1);
    if (this.results.size < this.threads) await Promise.race([all, this.failure, later(PATIENCE).then(() => { throw new Error('A thread did not come to its end.'); })]);
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker?.terminate()));
  }
}

const timers = new Set<NodeJS.Timeout>();
function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => { timers.delete(timer); resolve(); }, milliseconds);
    timers.add(timer);
  });
}

/** `script` is this file, bundled: what the workers run. */
export async function run(stress: Stress, milliseconds: number, script: string): Promise<Outcome> {
  const start = performance.now();
  const buffer = stress.setup(stress.threads);
  const team = new Team(script, STRESSES.indexOf(stress), stress.threads, buffer);
  let kills = 0;
  let failure: string | undefined;
  try {
    for (let id = 0; id < stress.threads; id++) team.start(id);
    await Promise.race([team.ready, team.failure]);
    if (stress.recover) kills = await killSome(stress, buffer, team, performance.now() + milliseconds);
    else await Promise.race([later(milliseconds), team.failure]);
    await team.end();
    stress.finish(buffer, Array.from({ length: stress.threads }, (_, id) => team.results.get(id) ?? 0));
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  } finally {
    await team.close();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }
  const operations = [...team.results.values()].reduce((a, b) => a + b, 0);
  return { name: `${stress.name}${stress.recover ? ', with kills' : ''}`, threads: stress.threads, milliseconds: performance.now() - start, operations, kills, failure };
}

async function killSome(stress: Stress, buffer: SharedArrayBuffer, team: Team, until: number): Promise<number> {
  const next = random(3);
  let kills = 0;
  while (performance.now() < until) {
    await Promise.race([later(30 + next(40)), team.failure]);
    const id = next(stress.threads);
    if (!await team.kill(id)) continue;
    kills++;
    stress.recover?.(buffer, id);
    team.start(id);
  }
  return kills;
}

if (!isMainThread && typeof (workerData as Partial<Start> | null)?.stress === 'number') {
  const { stress, buffer, id, signal } = workerData as Start;
  const word = new Int32Array(signal);
  parentPort?.postMessage('started' satisfies Message);
  let ended: Message;
  try {
    ended = { operations: STRESSES[stress]!.work(buffer, id, () => Atomics.load(word, 0) !== 0) };
  } catch (error) {
    ended = { failure: `Thread ${id}: ${error instanceof Error ? error.message : String(error)}` };
  }
  parentPort?.postMessage(ended);
}
