// What the visible calls pass decides: one of them is enough.
export function asOwn(buffer: ArrayBufferLike): ArrayBuffer {
  return buffer as ArrayBuffer; // want no-unsafe-cast
}
export function sizeOf(buffer: ArrayBufferLike): number {
  return (buffer as { byteLength: number }).byteLength;
}
