export function bound(memory: WebAssembly.Memory): void {
  const size = memory.buffer.byteLength;
  memory.grow(1);
  const bytes = new Uint8Array(memory.buffer);
  for (let i = 0; i < size; i++) bytes[i] = 0; // strict no-stale-view
}
export function viewLength(region: SharedArrayBuffer): Uint8Array {
  const size = region.byteLength;
  region.grow(size * 2);
  return new Uint8Array(region, 0, size); // strict no-stale-view
}
export function stretch(region: SharedArrayBuffer): void {
  const length = region.byteLength;
  region.grow(4096);
  new Uint8Array(region).fill(0, 0, length); // strict no-stale-view
}
export function enough(memory: WebAssembly.Memory, pages: number): boolean {
  const have = memory.buffer.byteLength / 65536;
  memory.grow(pages);
  return have >= pages; // strict no-stale-view
}
// A difference, or the start of the new space.
export function difference(memory: WebAssembly.Memory): number {
  const before = memory.buffer.byteLength;
  memory.grow(1);
  return memory.buffer.byteLength - before;
}
export function start(memory: WebAssembly.Memory): Uint8Array {
  const before = memory.buffer.byteLength;
  memory.grow(1);
  return new Uint8Array(memory.buffer, before);
}
export function allocate(memory: WebAssembly.Memory): number {
  const offset = memory.buffer.byteLength;
  memory.grow(1);
  return offset;
}
export function cleared(region: SharedArrayBuffer): void {
  const before = region.byteLength;
  region.grow(before + 1024);
  new Uint8Array(region).fill(0, before);
  new Uint8Array(region).subarray(before).fill(1);
}
export function grew(memory: WebAssembly.Memory): boolean {
  const before = memory.buffer.byteLength;
  memory.grow(1);
  const after = memory.buffer.byteLength;
  for (let i = before; i < after; i++) new Uint8Array(memory.buffer)[i] = 1;
  return after > before && memory.buffer.byteLength !== before;
}
export function again(region: SharedArrayBuffer, need: number): void {
  let capacity = region.byteLength;
  while (capacity < need) {
    region.grow(capacity * 2);
    capacity = region.byteLength;
  }
}
