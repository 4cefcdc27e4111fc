// A guard releases whichever way the scope is left; one that is returned is the caller's.
class Guard {
  constructor(
    private readonly words: Int32Array<SharedArrayBuffer>,
    private readonly at: number,
  ) {}
  [Symbol.dispose](): void {
    Atomics.store(this.words, this.at, 0);
    Atomics.notify(this.words, this.at, 1);
  }
}
class Mutex {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  lock(): Guard {
    while (Atomics.compareExchange(this.words, 0, 0, 1) !== 0) Atomics.wait(this.words, 0, 1);
    return new Guard(this.words, 0);
  }
  hold(): Disposable {
    while (Atomics.compareExchange(this.words, 0, 0, 1) !== 0) Atomics.wait(this.words, 0, 1);
    return { [Symbol.dispose]: () => void Atomics.store(this.words, 0, 0) };
  }
}
export function scoped(mutex: Mutex, data: Int32Array<SharedArrayBuffer>, x: number): number {
  using _guard = mutex.lock();
  if (x < 0) return -1;
  if (x === 0) throw new Error('zero');
  data[8] = x;
  return x;
}
export function scopedObject(mutex: Mutex, work: () => number): number {
  using _held = mutex.hold();
  return work();
}
export function byHand(mutex: Mutex, x: number): number {
  const guard = mutex.lock();
  if (x < 0) return -1; // want release-on-all-paths proven
  guard[Symbol.dispose]();
  return x;
}
export function handedOn(mutex: Mutex, x: number): Guard | undefined {
  const guard = mutex.lock();
  if (x < 0) {
    guard[Symbol.dispose]();
    return undefined;
  }
  return guard;
}
export function later(words: Int32Array<SharedArrayBuffer>, now: boolean): void {
  if (Atomics.compareExchange(words, 0, 0, 1) !== 0) return;
  if (!now) {
    setTimeout(() => Atomics.store(words, 0, 0), 10);
    return;
  }
  Atomics.store(words, 0, 0);
}
