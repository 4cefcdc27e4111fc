const { workerData } = require('node:worker_threads');
const state = new Int32Array(workerData.state);
const LOCKED = 1;
function lock() {
  while (Atomics.compareExchange(state, 0, 0, LOCKED) !== 0) Atomics.wait(state, 0, LOCKED);
}
function unlock() {
  state[0] = 0; // want no-mixed-access proven
  Atomics.notify(state, 0, 1);
}
module.exports = { lock, unlock };
