const stats = new Uint32Array(new SharedArrayBuffer(32));
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.postMessage({ stats });
export function sent(bytes: number): void {
  stats[0]! += bytes; // want no-plain-update likely
  stats[1]! += 1;
  Atomics.add(stats, 2, 1);
}
export function reset(): void {
  stats[3] = 0;
}
