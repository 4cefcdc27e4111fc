/** The programs that the tests open. */

/** An allocator's header in main, polled plainly, and stored to atomically by the worker. */
export const MAIN = `import { Worker } from 'node:worker_threads';

const region = new SharedArrayBuffer(64);
const header = new Int32Array(region, 0, 2);
const payload = new Uint8Array(region, 8);
new Worker(new URL('./worker.ts', import.meta.url), { workerData: { region } });

export function isBusy(): boolean {
  return header[0] !== 0;
}

export function send(bytes: Uint8Array): void {
  payload.set(bytes);
  Atomics.store(header, 1, bytes.length);
}
`;

export const WORKER = `import { workerData } from 'node:worker_threads';

const header = new Int32Array(workerData.region, 0, 2);
Atomics.store(header, 0, 1);
`;

export const COUNTER = `const region = new SharedArrayBuffer(8);
const counter = new Int32Array(region);
new Worker(new URL('./nobody.js', import.meta.url)).postMessage(region);

export function count(): void {
  Atomics.add(counter, 0, 1);
}

export function reset(): void {
  counter[0] = 0;
}
`;
