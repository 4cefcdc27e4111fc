const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
const unsigned = new Uint32Array(region);
const longs = new BigInt64Array(region);
const ulongs = new BigUint64Array(region);
const doubles = new Float64Array(region);
const clamped = new Uint8ClampedArray(region);
export function views(): void {
  Atomics.load(doubles, 0); // want valid-operand proven
  Atomics.store(clamped, 0, 1); // want valid-operand proven
  Atomics.add(new DataView(region) as never, 0, 1); // want valid-operand proven
  Atomics.load([1, 2] as never, 0); // want valid-operand proven
  Atomics.load(region as never, 0); // want valid-operand proven
  Atomics.load(words, 0);
  Atomics.load(new Uint8Array(region), 0);
}
export function waits(): void {
  Atomics.wait(words, 0, 0, 1);
  Atomics.wait(longs, 0, 0n, 1);
  Atomics.wait(unsigned as never, 0, 0, 1); // want valid-operand proven
  Atomics.waitAsync(ulongs as never, 0, 0n, 1); // want valid-operand proven
  Atomics.notify(new Int16Array(region) as never, 0); // want valid-operand proven
  Atomics.notify(new Int32Array(4), 0);
  Atomics.wait(new Int32Array(4), 0, 0, 1); // want valid-operand proven
}
export function values(): void {
  Atomics.store(longs, 0, 1 as never); // want valid-operand proven
  Atomics.add(words, 0, 1n as never); // want valid-operand proven
  Atomics.compareExchange(ulongs, 0, 0n, 1 as never); // want valid-operand proven
  Atomics.exchange(longs, 0, BigInt(1));
  Atomics.wait(longs, 0, 0 as never, 1); // want valid-operand proven
}
export function indices(i: number): void {
  Atomics.load(words, 15);
  Atomics.load(words, 16); // want valid-operand proven
  Atomics.load(longs, -1); // want valid-operand proven
  Atomics.load(words, 1.5);
  Atomics.load(words, i);
  Atomics.load(new Int32Array(region, 56), 2); // want valid-operand proven
}
export const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
export const missing = new WebAssembly.Memory({ initial: 1, shared: true }); // want valid-operand proven
export const unshared = new WebAssembly.Memory({ initial: 1 });
