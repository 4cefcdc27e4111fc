const { workerData } = require('node:worker_threads');
const words = new Int32Array(workerData.region);
Atomics.wait(words, 0, 0);
const document = { title: 'a' };
module.exports = document.title;
