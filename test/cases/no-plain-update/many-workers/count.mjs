import { workerData, parentPort } from 'node:worker_threads';
const total = new Int32Array(workerData.total);
for (let n = 0; n < 1000; n++) total[0]++; // want no-plain-update likely
total[1] = total[1] + workerData.i; // want no-plain-update likely
Atomics.add(total, 2, 1);
const old = total[3];
total[3] = Math.max(old, workerData.i); // want no-plain-update likely
parentPort.postMessage('done');
