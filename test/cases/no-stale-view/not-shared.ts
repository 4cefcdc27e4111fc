// `ArrayBuffer` is resized, not grown, and a program's own `grow` is something else.
export function resized(): number {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  const bytes = new Uint8Array(buffer, 0, 8);
  buffer.resize(16);
  return bytes.length;
}
class Plant {
  readonly buffer = new SharedArrayBuffer(64);
  height = 0;
  grow(by: number): void {
    this.height += by;
  }
}
export function gardening(plant: Plant): number {
  const bytes = new Uint8Array(plant.buffer);
  plant.grow(1);
  return bytes[0] + plant.height;
}
// No pages are added: a way to ask for the size, or for a fresh buffer of the same size.
export function sizeOf(memory: WebAssembly.Memory): number {
  const bytes = new Uint8Array(memory.buffer);
  const pages = memory.grow(0);
  return bytes[0] + pages;
}
export function refresh(memory: { grow(by: bigint): bigint; readonly buffer: SharedArrayBuffer }): number {
  const bytes = new Uint8Array(memory.buffer);
  memory.grow(BigInt(0));
  return bytes[0];
}
