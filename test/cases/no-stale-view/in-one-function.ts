const memory = new WebAssembly.Memory({ initial: 1, maximum: 10, shared: true });
const region = new SharedArrayBuffer(1024, { maxByteLength: 4096 });
export function element(): number {
  const bytes = new Uint8Array(memory.buffer);
  memory.grow(1);
  const first = bytes[0]; // strict no-stale-view
  return first + bytes[1];
}
export function atomic(): void {
  const words = new Int32Array(memory.buffer);
  memory.grow(1);
  Atomics.store(words, 0, 1); // strict no-stale-view
}
export function method(): void {
  const bytes = new Uint8Array(memory.buffer);
  const part = bytes.subarray(16);
  memory.grow(1);
  part.fill(0); // strict no-stale-view
  bytes.set([1, 2, 3]); // strict no-stale-view
}
export function handedOn(use: (bytes: Uint8Array) => void): Uint8Array {
  const bytes = new Uint8Array(memory.buffer);
  if (memory.grow(1) > 0) use(bytes); // strict no-stale-view
  return new Uint8Array(memory.buffer);
}
export function returned(): Uint8Array {
  const bytes = new Uint8Array(memory.buffer);
  memory.grow(1);
  return bytes; // strict no-stale-view
}
export function ownLength(): number {
  const bytes = new Uint8Array(region, 0, region.byteLength);
  region.grow(2048);
  return bytes.length; // strict no-stale-view
}
export function constantLength(): number {
  const bytes = new Uint8Array(region, 0, 1024);
  region.grow(2048);
  return bytes[1023]; // strict no-stale-view
}
// Right.
export function anew(): number {
  let bytes = new Uint8Array(memory.buffer);
  bytes[0] = 1;
  memory.grow(1);
  bytes = new Uint8Array(memory.buffer);
  return bytes.length;
}
export function tracking(): number {
  const bytes = new Uint8Array(region);
  const tail = bytes.subarray(512);
  region.grow(2048);
  return bytes.length + tail.length;
}
export function header(): number {
  const words = new Int32Array(region, 0, 2);
  const flag = new Int32Array(memory.buffer, 0, 1);
  region.grow(2048);
  memory.grow(1);
  return Atomics.load(words, 0) + Atomics.load(flag, 0);
}
export function before(): number {
  const bytes = new Uint8Array(memory.buffer);
  const sum = bytes[0] + bytes[1];
  memory.grow(1);
  return sum;
}
export function checked(): number {
  let bytes = new Uint8Array(memory.buffer);
  memory.grow(1);
  if (bytes.buffer !== memory.buffer || bytes.byteLength === 0) bytes = new Uint8Array(memory.buffer);
  return new Uint8Array(memory.buffer).length;
}
