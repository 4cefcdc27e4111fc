// return, throw, break and continue, each with the flag still claimed.
const FREE = 0;
const BUSY = 1;
export function thrown(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>, x: number): void {
  while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
  if (x < 0) throw new RangeError('negative'); // want release-on-all-paths proven
  data[0] = x;
  Atomics.store(lock, 0, FREE);
}
export function twoReturns(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>, x: number): number {
  if (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) return -1;
  if (x === 0) return 0; // want release-on-all-paths proven
  if (x === 1) {
    Atomics.store(lock, 0, FREE);
    return 1;
  }
  data[0] = x;
  Atomics.store(lock, 0, FREE);
  return x;
}
export function continued(lock: Int32Array<SharedArrayBuffer>, items: readonly (number | null)[], data: Float64Array<SharedArrayBuffer>): void {
  for (const item of items) {
    while (Atomics.exchange(lock, 0, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
    if (item === null) continue; // want release-on-all-paths proven
    data[0] += item;
    Atomics.store(lock, 0, FREE);
  }
}
export function broken(lock: Int32Array<SharedArrayBuffer>, items: readonly number[], data: Float64Array<SharedArrayBuffer>): number {
  let sum = 0;
  for (const item of items) {
    while (Atomics.exchange(lock, 0, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
    if (item < 0) break; // want release-on-all-paths proven
    sum += data[item]!;
    Atomics.store(lock, 0, FREE);
  }
  return sum;
}
export function labelled(lock: Int32Array<SharedArrayBuffer>, rows: readonly (readonly number[])[]): void {
  outer: for (const row of rows) {
    while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.pause();
    for (const cell of row) {
      if (cell === 1) break;
      if (cell === 2) continue outer; // want release-on-all-paths proven
    }
    Atomics.store(lock, 0, FREE);
  }
}
export function switched(lock: Int32Array<SharedArrayBuffer>, data: Int32Array<SharedArrayBuffer>, command: string): void {
  while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
  switch (command) {
    case 'set':
      data[1] = 1;
      Atomics.store(lock, 0, FREE);
      break;
    case 'skip':
      break; // want release-on-all-paths proven
    case 'clear':
      data[1] = 0;
      Atomics.store(lock, 0, FREE);
      return;
    default:
      Atomics.store(lock, 0, FREE);
  }
}
export function onlyIfDirty(lock: Int32Array<SharedArrayBuffer>, data: Int32Array<SharedArrayBuffer>, dirty: boolean): void {
  while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY); // want release-on-all-paths likely
  if (dirty) {
    data[0] = 1;
    Atomics.store(lock, 0, FREE);
  }
}
export function wide(headers: BigInt64Array<SharedArrayBuffer>, i: number, ready: boolean): boolean {
  if (Atomics.compareExchange(headers, i, 0n, 1n) !== 0n) return false;
  if (!ready) return false; // want release-on-all-paths proven
  Atomics.store(headers, i, 0n);
  return true;
}
