/** What the machine needs of whoever runs the code under test, and within which limits it runs. */

import type { ThreadOptions } from '../api.ts';
import type { Op } from './op.ts';

export interface ThreadStart { readonly name: string; readonly options: ThreadOptions }

/** Runs the code under test: as generators in this thread, or unmodified. */
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
  /** Is it only a guess that a thread spins? Then it may go on if nobody else can, for a while. */
  readonly guesses?: boolean;
}

export interface Limits {
  /** Time-outs a thread may take while others can still run; the bound of "time-outs as a choice". */
  readonly timeouts: number;
  readonly deaths: number;
  /** Steps after which an execution is given up as a livelock. */
  readonly steps: number;
}
