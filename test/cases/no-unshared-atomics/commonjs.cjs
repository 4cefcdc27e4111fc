const { workerData } = require('node:worker_threads');
/** @type {Uint8Array<SharedArrayBuffer>} */
const bytes = workerData.bytes;
const state = new Int32Array(bytes);
const node = Buffer.from(bytes);
exports.wake = () => Atomics.notify(state, 0); // want no-unshared-atomics proven
exports.mark = () => Atomics.store(node, 0, 1); // want no-unshared-atomics proven
exports.right = () => Atomics.notify(new Int32Array(bytes.buffer, bytes.byteOffset, 2), 0);
