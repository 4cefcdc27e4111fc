/** The walkthrough's example: threads take turns with a region of shared memory, whose header is a busy flag and a length. */
import { Worker } from 'node:worker_threads';

const region = new SharedArrayBuffer(64);
const header = new Int32Array(region, 0, 2);
const payload = new Uint8Array(region, 8);
new Worker('./worker.js', { workerData: { region } });

export function claim(length: number): Uint8Array | undefined {
  if (Atomics.compareExchange(header, 0, 0, 1) !== 0) return undefined;
  Atomics.store(header, 1, length);
  return payload.subarray(0, length);
}

export function release(): void {
  // The flag is claimed atomically, but given back plainly: another thread may not see it in time.
  header[0] = 0;
}
