export class Sem {
  private readonly w: Int32Array;
  constructor(n: number, sab = new SharedArrayBuffer(4)) {
    this.w = new Int32Array(sab);
    Atomics.store(this.w, 0, n);
  }
  down(): void {
    for (;;) {
      const n = Atomics.load(this.w, 0);
      if (n > 0 && Atomics.compareExchange(this.w, 0, n, n - 1) === n) return;
      if (n === 0) Atomics.wait(this.w, 0, 0);
    }
  }
  up(): void { Atomics.add(this.w, 0, 1); Atomics.notify(this.w, 0, 1); }
  reset(n: number): void { Atomics.store(this.w, 0, n); } // strict notify-after-store
}
function make(): Int32Array { return new Int32Array(new SharedArrayBuffer(8)); }
const cell = make();
export function block(): void {
  Atomics.wait(cell, 0, 0);
}
const other = make();
export function blockOther(): void {
  while (Atomics.load(other, 1) !== 1) Atomics.wait(other, 1, 0);
}
export function unblockOther(): void {
  Atomics.store(other, 1, 1);
  Atomics.notify(other, 1);
}
export function local(): void {
  const w = new Int32Array(new SharedArrayBuffer(4));
  const timer = new Worker(new URL('./t.ts', import.meta.url));
  timer.postMessage(w);
  Atomics.wait(w, 0, 0); 
}
