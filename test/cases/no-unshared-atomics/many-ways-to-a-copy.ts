export class Ring {
  private readonly state: Int32Array;
  constructor(view: Uint8Array<SharedArrayBuffer>) { this.state = new Int32Array(view); }
  push() { return Atomics.add(this.state, 0, 1); } // want no-unshared-atomics
}
export function f1(sab: SharedArrayBuffer) { const v = new Int32Array(new Uint8Array(sab)); return Atomics.load(v, 0); } // want no-unshared-atomics
export function f2(sab: SharedArrayBuffer) { const v = new Int32Array([...new Int32Array(sab)]); return Atomics.load(v, 0); } // strict no-unshared-atomics
export function f3(v: Int32Array<SharedArrayBuffer>) { const [a] = [v.slice()]; return Atomics.exchange(a, 0, 1); } // want no-unshared-atomics
export function f4(v: BigInt64Array<SharedArrayBuffer>) { return Atomics.add(new BigInt64Array(v), 0, 1n); } // want no-unshared-atomics
export const f5 = (v: Int32Array<SharedArrayBuffer>) => Atomics.wait(v.slice(), 0, 0); // want no-unshared-atomics
export const f6 = (v: Int32Array) => Atomics.add(v.slice(), 0, 1); // strict no-unshared-atomics
export function f7(v: Int32Array) { Atomics.store(v, 0, 1); return Atomics.add(v.slice(), 0, 1); } // want no-unshared-atomics
export function f8() { const v = new Int32Array(new ArrayBuffer(8)); const w = v.subarray(1); return Atomics.add(w, 0, 1); } // strict no-unshared-atomics
export function f9(shared: boolean) { const v = new Int32Array(shared ? new SharedArrayBuffer(8) : new ArrayBuffer(8)); return Atomics.add(v, 0, 1); }
export const f10 = () => Atomics.isLockFree(4);
export function f11(v: Float64Array<SharedArrayBuffer>) { return Atomics.load(new Int32Array(v.buffer), 0); }
export const f12 = (v: Int32Array<SharedArrayBuffer>) => Atomics.load(v.filter((x) => x > 0), 0); // strict no-unshared-atomics
export const f13 = (v: Int32Array<SharedArrayBuffer>) => Atomics.load(structuredClone(v), 0);
export const f14 = (v: Int32Array<SharedArrayBuffer>) => Atomics.load(v.toSorted(), 0); // strict no-unshared-atomics
export const f15 = (v: Int32Array<SharedArrayBuffer>) => Atomics.load(Int32Array.of(...v), 0); // strict no-unshared-atomics
export const f16 = (sab: SharedArrayBuffer) => { const copy = sab.slice(); const v = new Int32Array(copy); return Atomics.load(v, 0); }; // want no-unshared-atomics
export const f17 = (m: WebAssembly.Memory) => Atomics.load(new Int32Array(m.buffer), 0);
export const f18 = () => Atomics.load(new Int32Array(new WebAssembly.Memory({ initial: 1 }).buffer), 0); // strict no-unshared-atomics
let cached: Int32Array | undefined;
export function f19(v: Uint8Array<SharedArrayBuffer>) { cached ??= new Int32Array(v); return Atomics.load(cached, 0); } // want no-unshared-atomics
export function f20(x: Uint8Array<SharedArrayBuffer> | SharedArrayBuffer) { const v = x instanceof SharedArrayBuffer ? new Int32Array(x) : new Int32Array(x.buffer); return Atomics.load(v, 0); }
export function f21(x: Uint8Array<SharedArrayBuffer>) { const snapshot = new Int32Array(x); let sum = 0; for (const n of snapshot) sum += n; return sum; }
export function f22(x: Buffer) { return Atomics.load(new Int32Array(x.buffer, x.byteOffset - (x.byteOffset % 4), 1), 0); }
export function f23(cb: (v: Int32Array) => void, v: Int32Array<SharedArrayBuffer>) { cb(v.slice()); }
