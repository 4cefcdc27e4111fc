import { add } from './total';
const region = new SharedArrayBuffer(8);
const worker = new Worker(new URL('./worker.ts', import.meta.url));
worker.postMessage(region);
add(region, 1);
