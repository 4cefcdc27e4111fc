export class SpinLock {
  static readonly FREE = 0;
  static readonly BUSY = 1;
  constructor(private readonly v: Int32Array<SharedArrayBuffer>) {}
  lock(): void {
    while (Atomics.load(this.v, 0) === SpinLock.BUSY) {}
    Atomics.store(this.v, 0, SpinLock.BUSY); // want no-split-update
  }
  lock2(): void {
    let s: number;
    do { s = Atomics.load(this.v, 0); } while (s !== 0);
    Atomics.store(this.v, 0, 1); // want no-split-update
  }
  async lock3(): Promise<void> {
    while (Atomics.load(this.v, 0) !== 0) await new Promise((r) => setTimeout(r, 1));
    Atomics.store(this.v, 0, 1); // want no-split-update
  }
  lock4(): boolean {
    return Atomics.load(this.v, 0) === 0 ? (Atomics.store(this.v, 0, 1), true) : false; // want no-split-update
  }
  lock5(): boolean {
    const free = Atomics.load(this.v, 0) === 0;
    if (free) {
      Atomics.store(this.v, 0, 1); // want no-split-update
    }
    return free;
  }
  lock6(): boolean {
    let claimed = false;
    if (Atomics.load(this.v, 0) === 0) claimed = true;
    if (claimed) Atomics.store(this.v, 0, 1); // want no-split-update
    return claimed;
  }
  get locked(): boolean { return Atomics.load(this.v, 0) === 1; }
  lock7(): boolean {
    if (this.locked) return false;
    Atomics.store(this.v, 0, 1); // want no-split-update
    return true;
  }
  lock8(): boolean {
    const { locked } = this;
    if (locked) return false;
    Atomics.store(this.v, 0, 1); // want no-split-update
    return true;
  }
  tryAll(list: readonly number[]): number {
    for (const i of list) {
      if (Atomics.load(this.v, i) === 0) {
        Atomics.store(this.v, i, 1); // want no-split-update
        return i;
      }
    }
    return -1;
  }
  find(): number {
    return [0, 1, 2].findIndex((i) => {
      if (Atomics.load(this.v, i) !== 0) return false;
      Atomics.store(this.v, i, 1); // want no-split-update
      return true;
    });
  }
  labelled(): number {
    search: for (let i = 0; ; i++) {
      switch (Atomics.load(this.v, i)) {
        case 0: break;
        case 2: return -1;
        default: continue search;
      }
      Atomics.store(this.v, i, 1); // want no-split-update
      return i;
    }
  }
  withBit(): boolean {
    if ((Atomics.load(this.v, 0) & 1) === 0) {
      Atomics.store(this.v, 0, 1); // want no-split-update
      return true;
    }
    return false;
  }
}
