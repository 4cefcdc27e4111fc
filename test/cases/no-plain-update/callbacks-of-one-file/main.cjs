'use strict';
const { Worker, isMainThread, workerData } = require('node:worker_threads');
if (isMainThread) {
  const shared = new SharedArrayBuffer(8);
  const hits = new Int32Array(shared);
  new Worker(__filename, { workerData: shared });
  setInterval(() => {
    hits[0]++; // want no-plain-update
  }, 10);
} else {
  const hits = new Int32Array(workerData);
  setInterval(() => {
    hits[0] = hits[0] + 1; // want no-plain-update
  }, 10);
}
