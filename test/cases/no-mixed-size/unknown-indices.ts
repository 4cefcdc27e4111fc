const region = new SharedArrayBuffer(1024);
const words = new Int32Array(region);
const bytes = new Uint8Array(region);
export const store = (i: number, n: number): number => Atomics.store(words, i, n);
export const byte = (i: number): number => Atomics.load(bytes, i); // strict no-mixed-size possible
export const byteOfSameWord = (i: number): number => {
  Atomics.store(words, i, 1);
  return Atomics.load(bytes, 4 * i + 1); // want no-mixed-size proven
};
export const neverMeets = (n: number): number => Atomics.load(new Uint8Array(region, 1024 - 8), n & 7); // strict no-mixed-size possible
