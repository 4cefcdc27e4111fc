import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ signal, request }) => {
  Atomics.store(signal, 1, request.length);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
