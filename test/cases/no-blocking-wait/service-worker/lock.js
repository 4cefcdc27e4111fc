/** @param {Int32Array} words */
export function lock(words) {
  while (Atomics.compareExchange(words, 0, 0, 1) !== 0) Atomics.wait(words, 0, 1); // want no-blocking-wait likely
}
