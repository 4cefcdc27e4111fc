import { parentPort, workerData } from 'node:worker_threads';

const words = new Int32Array(workerData.sab);
parentPort.on('message', () => {
  Atomics.add(words, 1, 42);
  Atomics.store(words, 0, 1);
});
