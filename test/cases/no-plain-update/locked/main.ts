import { Lock } from './lock';
const sab = new SharedArrayBuffer(64);
const words = new Int32Array(sab);
const lock = new Lock(words as Int32Array<SharedArrayBuffer>);
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.postMessage({ sab });
export function add(n: number): void {
  lock.lock();
  words[4]! += n;
  lock.unlock();
}
export function addCarelessly(n: number): void {
  words[4]! += n; // want no-plain-update likely
}
