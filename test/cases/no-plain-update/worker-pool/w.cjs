const { workerData } = require('node:worker_threads');
const ctl = new Int32Array(workerData.sab);
while (Atomics.load(ctl, 0) === 0) Atomics.wait(ctl, 0, 0);
while (Atomics.load(ctl, 1) === 0) Atomics.wait(ctl, 1, 0);
ctl[4]++; // want no-plain-update
ctl[5 + workerData.i] += 1;
Atomics.add(ctl, 2, 1);
Atomics.notify(ctl, 2);
