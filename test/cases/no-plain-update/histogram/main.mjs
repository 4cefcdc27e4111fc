import { Worker } from 'node:worker_threads';
import { join } from 'node:path';

const bins = new SharedArrayBuffer(256 * 4);
const workers = [];
for (let i = 0; i < 4; i++) workers.push(new Worker(join(import.meta.dirname, 'bins.mjs'), { workerData: { bins, pixels: new Uint8Array(100) } }));
await Promise.all(workers.map((worker) => new Promise((done) => worker.on('exit', done))));
console.log(Math.max(...new Uint32Array(bins)));
