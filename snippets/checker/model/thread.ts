/** What the model knows of one thread. */

import type { ThreadOptions } from '../api.ts';
import { Op } from './op.ts';
import type { Cell } from './region.ts';
import type { Waiter } from './waiters.ts';

export type ThreadState = 'ready' | 'asleep' | 'done' | 'dead';

export class Thread {
  state: ThreadState = 'ready';
  pending: Op | undefined = undefined;
  /** The one record that its operations are written into. */
  readonly op = new Op('now', -1, undefined, 0, undefined, undefined);
  sleeping: Waiter | undefined = undefined;
  /** Waiters of its `waitAsync` promises that are still in their lists. */
  readonly promised: Waiter[] = [];
  timeouts = 0;
  time = 0;
  /** The notify that made the next step possible, -1 if none did. */
  wokenBy = -1;
  /** Counts what the thread has changed, in shared memory or in its own; see `Loop`. */
  effects = 0;
  /** The cells read since the last effect, and their versions then; what is beyond `reads` is old. */
  private readonly cells: Cell[] = [];
  private readonly versions: number[] = [];
  reads = 0;
  /** Did it look at the clock since the last effect? */
  looked = -1;
  /** While set, the thread is about to repeat an iteration that read `cells[from…]` and changed nothing. */
  spinFrom = -1;

  constructor(readonly id: number, readonly name: string, readonly options: ThreadOptions) {}

  is(name: string, options: ThreadOptions): boolean {
    return this.name === name && (this.options === options || (this.options.dies === options.dies && this.options.daemon === options.daemon));
  }

  changed(): void {
    this.effects++;
    this.reads = 0;
    this.looked = -1;
  }

  read(cell: Cell): void {
    this.cells[this.reads] = cell;
    this.versions[this.reads++] = cell.version;
  }

  look(): void {
    if (this.time === 0) this.time = 1;
    this.looked = this.reads;
  }

  /** The cells that the iteration about to be repeated has read. */
  get spun(): readonly Cell[] {
    return this.cells.slice(this.spinFrom, this.reads);
  }

  /** Back to the start, for another execution. */
  reset(): void {
    this.state = 'ready';
    this.pending = this.sleeping = undefined;
    this.promised.length = 0;
    this.timeouts = this.time = this.effects = this.reads = 0;
    this.wokenBy = this.looked = this.spinFrom = -1;
  }

  /** Blocked: repeating the iteration would read what it has read, and change nothing. */
  get spinning(): boolean {
    if (this.spinFrom < 0) return false;
    for (let i = this.spinFrom; i < this.reads; i++) if (this.cells[i]!.version !== this.versions[i]) return false;
    return true;
  }

  /** Does the iteration end when enough time has passed? */
  get watching(): boolean {
    return this.spinFrom >= 0 && this.looked >= this.spinFrom;
  }
}

/**
 * A loop activation. An iteration that changed nothing, and after which the variables that it assigns hold what
 * they held, repeats itself until a cell it read is written: the thread is blocked until then. Every execution that
 * this omits only repeats such iterations.
 */
export class Loop {
  private effects = -1;
  private from = 0;
  private state: readonly unknown[] = [];
  private turns = 0;

  /** Called at the start of every iteration, with the values of the variables that the loop assigns; false if it is hopeless. */
  head(thread: Thread, state: readonly unknown[]): boolean {
    const quiet = thread.effects === this.effects;
    const read = thread.reads > this.from || thread.looked >= this.from;
    const same = quiet && this.same(state);
    if (same && read) thread.spinFrom = this.from;
    this.turns = quiet && !read ? this.turns + 1 : 0;
    this.effects = thread.effects;
    this.from = thread.reads;
    this.state = state;
    return this.turns < (same ? 1000 : 50_000_000);
  }

  private same(state: readonly unknown[]): boolean {
    for (let i = 0; i < state.length; i++) if (!Object.is(state[i], this.state[i])) return false;
    return state.length === this.state.length;
  }
}
