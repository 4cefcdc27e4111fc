export function any(words: Int32Array): number {
  words[0] = 1; // want no-mixed-access proven
  return Atomics.load(words, 0);
}
export function declared(words: Int32Array<SharedArrayBuffer>): number {
  words[0] = 1;
  return words[0];
}
export function unshared(words: Int32Array<ArrayBuffer>): number {
  words[0] = 1;
  return Atomics.load(words, 0);
}
export function untyped(words): number {
  words[0] = 1; // want no-mixed-access proven
  return Atomics.load(words, 0);
}
export function apart(a: Int32Array, b: Int32Array): number {
  a[0] = 1;
  return Atomics.load(b, 0);
}
