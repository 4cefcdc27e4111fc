const local = new ArrayBuffer(8);
export const flag = new Int32Array(local as unknown as SharedArrayBuffer); // want no-unsafe-cast proven
const own = new Int32Array(4);
function start(words: Int32Array<SharedArrayBuffer>): number {
  return Atomics.load(words, 0);
}
start(own as unknown as Int32Array<SharedArrayBuffer>); // want no-unsafe-cast proven
start(new Int32Array(new SharedArrayBuffer(16)) as Int32Array<SharedArrayBuffer>);
const memory = new WebAssembly.Memory({ initial: 1 });
export const region = memory.buffer as unknown as SharedArrayBuffer; // want no-unsafe-cast proven
const shared = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
export const right = shared.buffer as unknown as SharedArrayBuffer;
