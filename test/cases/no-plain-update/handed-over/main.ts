const words = new Int32Array(new SharedArrayBuffer(64));
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.postMessage({ words });
export function turn(): void {
  while (Atomics.load(words, 0) !== 0) Atomics.wait(words, 0, 1);
  words[4]! += 1;
  Atomics.store(words, 0, 1);
  Atomics.notify(words, 0);
}
