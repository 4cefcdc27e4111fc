// The index of the lock differs from instance to instance.
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
    if (x < 0) return false; // want release-on-all-paths
    Atomics.store(this.words, this.at + 1, x);
    this.mutex.unlock();
    return true;
  }
}
const words = new Int32Array(new SharedArrayBuffer(64));
export const cells = [new Cell(words as Int32Array<SharedArrayBuffer>, 0), new Cell(words as Int32Array<SharedArrayBuffer>, 2), new Cell(words as Int32Array<SharedArrayBuffer>, 4)];
