const { Worker } = require('node:worker_threads');
const path = require('node:path');
const sab = new SharedArrayBuffer(32);
const ctl = new Int32Array(sab);
const workers = [];
for (let i = 0; i < 2; i++) workers.push(new Worker(path.join(__dirname, 'w.cjs'), { workerData: { sab, i } }));
function go() {
  Atomics.store(ctl, 0, 1);
}
function goRight() {
  Atomics.store(ctl, 1, 1);
  Atomics.notify(ctl, 1);
}
function waitDone() {
  while (Atomics.load(ctl, 2) < 2) Atomics.wait(ctl, 2, Atomics.load(ctl, 2), 1000);
}
function waitForever() {
  while (Atomics.load(ctl, 3) === 0) Atomics.wait(ctl, 3, 0);
}
module.exports = { go, goRight, waitDone, waitForever };
