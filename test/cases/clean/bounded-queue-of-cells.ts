/** Vyukov's bounded queue: a sequence word per cell. */
export class MpmcQueue {
  private readonly positions: Uint32Array;
  private readonly sequences: Uint32Array;
  private readonly values: Uint32Array;
  private readonly mask: number;
  constructor(sab: SharedArrayBuffer, capacity: number) {
    if (capacity < 2 || (capacity & (capacity - 1)) !== 0) throw new RangeError('a power of two');
    this.positions = new Uint32Array(sab, 0, 2);
    this.sequences = new Uint32Array(sab, 8, capacity);
    this.values = new Uint32Array(sab, 8 + capacity * 4, capacity);
    this.mask = capacity - 1;
  }
  static create(capacity: number): { queue: MpmcQueue; sab: SharedArrayBuffer } {
    const sab = new SharedArrayBuffer(8 + capacity * 8);
    const queue = new MpmcQueue(sab, capacity);
    for (let i = 0; i < capacity; i++) queue.sequences[i] = i;
    return { queue, sab };
  }
  enqueue(value: number): boolean {
    for (;;) {
      const pos = Atomics.load(this.positions, 0);
      const cell = pos & this.mask;
      const difference = (Atomics.load(this.sequences, cell) - pos) | 0;
      if (difference < 0) return false;
      if (difference === 0 && Atomics.compareExchange(this.positions, 0, pos, pos + 1) === pos) {
        this.values[cell] = value;
        Atomics.store(this.sequences, cell, pos + 1);
        return true;
      }
    }
  }
  dequeue(): number | undefined {
    for (;;) {
      const pos = Atomics.load(this.positions, 1);
      const cell = pos & this.mask;
      const difference = (Atomics.load(this.sequences, cell) - (pos + 1)) | 0;
      if (difference < 0) return undefined;
      if (difference === 0 && Atomics.compareExchange(this.positions, 1, pos, pos + 1) === pos) {
        const value = this.values[cell];
        Atomics.store(this.sequences, cell, pos + this.mask + 1);
        return value;
      }
    }
  }
}
