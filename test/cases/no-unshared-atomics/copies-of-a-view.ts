const region = new SharedArrayBuffer(64);
const bytes = new Uint8Array(region);
const words = new Int32Array(region);
const copied = new Int32Array(bytes);
const sliced = words.slice(0, 4);
const from = Int32Array.from(words);
export function claim(): boolean {
  return Atomics.compareExchange(copied, 0, 0, 1) === 0; // want no-unshared-atomics proven
}
export function release(): void {
  Atomics.store(sliced, 0, 0); // want no-unshared-atomics proven
  Atomics.notify(from, 0, 1); // want no-unshared-atomics proven
}
export function inline(shared: Int32Array<SharedArrayBuffer>): number {
  return Atomics.load(shared.slice(), 0) + Atomics.add(new Int32Array(shared), 0, 1); // want no-unshared-atomics proven
}
// A copy of the buffer is a region of its own.
export function ofTheBuffer(): number {
  return Atomics.add(new Int32Array(region.slice(0, 8)), 0, 1); // want no-unshared-atomics proven
}
// Views, not copies.
const view = new Int32Array(bytes.buffer, bytes.byteOffset, 4);
const part = words.subarray(4, 8);
export function right(): number {
  Atomics.store(view, 0, 1);
  Atomics.notify(part, 0);
  return Atomics.add(new Int32Array(words.buffer), 0, 1);
}
// A snapshot is for reading.
export const snapshot = (): number[] => [...words.slice()];
