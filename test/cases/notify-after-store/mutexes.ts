// unlock stores and notifies, in each of the usual forms.
export function lock(word: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.exchange(word, 0, 2) !== 0) Atomics.wait(word, 0, 2);
}
export class Mutex {
  constructor(private readonly word: Int32Array<SharedArrayBuffer>) {}
  lock(): void {
    while (Atomics.compareExchange(this.word, 0, 0, 1) !== 0) {
      Atomics.compareExchange(this.word, 0, 1, 2);
      Atomics.wait(this.word, 0, 2);
    }
  }
  unlock(): void {
    if (Atomics.exchange(this.word, 0, 0) === 2) Atomics.notify(this.word, 0, 1);
  }
  forget(): void {
    Atomics.store(this.word, 0, 0); // strict notify-after-store possible
  }
  handOn(wake: (word: Int32Array<SharedArrayBuffer>) => void): void {
    Atomics.store(this.word, 0, 0);
    wake(this.word);
  }
}
