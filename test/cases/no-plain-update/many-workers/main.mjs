import { Worker } from 'node:worker_threads';
const total = new SharedArrayBuffer(16);
for (let i = 0; i < 4; i++) new Worker(new URL('./count.mjs', import.meta.url), { workerData: { total, i } });
