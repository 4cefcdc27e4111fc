/** The operations of `Atomics`. ECMA-262, The Atomics Object. */

export interface AtomicOperation {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Positions of arguments that hold element values. */
  readonly values: readonly number[];
  /** Takes Int32Array and BigInt64Array only. */
  readonly waits: boolean;
}

const update: AtomicOperation = { reads: true, writes: true, values: [2], waits: false };

export const ATOMICS: Readonly<Record<string, AtomicOperation>> = {
  load: { reads: true, writes: false, values: [], waits: false },
  store: { reads: false, writes: true, values: [2], waits: false },
  add: update,
  sub: update,
  and: update,
  or: update,
  xor: update,
  exchange: update,
  compareExchange: { reads: true, writes: true, values: [2, 3], waits: false },
  wait: { reads: true, writes: false, values: [2], waits: true },
  waitAsync: { reads: true, writes: false, values: [2], waits: true },
  // `notify` touches no bytes, but takes the same views.
  notify: { reads: false, writes: false, values: [], waits: true },
};
