export class Lock {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  lock(): void {
    while (Atomics.compareExchange(this.words, 0, 0, 1) !== 0) Atomics.wait(this.words, 0, 1);
  }
  unlock(): void {
    Atomics.store(this.words, 0, 0);
    Atomics.notify(this.words, 0, 1);
  }
}
