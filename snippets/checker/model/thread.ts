/** What the model knows of one thread. */

import type { Op } from './op.ts';
import type { Cell } from './region.ts';
import type { Waiter } from './waiters.ts';

export type ThreadState = 'ready' | 'asleep' | 'done' | 'dead';

export interface ThreadOptions {
  /** The thread may die before any of its operations. */
  readonly dies?: boolean;
  /** The thread may still be blocked when all others have ended. */
  readonly daemon?: boolean;
}

export class Thread {
  state: ThreadState = 'ready';
  pending: Op | undefined = undefined;
  sleeping: Waiter | undefined = undefined;
  timeouts = 0;
  time = 0;
  /** Counts what the thread has changed, in shared memory or in its own; see `spin.ts`. */
  effects = 0;
  /** The cells read since the last effect, and their versions then. */
  readonly cells: Cell[] = [];
  readonly versions: number[] = [];
  /** While set, the thread repeats an iteration that read `cells[from…]` until one of them is written. */
  spinFrom = -1;

  constructor(readonly id: number, readonly name: string, readonly options: ThreadOptions) {}

  changed(): void {
    this.effects++;
    this.cells.length = 0;
    this.versions.length = 0;
  }

  read(cell: Cell): void {
    this.cells.push(cell);
    this.versions.push(cell.version);
  }

  /** Is every cell read since `from` as it was? Then repeating the iteration would change nothing. */
  unchangedSince(from: number): boolean {
    for (let i = from; i < this.cells.length; i++) if (this.cells[i]!.version !== this.versions[i]) return false;
    return true;
  }

  get spinning(): boolean {
    return this.spinFrom >= 0 && this.unchangedSince(this.spinFrom);
  }
}

/**
 * A loop activation. An iteration that changed nothing, and after which the variables that it assigns hold what
 * they held, will repeat itself until a cell it read is written: the thread is blocked until then. Every omitted
 * execution only repeats such iterations.
 */
export class Loop {
  private effects = -1;
  private from = 0;
  private state: readonly unknown[] = [];
  private turns = 0;

  /** Called at the start of every iteration, with the values of the variables that the loop assigns. */
  head(thread: Thread | undefined, state: readonly unknown[]): boolean {
    if (!thread) return true;
    const same = thread.effects === this.effects && thread.cells.length > this.from
      && state.length === this.state.length && state.every((x, i) => Object.is(x, this.state[i]));
    if (same && thread.unchangedSince(this.from)) thread.spinFrom = this.from;
    this.turns = thread.cells.length > this.from || thread.effects !== this.effects ? 0 : this.turns + 1;
    this.effects = thread.effects;
    this.from = thread.cells.length;
    this.state = state;
    return this.turns < 100_000;
  }
}
