// An assertion moves no bytes: the accesses keep the width and the sign of the view that was made.
const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
const bytes = new Uint8Array(region);
export const wide = words as unknown as BigInt64Array; // want no-unsafe-cast proven
export const unsigned = words as unknown as Uint32Array; // want no-unsafe-cast proven
export const viaAny = bytes as any as Int32Array; // want no-unsafe-cast proven
export const buffer = region as unknown as Int32Array; // want no-unsafe-cast proven
export function widen(flags: Uint8Array<SharedArrayBuffer>): Int32Array<SharedArrayBuffer> {
  return flags as unknown as Int32Array<SharedArrayBuffer>; // want no-unsafe-cast likely
}
export function view(data: DataView<SharedArrayBuffer>): Uint8Array<SharedArrayBuffer> {
  return data as unknown as Uint8Array<SharedArrayBuffer>; // want no-unsafe-cast likely
}
// Right: a second view on the same bytes.
export const second = new BigInt64Array(words.buffer, words.byteOffset, 2);
export const node = bytes as unknown as Buffer;
// A handle that may be one of several kinds is narrowed, not reinterpreted.
export function narrow(view: Int32Array | BigInt64Array): bigint {
  return Atomics.load(view as BigInt64Array, 0);
}
export const same = words as Int32Array;
