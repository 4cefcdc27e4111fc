// A lock that is held, by the function or by all its visible callers, makes the pair atomic.
class Mutex {
  constructor(private readonly word: Int32Array<SharedArrayBuffer>) {}
  lock(): void {
    while (Atomics.compareExchange(this.word, 0, 0, 1) !== 0) Atomics.wait(this.word, 0, 1);
  }
  unlock(): void {
    Atomics.store(this.word, 0, 0);
    Atomics.notify(this.word, 0, 1);
  }
  run<T>(body: () => T): T {
    this.lock();
    try {
      return body();
    } finally {
      this.unlock();
    }
  }
}
export class Stats {
  readonly #mutex: Mutex;
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {
    this.#mutex = new Mutex(words);
  }
  add(n: number): void {
    this.#mutex.lock();
    Atomics.store(this.words, 1, Atomics.load(this.words, 1) + n);
    this.#mutex.unlock();
  }
  addSafely(n: number): void {
    this.#mutex.run(() => {
      Atomics.store(this.words, 1, Atomics.load(this.words, 1) + n);
    });
  }
  max(n: number): void {
    this.#mutex.lock();
    try {
      this.#raise(n);
    } finally {
      this.#mutex.unlock();
    }
  }
  #raise(n: number): void {
    const old = Atomics.load(this.words, 2);
    if (n > old) Atomics.store(this.words, 2, Math.max(n, old));
  }
  late(n: number): void {
    this.#mutex.lock();
    this.#mutex.unlock();
    Atomics.store(this.words, 1, Atomics.load(this.words, 1) + n); // want no-split-update likely
  }
  sometimes(n: number, careful: boolean): void {
    if (careful) this.#mutex.lock();
    Atomics.store(this.words, 3, Atomics.load(this.words, 3) + n); // want no-split-update likely
    if (careful) this.#mutex.unlock();
  }
  tried(n: number): boolean {
    if (Atomics.compareExchange(this.words, 0, 0, 1) !== 0) return false;
    Atomics.store(this.words, 4, Atomics.load(this.words, 4) + n);
    Atomics.store(this.words, 0, 0);
    return true;
  }
  untried(n: number): void {
    Atomics.compareExchange(this.words, 0, 0, 1);
    Atomics.store(this.words, 5, Atomics.load(this.words, 5) + n); // want no-split-update likely
    Atomics.store(this.words, 0, 0);
  }
}
