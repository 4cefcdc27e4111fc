import { Worker } from 'node:worker_threads';

const sab = new SharedArrayBuffer(8);
const words = new Int32Array(sab);
const worker = new Worker(new URL('./work.mjs', import.meta.url), { workerData: { sab } });
worker.postMessage({ start: true });
while (Atomics.load(words, 0) === 0) Atomics.wait(words, 0, 0); // want no-dead-wait
console.log('the worker has finished', Atomics.load(words, 1));
