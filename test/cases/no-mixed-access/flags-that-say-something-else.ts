// A fast path is as plain as any other.
export function status(words: Int32Array<SharedArrayBuffer>, i: number, inBatch: boolean): number {
  if (inBatch) return words[i]; // want no-mixed-access
  return Atomics.or(words, i, 1);
}
export function header(words: Int32Array, at: number): number {
  const slot = words.subarray(at);
  Atomics.or(slot, at, 1);
  return slot[0]; // strict no-mixed-access
}
