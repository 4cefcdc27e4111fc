import { Worker } from 'node:worker_threads';

const sums = new SharedArrayBuffer(8 * 4);
for (let id = 0; id < 8; id++) new Worker(new URL('./sum.mjs', import.meta.url), { workerData: { sums, id } });
