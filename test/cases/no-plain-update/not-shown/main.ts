// One worker, and nothing that main writes; or a region for each worker.
const mine = new Int32Array(new SharedArrayBuffer(16));
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'one' });
worker.postMessage({ words: mine });
export const read = (): number => mine[0]!;
export function before(): Int32Array {
  const words = new Int32Array(new SharedArrayBuffer(16));
  words[0]! += 1;
  new Worker(new URL('./other.ts', import.meta.url)).postMessage({ words });
  return words;
}
export function each(n: number): void {
  for (let i = 0; i < n; i++) {
    const own = new Int32Array(new SharedArrayBuffer(16));
    new Worker(new URL('./own.ts', import.meta.url)).postMessage({ own });
  }
}
