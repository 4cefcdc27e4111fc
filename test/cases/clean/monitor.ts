/** A monitor: mutex and condition variable with an event count. */
export class Monitor {
  static readonly BYTES = 8;
  constructor(private readonly words: Int32Array<SharedArrayBuffer>, private readonly at: number) {}
  lock(): void {
    while (Atomics.compareExchange(this.words, this.at, 0, 1) !== 0) Atomics.wait(this.words, this.at, 1);
  }
  unlock(): void {
    Atomics.store(this.words, this.at, 0);
    Atomics.notify(this.words, this.at, 1);
  }
  wait(): void {
    const event = Atomics.load(this.words, this.at + 1);
    this.unlock();
    Atomics.wait(this.words, this.at + 1, event);
    this.lock();
  }
  notifyAll(): void {
    Atomics.add(this.words, this.at + 1, 1);
    Atomics.notify(this.words, this.at + 1);
  }
}
export class BoundedBuffer {
  private readonly items: Float64Array;
  private readonly counts: Int32Array;
  constructor(sab: SharedArrayBuffer, private readonly monitor: Monitor, private readonly capacity: number) {
    this.counts = new Int32Array(sab, 8, 2);
    this.items = new Float64Array(sab, 16, capacity);
  }
  put(item: number): void {
    this.monitor.lock();
    try {
      while (this.counts[1] - this.counts[0] >= this.capacity) this.monitor.wait();
      this.items[this.counts[1] % this.capacity] = item;
      this.counts[1]++;
      this.monitor.notifyAll();
    } finally {
      this.monitor.unlock();
    }
  }
  take(): number {
    this.monitor.lock();
    try {
      while (this.counts[0] === this.counts[1]) this.monitor.wait();
      const item = this.items[this.counts[0] % this.capacity];
      this.counts[0]++;
      this.monitor.notifyAll();
      return item;
    } finally {
      this.monitor.unlock();
    }
  }
}
