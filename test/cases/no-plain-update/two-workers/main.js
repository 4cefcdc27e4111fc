const sab = new SharedArrayBuffer(8);
const a = new Worker(new URL('./a.js', import.meta.url), { type: 'module' });
const b = new Worker(new URL('./b.js', import.meta.url), { type: 'module' });
a.postMessage(sab);
b.postMessage(sab);
