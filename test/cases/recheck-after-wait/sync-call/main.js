import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./worker.js', import.meta.url));
const signal = new Int32Array(new SharedArrayBuffer(8));
export function call(request) {
  Atomics.store(signal, 0, 0);
  worker.postMessage({ signal, request });
  Atomics.wait(signal, 0, 0); // strict recheck-after-wait possible
  return Atomics.load(signal, 1);
}
export function callCarefully(request) {
  Atomics.store(signal, 0, 0);
  worker.postMessage({ signal, request });
  while (Atomics.load(signal, 0) === 0) Atomics.wait(signal, 0, 0);
  return Atomics.load(signal, 1);
}
