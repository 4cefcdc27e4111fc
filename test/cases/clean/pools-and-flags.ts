const NEXT = 0, DONE = 1;
export function work(words: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>, total: number, f: (x: number) => number): void {
  for (;;) {
    const i = Atomics.add(words, NEXT, 1);
    if (i >= total) break;
    data[i] = f(data[i]!);
  }
  if (Atomics.add(words, DONE, 1) + 1 === total) Atomics.notify(words, DONE);
}
export class Flag {
  constructor(private readonly w: Int32Array<SharedArrayBuffer>) {}
  set(): void { if (Atomics.exchange(this.w, 0, 1) === 0) Atomics.notify(this.w, 0); }
  clear(): void { Atomics.store(this.w, 0, 0); }
  wait(): void { while (Atomics.load(this.w, 0) === 0) Atomics.wait(this.w, 0, 0); }
  get isSet(): boolean { return Atomics.load(this.w, 0) === 1; }
}
export class AutoReset {
  constructor(private readonly w: Int32Array<SharedArrayBuffer>) {}
  wait(): void { while (Atomics.compareExchange(this.w, 0, 1, 0) !== 1) Atomics.wait(this.w, 0, 0); }
  set(): void { Atomics.store(this.w, 0, 1); Atomics.notify(this.w, 0, 1); }
}
export class Mailbox {
  constructor(private readonly ctl: Int32Array<SharedArrayBuffer>, private readonly bytes: Uint8Array<SharedArrayBuffer>) {}
  send(m: Uint8Array): void {
    while (Atomics.load(this.ctl, 0) !== 0) Atomics.wait(this.ctl, 0, 1);
    this.bytes.set(m);
    Atomics.store(this.ctl, 1, m.length);
    Atomics.store(this.ctl, 0, 1);
    Atomics.notify(this.ctl, 0);
  }
  receive(): Uint8Array {
    while (Atomics.load(this.ctl, 0) !== 1) Atomics.wait(this.ctl, 0, 0);
    const copy = this.bytes.slice(0, Atomics.load(this.ctl, 1));
    Atomics.store(this.ctl, 0, 0);
    Atomics.notify(this.ctl, 0);
    return copy;
  }
}
export function stop(words: Int32Array<SharedArrayBuffer>): void { Atomics.store(words, 5, 1); Atomics.notify(words, 5); }
export function running(words: Int32Array<SharedArrayBuffer>): boolean { return Atomics.load(words, 5) === 0; }
