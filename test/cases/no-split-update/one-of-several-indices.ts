// A field or variable that may hold one of several numbers is one number wherever it is read.
class Mutex {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>, private readonly index: number) {}
  lock(): void {
    while (Atomics.compareExchange(this.words, this.index, 0, 1) !== 0) Atomics.wait(this.words, this.index, 1);
  }
  unlock(): void {
    Atomics.store(this.words, this.index, 0);
    Atomics.notify(this.words, this.index, 1);
  }
}
class Cell {
  private readonly mutex: Mutex;
  constructor(private readonly words: Int32Array<SharedArrayBuffer>, private readonly at: number) {
    this.mutex = new Mutex(words, at);
  }
  bump(): void {
    this.mutex.lock();
    Atomics.store(this.words, this.at + 1, Atomics.load(this.words, this.at + 1) + 1);
    this.mutex.unlock();
  }
  set(x: number): boolean {
    this.mutex.lock();
    if (x < 0) return false;
    Atomics.store(this.words, this.at + 1, x);
    this.mutex.unlock();
    return true;
  }
  careless(): void {
    Atomics.store(this.words, this.at + 1, Atomics.load(this.words, this.at + 1) + 1); // want no-split-update
  }
}
const words = new Int32Array(new SharedArrayBuffer(64));
export const cells = [new Cell(words as Int32Array<SharedArrayBuffer>, 0), new Cell(words as Int32Array<SharedArrayBuffer>, 2), new Cell(words as Int32Array<SharedArrayBuffer>, 4)];
export function claimOne(slots: Int32Array<SharedArrayBuffer>): boolean {
  return [1, 3, 5].some((i) => {
    if (Atomics.load(slots, i) !== 0) return false;
    Atomics.store(slots, i, 1); // want no-split-update
    return true;
  });
}
export function sections(sab: SharedArrayBuffer): void {
  for (const offset of [0, 8, 16]) {
    const view = new Int32Array(sab, offset, 2);
    if (Atomics.load(view, 0) === 0) Atomics.store(view, 0, 1); // want no-split-update
    Atomics.store(view, 1, Atomics.load(view, 1) + 1); // want no-split-update
  }
}
