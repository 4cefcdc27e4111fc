const region = new SharedArrayBuffer(1024);
const worker = new Worker(new URL('./worker.ts', import.meta.url));
worker.postMessage({ kind: 'init', region });
worker.onmessage = (event) => console.log(event.data);
