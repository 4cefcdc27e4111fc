// A single-producer single-consumer ring, a pool with a bitmap, and a sequence lock, as libraries write them.
/** @region single-writer */
const WRITE = 0;
const READ = 1;
export class Ring {
  private readonly cursors: Int32Array;
  private readonly samples: Float32Array;
  constructor(sab: SharedArrayBuffer, readonly capacity: number) {
    this.cursors = new Int32Array(sab, 0, 2);
    this.samples = new Float32Array(sab, 8, capacity);
  }
  push(value: number): boolean {
    const write = Atomics.load(this.cursors, WRITE);
    const next = (write + 1) % this.capacity;
    if (next === Atomics.load(this.cursors, READ)) return false;
    this.samples[write] = value;
    Atomics.store(this.cursors, WRITE, next);
    return true;
  }
}
export class Slots {
  private readonly bits: Uint32Array;
  private readonly data: Uint8Array;
  constructor(sab: SharedArrayBuffer, readonly slots: number, readonly bytes: number) {
    const words = Math.ceil(slots / 32);
    this.bits = new Uint32Array(sab, 0, words);
    this.data = new Uint8Array(sab, words * 4, slots * bytes);
  }
  claim(slot: number): Uint8Array | undefined {
    const mask = 1 << (slot & 31);
    if (Atomics.or(this.bits, slot >>> 5, mask) & mask) return undefined;
    return this.data.subarray(slot * this.bytes, (slot + 1) * this.bytes);
  }
  release(slot: number): void {
    Atomics.and(this.bits, slot >>> 5, ~(1 << (slot & 31)));
  }
}
