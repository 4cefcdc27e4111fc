/** What the confirming thread and its workers tell each other: two words a worker, in shared memory. */

/** What a worker is doing. */
export const STATE = { starting: 0, waiting: 1, running: 2, sleeping: 3, ended: 4 } as const;
/** What it may do next: perform the operation, or perform it with time passing. */
export const GO = { not: 0, step: 1, timed: 2 } as const;

export const stateAt = (thread: number): number => 2 * thread;
export const goAt = (thread: number): number => 2 * thread + 1;

export interface Assignment {
  readonly file: string;
  readonly scenario: string;
  readonly thread: number;
  readonly control: SharedArrayBuffer;
  /** The buffers that the setup makes, as it left them, and the values that it read. */
  readonly buffers: readonly SharedArrayBuffer[];
  readonly seen: readonly unknown[];
}

/** What a worker says when it has ended. */
export interface Ending {
  readonly thread: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Milliseconds that a worker sleeps before its wait times out, if the schedule says that it does. */
export const NAP = 80;
