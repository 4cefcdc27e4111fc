// Three states: 0 free, 1 locked, 2 locked and contended. Nothing to object to.
const FREE = 0;
const LOCKED = 1;
const CONTENDED = 2;
export class Futex {
  constructor(
    private readonly word: Int32Array<SharedArrayBuffer>,
    private readonly at: number,
  ) {}
  lock(): void {
    let seen = Atomics.compareExchange(this.word, this.at, FREE, LOCKED);
    if (seen === FREE) return;
    do {
      if (seen === CONTENDED || Atomics.compareExchange(this.word, this.at, LOCKED, CONTENDED) !== FREE) Atomics.wait(this.word, this.at, CONTENDED);
      seen = Atomics.compareExchange(this.word, this.at, FREE, CONTENDED);
    } while (seen !== FREE);
  }
  tryLock(): boolean {
    return Atomics.compareExchange(this.word, this.at, FREE, LOCKED) === FREE;
  }
  unlock(): void {
    if (Atomics.sub(this.word, this.at, 1) !== LOCKED) {
      Atomics.store(this.word, this.at, FREE);
      Atomics.notify(this.word, this.at, 1);
    }
  }
  increment(cell: Int32Array<SharedArrayBuffer>): void {
    this.lock();
    Atomics.store(cell, 9, Atomics.load(cell, 9) + 1);
    this.unlock();
  }
  tryIncrement(cell: Int32Array<SharedArrayBuffer>): boolean {
    if (!this.tryLock()) return false;
    Atomics.store(cell, 9, Atomics.load(cell, 9) + 1);
    this.unlock();
    return true;
  }
  assertedUnlock(): void {
    if (Atomics.load(this.word, this.at) === FREE) throw new Error('not locked');
    Atomics.store(this.word, this.at, FREE);
    Atomics.notify(this.word, this.at, 1);
  }
}
