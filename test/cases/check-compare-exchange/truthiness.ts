// The old value of a claim from 0 is 0: falsy where it succeeded.
export function wrong(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(lock, 0, 0, 1)) { // want check-compare-exchange likely
    data[4] = 1;
    Atomics.store(lock, 0, 0);
  }
}
export function right(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  if (!Atomics.compareExchange(lock, 0, 0, 1)) {
    data[4] = 1;
    Atomics.store(lock, 0, 0);
  }
}
export function alreadyThere(slot: Int32Array<SharedArrayBuffer>, table: Int32Array<SharedArrayBuffer>): number {
  if (Atomics.compareExchange(slot, 0, 0, 1) !== 0) return table[8]!;
  return -1;
}
