/**
 * One thread of a scenario on a real worker thread: its functions as they are, on real shared memory, with real
 * operations. Before each operation it waits for its turn.
 */

import { parentPort } from 'node:worker_threads';
import { type Host, type ThreadHandle, use } from '../api.ts';
import type { OpKind } from '../model/op.ts';
import { Realm, type World } from '../referee/realm.ts';
import { unwrap } from '../referee/views.ts';
import { load } from '../rewrite/load.ts';
import { type Assignment, type Ending, GO, NAP, STATE, goAt, stateAt } from './protocol.ts';

type Operation = (view: unknown, index: unknown, operand: unknown, second?: unknown) => unknown;

class Participant implements Host, World {
  readonly lenient = false;
  private readonly control: Int32Array;
  private readonly bodies: (() => unknown)[] = [];
  private readonly realm = new Realm(this);
  /** Position in the values that the setup has read; done with it when the thread runs. */
  private at = 0;
  private made = 0;
  private acting = false;
  private time = 1;

  constructor(private readonly task: Assignment) {
    this.control = new Int32Array(task.control);
  }

  run(): Ending {
    const { file, scenario, thread } = this.task;
    use(this);
    const program = load(file, { engine: 'referee' });
    const scenarios = program.run(undefined, ({ path, text }) => this.realm.compile(path, text));
    this.realm.call(scenarios.find((s) => s.name === scenario)!.setup);
    this.acting = true;
    try {
      return { thread, result: cloneable(this.realm.call(this.bodies[thread]!)) };
    } catch (error) {
      return { thread, error: error instanceof Error ? error.message : String(error) };
    }
  }

  thread(_: string | undefined, body: () => unknown): ThreadHandle {
    this.bodies.push(body);
    return { id: this.bodies.length - 1, result: undefined, died: false };
  }
  invariant(): void { /* judged by the main thread */ }
  outcome(): void { /* of no interest */ }
  failed(): void { /* the thread ends with it */ }
  assume(): void { this.turn(STATE.running); }
  join(other: ThreadHandle): boolean {
    this.turn(STATE.running);
    return Atomics.load(this.control, stateAt(other.id)) !== STATE.ended;
  }

  /** Waits until the schedule has this thread step; what it may do. */
  private turn(next: number): number {
    const { thread } = this.task;
    Atomics.store(this.control, stateAt(thread), STATE.waiting);
    Atomics.wait(this.control, goAt(thread), GO.not);
    const go = Atomics.exchange(this.control, goAt(thread), GO.not);
    Atomics.store(this.control, stateAt(thread), next);
    return go;
  }

  operate(kind: OpKind, view: unknown, index: unknown, operand: unknown, second: unknown): unknown {
    if (!this.acting) return this.recall();
    const go = this.turn(kind === 'wait' ? STATE.sleeping : STATE.running);
    const operation = (Atomics as unknown as Record<string, Operation>)[kind]!;
    const real = unwrap(view);
    if (kind !== 'wait' && kind !== 'waitAsync') return second === undefined ? operation(real, index, operand) : operation(real, index, operand, second);
    const result = operation(real, index, operand, go === GO.timed ? NAP : Number(second) === 0 ? 0 : Infinity);
    Atomics.store(this.control, stateAt(this.task.thread), STATE.running);
    return result;
  }

  now(): unknown {
    if (!this.acting) return this.recall();
    if (this.turn(STATE.running) === GO.timed) this.time += 1e9;
    return this.time;
  }

  private recall(): unknown { return this.task.seen[this.at++]; }

  buffer(): SharedArrayBuffer { return this.task.buffers[this.made++]!; }
  refuse(name: string): never { throw new Error(`${name} cannot be checked.`); }
  awaited(): never { throw new Error('Async threads are not confirmed.'); }
  read(_: ArrayBufferView, __: number, ___: number, actual: () => unknown): unknown { return this.acting ? actual() : this.recall(); }
  write(_: ArrayBufferView, __: number, ___: number, make: () => unknown): unknown { return this.acting ? make() : this.recall(); }
}

function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}

/** In a worker: plays its part, and tells how it ended. */
export function participate(task: Assignment): void {
  const ending = new Participant(task).run();
  parentPort!.postMessage(ending);
  Atomics.store(new Int32Array(task.control), stateAt(task.thread), STATE.ended);
}
