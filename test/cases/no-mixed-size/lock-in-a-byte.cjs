'use strict';
// A spin lock in one byte of a header, whose word is also swapped whole.
const { Worker } = require('worker_threads');
const region = new SharedArrayBuffer(64);
const bytes = new Uint8Array(region);
const words = new Int32Array(region);

function tryLock() {
  return Atomics.compareExchange(bytes, 4, 0, 1) === 0; // want no-mixed-size
}
function unlock() {
  Atomics.store(bytes, 4, 0); // want no-mixed-size
}
function resetHeader(flags) {
  return Atomics.exchange(words, 1, flags);
}
new Worker('./peer.js', { workerData: region });
module.exports = { tryLock, unlock, resetHeader };
