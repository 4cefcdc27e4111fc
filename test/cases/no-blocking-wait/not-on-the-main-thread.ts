import { isMainThread } from 'node:worker_threads';
const lock = new Int32Array(new SharedArrayBuffer(4));
export function a() { if (!isMainThread) Atomics.wait(lock, 0, 0); }
window.addEventListener('load', a);
