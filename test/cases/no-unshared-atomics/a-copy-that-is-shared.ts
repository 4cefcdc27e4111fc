// The copy is handed to a worker, which sees it.
const worker = new Worker('w.js');
export function fork(region: SharedArrayBuffer): number {
  const copy = region.slice(0, 64);
  worker.postMessage({ copy });
  return Atomics.add(new Int32Array(copy), 0, 1);
}
export function keep(region: SharedArrayBuffer): number {
  const copy = region.slice(0, 64);
  return Atomics.add(new Int32Array(copy), 0, 1); // want no-unshared-atomics proven
}
declare function report(text: string): void;
const region = new SharedArrayBuffer(64);
const forgotten = new Int32Array(region.slice(0, 8));
report('ready');
export const count = (): number => Atomics.add(forgotten, 0, 1); // want no-unshared-atomics proven
// Whoever imports it may share it.
export const handedOut = region.slice(8, 16);
export const countOut = (): number => Atomics.add(new Int32Array(handedOut), 0, 1);
