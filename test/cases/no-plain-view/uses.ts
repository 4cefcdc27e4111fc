const region = new SharedArrayBuffer(1024);
const header = new Int32Array(region, 0, 2);
export const claim = (): boolean => Atomics.compareExchange(header, 0, 0, 1) === 0;
const written = new Uint8Array(region); // strict no-plain-view
export function write(i: number, x: number): void {
  written[8 + i] = x;
}
const readOnly = new Uint8Array(region, 4, 4);
export const read = (): number => readOnly[3]!;
const unused = new Uint8Array(region);
void unused;
const cut = new Uint8Array(region);
export function put(slot: number): Uint8Array {
  return cut.subarray(8 + slot * 8, 16 + slot * 8);
}
const behind = new Uint8Array(region, 8);
export function fill(): void {
  behind.fill(0);
}
const atomicToo = new Int32Array(region); // strict no-plain-view
export function both(): number {
  atomicToo[4] = 1;
  return Atomics.load(atomicToo, 0);
}
