const region = new SharedArrayBuffer(1024);
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.postMessage({ region });
