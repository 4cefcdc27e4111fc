import { workerData } from 'node:worker_threads';

const bins = new Uint32Array(workerData.bins);
for (const pixel of workerData.pixels) {
  bins[pixel]++; // want no-plain-update
}
