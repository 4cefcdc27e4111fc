/** What a step did, as far as the order of steps matters: the vocabulary of the dependence relation. */

/**
 * Use of a waiter list. `wake` is a notify that woke somebody, `miss` one that found nobody, `leave` a time-out
 * or a death that takes a waiter out, `resume` the await of a waiter that has been woken.
 */
export const LIST = { none: 0, enqueue: 1, wake: 2, miss: 3, leave: 4, resume: 5 } as const;
export type ListUse = (typeof LIST)[keyof typeof LIST];

export interface Effect {
  /** The thread the step belongs to: its time-outs and its death are its own steps. */
  readonly owner: number;
  /** Address of the cell accessed, -1 if none. */
  readonly address: number;
  readonly width: number;
  readonly write: boolean;
  readonly list: number;
  readonly use: ListUse;
  /** The thread this step waited to end, -1 if none. */
  readonly joins: number;
  readonly dies: boolean;
}

export const effect = (owner: number, address = -1, width = 0, write = false, list = -1, use: ListUse = LIST.none, joins = -1, dies = false): Effect =>
  ({ owner, address, width, write, list, use, joins, dies });

/** Rows and columns as in `LIST`: do two uses of one waiter list depend on their order? */
const ORDERED: readonly (readonly boolean[])[] = [
  [false, false, false, false, false, false],
  // Waiters leave in the order in which they came.
  [false, true, true, true, false, false],
  [false, true, true, true, true, true],
  [false, true, true, false, true, false],
  [false, false, true, true, false, true],
  [false, false, true, false, true, false],
];

/**
 * Whether swapping two adjacent steps can change anything. A `compareExchange` that fails and a `wait` that
 * returns "not-equal" are reads; a notify commutes with every memory access, because it touches no bytes.
 */
export function dependent(a: Effect, b: Effect): boolean {
  if (a.owner === b.owner) return true;
  if ((a.write || b.write) && a.address >= 0 && b.address >= 0 && a.address < b.address + b.width && b.address < a.address + a.width) return true;
  if (a.list >= 0 && a.list === b.list && ORDERED[a.use]![b.use]!) return true;
  return a.joins === b.owner || b.joins === a.owner || (a.dies && b.dies);
}

export type Dependence = typeof dependent;
