/** Counts primes on four threads, which report through segments of one shared region; wrongly. */

import { Worker } from 'node:worker_threads';
import { SEGMENT_BYTES, SEGMENTS, segmentsOf } from './segment.js';

const THREADS = 4;
const LIMIT = 200_000;

const region = new SharedArrayBuffer(SEGMENTS * SEGMENT_BYTES + 16);
const finished = new Int32Array(region, SEGMENTS * SEGMENT_BYTES, 1);
// The count of threads has four bytes; the total needs eight, aligned.
const total = new BigInt64Array(region, SEGMENTS * SEGMENT_BYTES + 4, 1);

for (let id = 0; id < THREADS; id++)
  // A SharedArrayBuffer is shared by being in the message, and cannot be transferred.
  new Worker(new URL('./worker.js', import.meta.url), { workerData: { region, from: (id * LIMIT) / THREADS, to: ((id + 1) * LIMIT) / THREADS }, transferList: [region as never] });

const segments = segmentsOf(region);

function collect(): void {
  for (const segment of segments) {
    const message = segment.read();
    if (message !== undefined) Atomics.add(total, 0, BigInt((JSON.parse(message) as { primes: number }).primes));
  }
}

// Waits for whatever is there now: if the last thread ends just before, nobody is left to wake it.
while (Atomics.load(finished, 0) < THREADS) {
  collect();
  Atomics.wait(finished, 0, Atomics.load(finished, 0));
}
console.log(`${Atomics.load(total, 0)} primes below ${LIMIT}`);
