export function claim(words: Int32Array): boolean {
  return Atomics.compareExchange(words, 0, 0, 1) === 0; // want no-unshared-atomics proven
}
