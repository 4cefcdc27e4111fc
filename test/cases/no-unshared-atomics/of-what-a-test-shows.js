// Without types, `instanceof` tells that a buffer is shared; a copy of it is a copy all the same.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', (sab) => {
  if (!(sab instanceof SharedArrayBuffer)) return;
  const flags = new Int32Array(sab.slice(0, 8));
  Atomics.store(flags, 0, 1); // want no-unshared-atomics
  Atomics.notify(flags, 0); // want no-unshared-atomics
  const from = Int32Array.from(new Int32Array(sab));
  Atomics.add(from, 1, 1); // want no-unshared-atomics
  Atomics.add(new Int32Array(sab), 1, 1);
});
export function count(/** @type {SharedArrayBuffer} */ sab) {
  Atomics.add(new Int32Array(sab.slice()), 0, 1); // want no-unshared-atomics
}
