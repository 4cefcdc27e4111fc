// Memory that is nobody else's: strict alone asks what for.
const local = new Int32Array(4);
const buffer = new ArrayBuffer(16);
const onBuffer = new Int32Array(buffer);
export function bump(): number {
  Atomics.store(onBuffer, 0, 1); // strict no-unshared-atomics possible
  return Atomics.add(local, 0, 1); // strict no-unshared-atomics possible
}
export function declared(view: Int32Array<ArrayBuffer>): number {
  return Atomics.load(view, 0); // strict no-unshared-atomics possible
}
export function literal(): number {
  return Atomics.exchange(new Uint8Array([1, 2, 3]), 1, 0); // strict no-unshared-atomics possible
}
export const mapped = (shared: Int32Array<SharedArrayBuffer>): number => Atomics.load(shared.map((n) => n + 1), 0); // strict no-unshared-atomics possible

// A private `SharedArrayBuffer` is silent: it may be shared tomorrow.
const alone = new Int32Array(new SharedArrayBuffer(4));
export const sleep = (ms: number): string => Atomics.wait(alone, 0, 0, ms);
// Of unknown origin.
export const unknown = (view: Int32Array): number => Atomics.load(view, 0);
