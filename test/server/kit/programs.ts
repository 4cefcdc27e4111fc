/** Small programs with known defects. */

/** A region that main shares with a worker: main polls it plainly, which the worker stores to atomically. */
export const SHARED = {
  'main.ts': `const region = new SharedArrayBuffer(16);
const state = new Int32Array(region);
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.postMessage({ region });

export function isBusy(): boolean {
  return state[0] !== 0;
}
`,
  'worker.ts': `self.onmessage = ({ data }) => {
  const state = new Int32Array(data.region);
  Atomics.store(state, 0, 1);
};
`,
};

/** One file, one finding that has a fix. */
export const COUNTER = `const region = new SharedArrayBuffer(8);
const counter = new Int32Array(region);
new Worker(new URL('./worker.js', import.meta.url)).postMessage(region);

export function count(): void {
  Atomics.add(counter, 0, 1);
}

export function reset(): void {
  counter[0] = 0;
}
`;
