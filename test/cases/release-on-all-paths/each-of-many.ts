// A flag for each element, claimed in turn.
const FREE = 0;
const BUSY = 1;
export function sweep(headers: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>, least: number): void {
  for (let i = 0; i < headers.length; i += 2) {
    if (Atomics.compareExchange(headers, i, FREE, BUSY) !== FREE) continue;
    if (Atomics.load(headers, i + 1) < least) continue; // want release-on-all-paths proven
    data[i] = 0;
    Atomics.store(headers, i, FREE);
  }
}
export function sweepRight(headers: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>, least: number): void {
  for (let i = 0; i < headers.length; i += 2) {
    if (Atomics.compareExchange(headers, i, FREE, BUSY) !== FREE) continue;
    try {
      if (Atomics.load(headers, i + 1) < least) continue;
      data[i] = 0;
    } finally {
      Atomics.store(headers, i, FREE);
    }
  }
}
export function firstFit(headers: Int32Array<SharedArrayBuffer>, least: number): number {
  for (let i = 0; i < headers.length; i += 2) {
    if (Atomics.compareExchange(headers, i, FREE, BUSY) === FREE) {
      if (Atomics.load(headers, i + 1) < least) {
        Atomics.store(headers, i, FREE);
        continue;
      }
      return i;
    }
  }
  return -1;
}
