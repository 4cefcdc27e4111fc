const words = new Int32Array(new SharedArrayBuffer(4));
export function park() {
  Atomics.wait(words, 0, 0); // want no-blocking-wait likely
}
window.park = park;
