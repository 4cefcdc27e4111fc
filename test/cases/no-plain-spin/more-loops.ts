export function assign(flag: Int32Array<SharedArrayBuffer>): number {
  let x: number;
  while ((x = flag[0]!) === 0); // want no-plain-spin
  return x;
}
export function bodyRead(flag: Int32Array<SharedArrayBuffer>): number {
  let x = 0;
  do {
    x = flag[0]!; // want no-plain-spin
  } while (x === 0);
  return x;
}
export function work(flag: Int32Array<SharedArrayBuffer>, done: () => void): void {
  while (true) {
    if (flag[0] === 1) { // want no-plain-spin
      done();
      break;
    }
  }
}
export function two(state: Int32Array<SharedArrayBuffer>): number {
  for (;;) {
    const s = state[0]!; // want no-plain-spin
    if (s === 1) return s;
    if (s === 2) throw new Error('failed');
  }
}
export function masked(flag: Uint8Array<SharedArrayBuffer>): void {
  while (!(flag[3]! & 1)); // want no-plain-spin
}
export function param(flag: Int32Array<SharedArrayBuffer>, until: number): void {
  while (flag[0] !== until) {} // want no-plain-spin
}
export function nested(flag: Int32Array<SharedArrayBuffer>, n: number): void {
  for (let i = 0; i < n; i++) {
    while (flag[0] !== i) {} // want no-plain-spin
    Atomics.add(flag, 1, 1);
  }
}
export function labelled(flag: Int32Array<SharedArrayBuffer>): void {
  outer: while (true) {
    while (true) {
      if (flag[0] === 0) continue outer; // want no-plain-spin
      break outer;
    }
  }
}
export function sub(sab: SharedArrayBuffer, i: number): void {
  const words = new Int32Array(sab).subarray(4, 8);
  while (words[i] === 0) {} // want no-plain-spin
}
export class Ring {
  #c: Int32Array<SharedArrayBuffer>;
  constructor(b: SharedArrayBuffer) { this.#c = new Int32Array(b); }
  get empty(): boolean { return this.#c[0] === this.#c[1]; } // want no-plain-spin
  wait(): void { while (this.empty) {} }
  sum(): number { let s = 0; for (let i = 0; i < this.#c.length; i++) s += this.#c[i]!; return s; }
  find(x: number): number { let i = 0; while (i < this.#c.length && this.#c[i] !== x) i++; return i; }
  trim(): number { let n = this.#c.length; while (n > 0 && this.#c[n - 1] === 0) n--; return n; }
}
export function fill(v: Uint8Array<SharedArrayBuffer>, next: () => number): void {
  let i = 0;
  while (v[i] !== 0xff) v[i++] = next();
}
