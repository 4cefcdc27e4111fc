const STRIDE = 4;
const KIND = 0;
const LENGTH = 1;
const records = new Int32Array(new SharedArrayBuffer(4096));
export const claim = (i: number): boolean => Atomics.compareExchange(records, i * STRIDE + KIND, 0, 1) === 0;
export function setLength(i: number, length: number): void {
  records[i * STRIDE + LENGTH] = length;
}
export function clear(i: number): void {
  records[STRIDE * i] = 0; // want no-mixed-access likely
}
export function both(i: number): void {
  const at = i * STRIDE;
  records[at + 2] = 0;
  records[at + 3] = 0;
  records[at + 4] = 0; // want no-mixed-access likely
}
export function coarser(i: number): void {
  records[i * 8] = 0; // want no-mixed-access likely
}
export function unrelated(i: number): void {
  records[i * 3] = 0; // strict no-mixed-access possible
}
