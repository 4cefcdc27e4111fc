// The result of the exchange is thrown away, and the slot used as if it were ours.
export function reserve(state: Int32Array<SharedArrayBuffer>, slots: Float64Array<SharedArrayBuffer>, i: number, value: number): void {
  Atomics.compareExchange(state, i, 0, 1); // want check-compare-exchange
  slots[i] = value;
  Atomics.store(state, i, 2);
}
export function reserveRight(state: Int32Array<SharedArrayBuffer>, slots: Float64Array<SharedArrayBuffer>, i: number, value: number): boolean {
  const previous = Atomics.compareExchange(state, i, 0, 1);
  if (previous !== 0) return false;
  slots[i] = value;
  Atomics.store(state, i, 2);
  return true;
}
