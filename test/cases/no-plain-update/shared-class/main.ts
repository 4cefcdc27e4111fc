import { Counter } from './counter';
const sab = new SharedArrayBuffer(8);
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.postMessage({ sab });
const counter = new Counter(sab);
counter.increment();
counter.add(1);
