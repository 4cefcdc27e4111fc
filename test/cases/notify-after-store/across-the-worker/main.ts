const control = new Int32Array(new SharedArrayBuffer(16));
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.postMessage({ control });
export function start(): void {
  Atomics.store(control, 0, 1); // strict notify-after-store possible
}
export function stop(): void {
  Atomics.store(control, 1, 1);
  Atomics.notify(control, 1);
}
