import { bump, total } from './stats';
const sab = new SharedArrayBuffer(16);
const view = new Int32Array(sab);
const w1 = new Worker(new URL('./w.ts', import.meta.url), { type: 'module' });
w1.postMessage({ sab });
bump(view, 0);
total(view);
