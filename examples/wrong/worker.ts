/** Counts the primes of its part, and reports each slice through whichever segment is free; wrongly. */

import { workerData } from 'node:worker_threads';
import { SEGMENT_BYTES, SEGMENTS, segmentsOf } from './segment.js';

interface Part {
  readonly region: SharedArrayBuffer;
  readonly from: number;
  readonly to: number;
}

const { region, from, to } = workerData as Part;
const SLICE = 5_000;

const segments = segmentsOf(region);
const finished = new Int32Array(region, SEGMENTS * SEGMENT_BYTES, 1);

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return n > 1;
}

function report(message: string): void {
  for (;;) {
    for (const segment of segments) if (segment.write(message)) return;
    segments[0]?.wait();
  }
}

for (let start = from; start < to; start += SLICE) {
  let primes = 0;
  for (let n = start; n < Math.min(start + SLICE, to); n++) if (isPrime(n)) primes++;
  report(JSON.stringify({ primes }));
}

// Two threads that end together both write what one of them read plus one.
Atomics.store(finished, 0, Atomics.load(finished, 0) + 1);
Atomics.notify(finished, 0);
