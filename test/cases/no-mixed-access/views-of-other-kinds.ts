const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
const bytes = new Uint8Array(region);
const longs = new BigInt64Array(region, 8);
const halves = new Uint16Array(region, 16, 4);
export const two = (): number => Atomics.load(words, 2);
export const store = (n: number): number => Atomics.store(words, 5, n);
export function touch(): void {
  bytes[7] = 1;
  bytes[8] = 1; // want no-mixed-access proven
  bytes[11] = 1; // want no-mixed-access proven
  bytes[12] = 1;
  longs[0] = 1n; // want no-mixed-access proven
  longs[1] = 1n; // want no-mixed-access proven
  halves[1] = 1;
  halves[2] = 1; // want no-mixed-access proven
}
export const read = (): number => bytes[20]!; // want no-mixed-access proven
export const readOnlyRead = (): number => bytes[9]!;
