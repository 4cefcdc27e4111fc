// Vyukov's bounded MPMC queue.
const HEAD = 0; const TAIL = 16;
export class Queue {
  private readonly cursors: Int32Array<SharedArrayBuffer>;
  private readonly sequence: Int32Array<SharedArrayBuffer>;
  private readonly items: Int32Array<SharedArrayBuffer>;
  private readonly mask: number;
  constructor(sab: SharedArrayBuffer, capacity: number) {
    this.mask = capacity - 1;
    this.cursors = new Int32Array(sab, 0, 32);
    this.sequence = new Int32Array(sab, 128, capacity);
    this.items = new Int32Array(sab, 128 + capacity * 4, capacity);
  }
  enqueue(value: number): boolean {
    let pos = Atomics.load(this.cursors, TAIL);
    for (;;) {
      const slot = pos & this.mask;
      const seq = Atomics.load(this.sequence, slot);
      const diff = (seq - pos) | 0;
      if (diff === 0) {
        const seen = Atomics.compareExchange(this.cursors, TAIL, pos, (pos + 1) | 0);
        if (seen === pos) {
          this.items[slot] = value;
          Atomics.store(this.sequence, slot, (pos + 1) | 0);
          return true;
        }
        pos = seen;
      } else if (diff < 0) return false;
      else pos = Atomics.load(this.cursors, TAIL);
    }
  }
  dequeue(): number | undefined {
    let pos = Atomics.load(this.cursors, HEAD);
    for (;;) {
      const slot = pos & this.mask;
      const diff = (Atomics.load(this.sequence, slot) - (pos + 1)) | 0;
      if (diff === 0) {
        const seen = Atomics.compareExchange(this.cursors, HEAD, pos, (pos + 1) | 0);
        if (seen === pos) {
          const value = this.items[slot]!;
          Atomics.store(this.sequence, slot, (pos + this.mask + 1) | 0);
          return value;
        }
        pos = seen;
      } else if (diff < 0) return undefined;
      else pos = Atomics.load(this.cursors, HEAD);
    }
  }
}
