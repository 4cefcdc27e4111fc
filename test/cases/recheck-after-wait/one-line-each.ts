export class Chan {
  constructor(private readonly s: Int32Array<SharedArrayBuffer>) {}
  a(): void { const v = Atomics.load(this.s, 0); console.log('waiting for', v); Atomics.wait(this.s, 0, v); } // want recheck-after-wait
  b(): number { for (;;) { const v = Atomics.load(this.s, 0); if (v) return v; Atomics.wait(this.s, 0, v); } }
  c(last: number): number { Atomics.wait(this.s, 0, last); return Atomics.load(this.s, 0); } // strict recheck-after-wait
  d(): void { do { Atomics.wait(this.s, 0, 0); } while (Atomics.load(this.s, 0) === 0); }
  e(): void { while (true) { Atomics.wait(this.s, 0, 0); const cmd = Atomics.exchange(this.s, 0, 0); if (cmd === 2) return; } }
  f(): 'ok' | 'not-equal' | 'timed-out' { return Atomics.wait(this.s, 0, 0); }
  g(ms: number): boolean { const r = Atomics.wait(this.s, 0, 0, ms); return r !== 'timed-out'; }
  h(): void { if (Atomics.wait(this.s, 0, 0) === 'not-equal') return; }
  i(): void { const v = Atomics.load(this.s, 0); if (v !== 0) return; Atomics.wait(this.s, 0, v); } // strict recheck-after-wait
  async j(): Promise<void> { while (Atomics.load(this.s, 0) === 0) await Atomics.waitAsync(this.s, 0, 0).value; }
  k(): void { for (let n = Atomics.load(this.s, 0); n === 0; n = Atomics.load(this.s, 0)) Atomics.wait(this.s, 0, n); }
  l(): void { void Atomics.wait(this.s, 0, 0); }
}
