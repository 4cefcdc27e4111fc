/** Counts primes on four threads, which report through segments of one shared region. */

import { Worker } from 'node:worker_threads';
import { SEGMENT_BYTES, SEGMENTS, segmentsOf } from './segment.js';

const THREADS = 4;
const LIMIT = 200_000;

const region = new SharedArrayBuffer(SEGMENTS * SEGMENT_BYTES + 8);
const finished = new Int32Array(region, SEGMENTS * SEGMENT_BYTES, 1);

for (let id = 0; id < THREADS; id++)
  new Worker(new URL('./worker.js', import.meta.url), { workerData: { region, from: (id * LIMIT) / THREADS, to: ((id + 1) * LIMIT) / THREADS } });

const segments = segmentsOf(region);
let primes = 0;

function collect(): void {
  for (const segment of segments) {
    const message = segment.read();
    if (message !== undefined) primes += (JSON.parse(message) as { primes: number }).primes;
  }
}

for (let done = 0; done < THREADS; ) {
  done = Atomics.load(finished, 0);
  collect();
  if (done < THREADS) Atomics.wait(finished, 0, done, 10);
}
console.log(`${primes} primes below ${LIMIT}`);
