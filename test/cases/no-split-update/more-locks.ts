// Reentrant, asynchronous, scoped, reader-writer: all are locks.
class Reentrant {
  #depth = 0;
  constructor(
    private readonly words: Int32Array<SharedArrayBuffer>,
    private readonly me: number,
  ) {}
  lock(): void {
    if (Atomics.load(this.words, 0) === this.me) {
      this.#depth++;
      return;
    }
    while (Atomics.compareExchange(this.words, 0, 0, this.me) !== 0) Atomics.wait(this.words, 0, 0, 1);
    this.#depth = 1;
  }
  unlock(): void {
    if (--this.#depth > 0) return;
    Atomics.store(this.words, 0, 0);
    Atomics.notify(this.words, 0, 1);
  }
  add(n: number): void {
    this.lock();
    Atomics.store(this.words, 1, Atomics.load(this.words, 1) + n);
    this.unlock();
  }
}
export const reentrant = (words: Int32Array<SharedArrayBuffer>, me: number): Reentrant => new Reentrant(words, me);
class Scoped {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  hold(): Disposable {
    while (Atomics.exchange(this.words, 0, 1) !== 0) Atomics.wait(this.words, 0, 1);
    return { [Symbol.dispose]: () => void Atomics.store(this.words, 0, 0) };
  }
  async lock(): Promise<void> {
    while (Atomics.compareExchange(this.words, 0, 0, 1) !== 0) {
      const { async, value } = Atomics.waitAsync(this.words, 0, 1);
      if (async) await value;
    }
  }
  unlock(): void {
    Atomics.store(this.words, 0, 0);
    Atomics.notify(this.words, 0, 1);
  }
}
export function scoped(lock: Scoped, words: Int32Array<SharedArrayBuffer>): void {
  using _held = lock.hold();
  Atomics.store(words, 5, Atomics.load(words, 5) + 1);
}
export async function asynchronous(lock: Scoped, words: Int32Array<SharedArrayBuffer>): Promise<void> {
  await lock.lock();
  Atomics.store(words, 5, Atomics.load(words, 5) + 1);
  lock.unlock();
  Atomics.store(words, 6, Atomics.load(words, 6) + 1); // want no-split-update likely
}
export function writer(lock: Int32Array<SharedArrayBuffer>, words: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(lock, 0, 0, -1) !== 0) Atomics.wait(lock, 0, Atomics.load(lock, 0));
  Atomics.store(words, 7, Atomics.load(words, 7) * 2);
  Atomics.store(lock, 0, 0);
}
export function testAndSet(lock: Int32Array<SharedArrayBuffer>, words: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.or(lock, 0, 1) & 1) Atomics.wait(lock, 0, 1);
  Atomics.store(words, 7, Atomics.load(words, 7) * 2);
  Atomics.and(lock, 0, ~1);
}
export function testThenTestAndSet(lock: Int32Array<SharedArrayBuffer>, words: Int32Array<SharedArrayBuffer>): void {
  for (;;) {
    while (Atomics.load(lock, 0) !== 0) Atomics.pause();
    if (Atomics.exchange(lock, 0, 1) === 0) break;
  }
  Atomics.store(words, 7, Atomics.load(words, 7) * 2);
  Atomics.store(lock, 0, 0);
}
export function stateOfTheOwner(state: Int32Array<SharedArrayBuffer>): boolean {
  if (Atomics.load(state, 0) === 0 && Atomics.compareExchange(state, 0, 0, 1) === 0) {
    Atomics.store(state, 0, 2);
    return true;
  }
  return false;
}
