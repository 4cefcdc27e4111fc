const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
const unsigned = new Uint32Array(region);
const halves = new Int16Array(region);
const longs = new BigInt64Array(region);
export const store = (n: number): number => Atomics.store(words, 4, n);
export const sameWidth = (): number => Atomics.load(unsigned, 4);
export const narrower = (): number => Atomics.load(halves, 8); // want no-mixed-size proven
export const narrowerToo = (): number => Atomics.load(halves, 9); // want no-mixed-size proven
export const beside = (): number => Atomics.load(halves, 10);
export const wide = (): bigint => Atomics.load(longs, 3);
export const inTheWide = (n: number): number => Atomics.add(words, 7, n); // want no-mixed-size proven
export const writesNarrow = (n: number): number => Atomics.store(halves, 0, n); // want no-mixed-size proven
export const readsWide = (): number => Atomics.load(words, 0);
