export class Arena {
  #memory: WebAssembly.Memory;
  #u8!: Uint8Array;
  #i32!: Int32Array;
  constructor() { this.#memory = new WebAssembly.Memory({ initial: 1, maximum: 8, shared: true }); this.#refresh(); }
  #refresh() { this.#u8 = new Uint8Array(this.#memory.buffer); this.#i32 = new Int32Array(this.#memory.buffer); }
  grow(n: number) { this.#memory.grow(n); this.#refresh(); }
  write(at: number, b: number) { this.#u8[at] = b; Atomics.store(this.#i32, 0, b); }
}
export class Half {
  #memory = new WebAssembly.Memory({ initial: 1, maximum: 8, shared: true });
  u8 = new Uint8Array(this.#memory.buffer);
  i32 = new Int32Array(this.#memory.buffer);
  grow(n: number) { this.#memory.grow(n); this.u8 = new Uint8Array(this.#memory.buffer); } // strict no-stale-view
  get(at: number) { return this.u8[at] + this.i32[at]; }
}
export function conditional(memory: WebAssembly.Memory, need: number) {
  let view = new Uint8Array(memory.buffer);
  if (need > view.length) {
    const pages = Math.ceil((need - view.length) / 65536);
    memory.grow(pages);
    view = new Uint8Array(memory.buffer);
  }
  view[need - 1] = 1;
}
export function viaTry(memory: WebAssembly.Memory) {
  const view = new Uint8Array(memory.buffer);
  try { memory.grow(1); } catch { return view.length; }
  return view.length; // strict no-stale-view
}
export function result(memory: WebAssembly.Memory) {
  const old = memory.grow(1);
  const bytes = new Uint8Array(memory.buffer, old * 65536);
  return bytes;
}
export async function asyncUse(sab: SharedArrayBuffer) {
  const view = new Int32Array(sab, 0, sab.byteLength / 4);
  await Promise.resolve();
  sab.grow(1024);
  await Promise.resolve();
  return Atomics.load(view, 0); // strict no-stale-view
}
export function tracked(sab: SharedArrayBuffer) {
  const view = new Int32Array(sab);
  sab.grow(1024);
  return view.length;
}
export function logSize(memory: WebAssembly.Memory) {
  const before = memory.buffer.byteLength;
  memory.grow(1);
  console.log(`grew from ${before} to ${memory.buffer.byteLength}`);
}
export function fillNew(memory: WebAssembly.Memory) {
  const start = memory.buffer.byteLength;
  memory.grow(1);
  new Uint8Array(memory.buffer).fill(255, start);
  for (let at = start; at < memory.buffer.byteLength; at += 8) new DataView(memory.buffer).setUint8(at, 0);
}
export function swap(memory: WebAssembly.Memory) {
  const view = new Uint8Array(memory.buffer);
  memory.grow(1);
  const next = new Uint8Array(memory.buffer);
  next.set(view); // strict no-stale-view
  return next;
}
