// More than ten that are merely possible are one report, at the view.
const region = new SharedArrayBuffer(4096);
const values = new Float64Array(region); // strict no-torn-access possible
export function write(at: number, value: number): void {
  values[at + 1] = value;
}
export function read(i: number, j: number): number {
  return values[i] + values[j] + values[i + 2] + values[j + 2] + values[i + 3] + values[j + 3] + values[i + 4] + values[j + 4] + values[i + 5] + values[j + 5] + values[i + 6];
}
// So are addresses in a heap, of which nothing tells which of them meet.
const heap = new DataView(new SharedArrayBuffer(4096)); // strict no-torn-access possible
export const storeDouble = (at: number, value: number): void => heap.setFloat64(at, value, true);
export const loadAll = (a: number, b: number, c: number, d: number): number[] => [
  heap.getFloat64(a), heap.getFloat64(b), heap.getFloat64(c), heap.getFloat64(d), heap.getInt32(a), heap.getInt32(b), heap.getInt32(c), heap.getInt32(d),
  heap.getUint32(a), heap.getUint32(b), heap.getUint32(c), heap.getUint32(d),
];
