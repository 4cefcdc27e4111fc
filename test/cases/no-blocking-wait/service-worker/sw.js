import { lock } from './lock.js';
const words = new Int32Array(new SharedArrayBuffer(8));
self.addEventListener('fetch', (event) => {
  Atomics.wait(words, 1, 0, 50); // want no-blocking-wait likely
  lock(words);
  event.respondWith(fetch(event.request));
});
