const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const control = new Int32Array(new SharedArrayBuffer(16));
worker.postMessage({ control });
export function request(): number {
  Atomics.store(control, 0, 1);
  Atomics.notify(control, 0);
  while (Atomics.load(control, 1) === 0) Atomics.wait(control, 1, 0); // want no-dead-wait likely
  return Atomics.load(control, 2);
}
