// The page starts itself as its worker.
const words = new Int32Array(new SharedArrayBuffer(4));
if (typeof document !== 'undefined') {
  document.title = 'main';
  new Worker(new URL('./also-a-worker.js', import.meta.url));
} else {
  sleep();
}
function sleep() {
  Atomics.wait(words, 0, 0, 10);
}
