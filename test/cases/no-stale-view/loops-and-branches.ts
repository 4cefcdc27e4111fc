export function inALoop(memory: WebAssembly.Memory, items: readonly Uint8Array[]): void {
  let bytes = new Uint8Array(memory.buffer);
  let at = 0;
  for (const item of items) {
    if (at + item.length > bytes.length) {
      memory.grow(1);
      bytes = new Uint8Array(memory.buffer);
    }
    bytes.set(item, at);
    at += item.length;
  }
}
export function forgotten(memory: WebAssembly.Memory, items: readonly Uint8Array[]): void {
  const bytes = new Uint8Array(memory.buffer);
  let at = 0;
  for (const item of items) {
    if (at + item.length > memory.buffer.byteLength) memory.grow(1);
    bytes.set(item, at); // strict no-stale-view
    at += item.length;
  }
}
export function oneBranch(memory: WebAssembly.Memory, more: boolean): number {
  let bytes = new Uint8Array(memory.buffer);
  if (more) {
    memory.grow(1);
    bytes = new Uint8Array(memory.buffer);
  }
  return bytes[0];
}
export function otherBranch(memory: WebAssembly.Memory, more: boolean): number {
  const bytes = new Uint8Array(memory.buffer);
  if (more) memory.grow(1);
  else return bytes[0];
  return 0;
}
