const memory = new WebAssembly.Memory({ initial: 1, maximum: 10, shared: true });
function ensure(bytes: number): void {
  if (bytes > memory.buffer.byteLength) memory.grow(1);
}
export function write(value: number): void {
  const bytes = new Uint8Array(memory.buffer);
  ensure(100);
  bytes[0] = value; // strict no-stale-view
}
export function right(value: number): void {
  ensure(100);
  const bytes = new Uint8Array(memory.buffer);
  bytes[0] = value;
}
let heap = new Uint8Array(memory.buffer);
function refresh(): void {
  heap = new Uint8Array(memory.buffer);
}
export function grow(): number {
  memory.grow(1);
  refresh();
  return heap[0];
}
const other = new WebAssembly.Memory({ initial: 1, maximum: 10, shared: true });
const fixed = new Uint8Array(other.buffer);
export function use(): number {
  other.grow(1);
  return fixed[0]; // strict no-stale-view
}
