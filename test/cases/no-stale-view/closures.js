export function createHeap(pages) {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 100, shared: true });
  const bytes = new Uint8Array(memory.buffer);
  return {
    grow: (more) => memory.grow(more), // strict no-stale-view
    get: (at) => bytes[at],
  };
}
export function createFresh(pages) {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 100, shared: true });
  let bytes = new Uint8Array(memory.buffer);
  return {
    grow(more) {
      memory.grow(more);
      bytes = new Uint8Array(memory.buffer);
    },
    get: (at) => bytes[at],
  };
}
/** Nothing but its use tells that it is a memory. */
export function unknown(memory) {
  const bytes = new Uint8Array(memory.buffer);
  memory.grow(1);
  return bytes.length; // strict no-stale-view
}
