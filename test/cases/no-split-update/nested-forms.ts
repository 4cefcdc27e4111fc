// The load is part of the store, however it is written.
const { load, store } = Atomics;
export function bits(flags: Uint32Array<SharedArrayBuffer>, i: number, bit: number): void {
  Atomics.store(flags, i, Atomics.load(flags, i) | (1 << bit)); // want no-split-update likely
}
export function toggle(state: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(state, 0, Atomics.load(state, 0) === 1 ? 0 : 1); // want no-split-update likely
}
export function destructured(state: Int32Array<SharedArrayBuffer>): void {
  store(state, 3, load(state, 3) - 1); // want no-split-update likely
}
export function header(words: BigInt64Array<SharedArrayBuffer>): bigint {
  return Atomics.store(words, 0, Atomics.load(words, 0) + 1n); // want no-split-update likely
}
export function clamped(level: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(level, 0, Math.min(100, Atomics.load(level, 0) + 10)); // want no-split-update likely
}
export function elsewhere(state: Int32Array<SharedArrayBuffer>, i: number): void {
  Atomics.store(state, i + 1, Atomics.load(state, i) + 1);
  Atomics.store(state, 0, Atomics.load(state, 1));
}
export function atomically(state: Int32Array<SharedArrayBuffer>, i: number): void {
  Atomics.add(state, i, 1);
  Atomics.or(state, i, 4);
  let old = Atomics.load(state, i);
  for (;;) {
    const seen = Atomics.compareExchange(state, i, old, old * 2);
    if (seen === old) return;
    old = seen;
  }
}
