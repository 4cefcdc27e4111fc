const shared = typeof SharedArrayBuffer !== 'undefined';
const buffer = shared ? new SharedArrayBuffer(16) : new ArrayBuffer(16);
const words = new Int32Array(buffer);
export function sleep(ms: number): void {
  if (shared) Atomics.wait(words, 0, 0, ms);
}
export function pick(wide: boolean): number | bigint {
  const view = wide ? new Float64Array(4) : new Int32Array(4);
  return Atomics.load(view as Int32Array, 0); // want valid-operand proven
}
export function declared(view: Float32Array): number {
  return Atomics.load(view as never, 0); // want valid-operand proven
}
export function either(view: Float32Array | Int32Array): number {
  return Atomics.load(view as Int32Array, 0);
}
export function throughAny(given: any): number {
  const view: Float32Array = given;
  return Atomics.load(view as never, 0);
}
