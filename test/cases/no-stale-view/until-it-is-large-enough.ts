export function ensure(memory: WebAssembly.Memory, bytes: number): DataView {
  let view = new DataView(memory.buffer);
  while (view.byteLength < bytes) {
    memory.grow(1);
    view = new DataView(memory.buffer);
  }
  return view;
}
export function ensureWrong(memory: WebAssembly.Memory, bytes: number): DataView {
  const view = new DataView(memory.buffer);
  const missing = bytes - view.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  view.setInt32(bytes - 4, 0); // strict no-stale-view
  return view;
}
