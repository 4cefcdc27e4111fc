interface View { readonly words: Readonly<Int32Array<SharedArrayBuffer>> }
export const arrow = (s: Readonly<Uint8Array<SharedArrayBuffer>>) => s.set([1, 2]); // want no-readonly-write
export function destruct({ words }: View) { (words as Int32Array).fill(0); } // want no-readonly-write
export function nested(v: View, i: number) { (v.words as any)[i] ^= 1; } // want no-readonly-write
export function loop(vs: readonly Readonly<Int32Array<SharedArrayBuffer>>[]) { for (const v of vs) v.fill(0); } // want no-readonly-write
export function opt(v?: Readonly<Int32Array<SharedArrayBuffer>>) { v?.fill(0); } // want no-readonly-write
export function param(v: Readonly<Int32Array<SharedArrayBuffer>>) { const f = () => { v.fill(0); }; f(); } // want no-readonly-write
class Base { constructor(protected readonly state: Readonly<Int32Array<SharedArrayBuffer>>) {} }
export class Derived extends Base { reset() { this.state.fill(0); } } // want no-readonly-write
export function ternary(a: Readonly<Int32Array<SharedArrayBuffer>>, b: Int32Array<SharedArrayBuffer>, c: boolean) { (c ? a : b).fill(0); } // want no-readonly-write
export function big(v: Readonly<BigInt64Array<SharedArrayBuffer>>) { Atomics.sub(v, 0, 1n); Atomics.load(v, 0); } // want no-readonly-write
export function viaAlias(v: Readonly<Int32Array<SharedArrayBuffer>>) { const { add } = Atomics; add(v, 0, 1); } // want no-readonly-write
export function other(v: Readonly<Int32Array<SharedArrayBuffer>>, t: Int32Array) { t.set(v); t.fill(0); v.slice().fill(1); v.subarray(1).fill(0); } // want no-readonly-write
export function satisfies1() { const v = new Int32Array(new SharedArrayBuffer(8)) satisfies Readonly<Int32Array>; v.fill(0); }
export function asReadonly(v: Int32Array<SharedArrayBuffer>) { const r = v as Readonly<Int32Array>; Atomics.store(r, 0, 1); } // want no-readonly-write
export let stored: Readonly<Int32Array<SharedArrayBuffer>>;
export function init(sab: SharedArrayBuffer) { const w = new Int32Array(sab); w.fill(0); stored = w; }
export function bad() { Atomics.store(stored, 0, 1); } // want no-readonly-write
export function callback(vs: Readonly<Int32Array<SharedArrayBuffer>>[]) { vs.forEach((v) => Atomics.add(v, 0, 1)); } // want no-readonly-write
export const obj = { state: new Int32Array(new SharedArrayBuffer(8)) as Readonly<Int32Array<SharedArrayBuffer>>, poke() { Atomics.store(this.state, 0, 1); } }; // want no-readonly-write
export function partial(v: Partial<View>) { v.words && Atomics.store(v.words, 0, 1); } // want no-readonly-write
function helper(v: Int32Array, i: number) { return Atomics.add(v, i, 1); } // want no-readonly-write
export const use = (v: Readonly<Int32Array<SharedArrayBuffer>>) => helper(v, 0);
export function reader(v: Readonly<Int32Array>) { return Array.from(v).map((x) => x + 1).fill(0); }
export function copies(v: Readonly<Int32Array<SharedArrayBuffer>>) { const c = new Int32Array(v); c[0] = 1; Atomics.store(c, 0, 1); }
