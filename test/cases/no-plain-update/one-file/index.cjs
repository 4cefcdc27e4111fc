const { Worker, isMainThread, workerData } = require('node:worker_threads');
if (isMainThread) {
  const sab = new SharedArrayBuffer(8);
  Array.from({ length: 4 }, () => new Worker(__filename, { workerData: sab }));
} else {
  const counter = new Int32Array(workerData);
  for (let i = 0; i < 1000; i++) counter[0] += 1; // want no-plain-update likely
  for (let i = 0; i < 1000; i++) Atomics.add(counter, 1, 1);
}
