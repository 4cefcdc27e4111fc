import { claim } from './flag.js';
const region = new SharedArrayBuffer(64);
const bytes = new Uint8Array(region);
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.postMessage({ bytes });
export const mine = claim(new Int32Array(bytes.buffer));
