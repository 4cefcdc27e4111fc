// atomics-snippets: bitmap-slab 1.0.0 sha256:5ce520a8e3937763
/**
 * Bitmap slab: slots of one size, and a bit for each that says whether it is taken.
 *
 * The busy flags of 32 slots are the bits of one word. `or` sets a bit and tells what the word was before: only the thread
 * that changed the bit has the slot, and two threads that try for different slots of one word do not disturb each other.
 * `and` clears it; if it was not set, the slot was given twice, which is reported. The next taker of a slot has seen all
 * that the last one did.
 *
 * The bits stand in front of all slots, so the views of a slot never cover a flag.
 *
 * @example
 * const slab = BitmapSlab.create(100, 24); // 100 slots of 24 bytes; others call BitmapSlab.attach(slab.buffer)
 * const slot = slab.take(); // a number, or -1 if all are taken
 * if (slot >= 0) {
 *   slab.bytes(slot).fill(1);
 *   slab.give(slot);
 * }
 */

const KIND = 0;
const SLOTS = 1;
const SLOT_BYTES = 2;
/** The first word of bits. */
const BITS = 4;
const SLAB_1 = 0x53_4c_41_31;

export class BitmapSlab {
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  readonly slotBytes: number;
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly first: number;
  /** The word of bits where this thread looks first. */
  private hint = 0;

  private constructor(buffer: SharedArrayBuffer, slots: number, slotBytes: number) {
    this.buffer = buffer;
    this.slots = slots;
    this.slotBytes = slotBytes;
    this.first = startOf(slots);
    this.words = new Int32Array(buffer, 0, this.first >> 2);
  }

  static bytesFor(slots: number, slotBytes: number): number {
    whole('slots', slots, 1, 2 ** 28);
    whole('slotBytes', slotBytes, 1, 2 ** 30);
    const bytes = startOf(slots) + slots * rounded(slotBytes);
    whole('The size of the slab', bytes, 1, 2 ** 31 - 8);
    return bytes;
  }

  /** Makes a slab, in a buffer of its own or in one that nobody else uses yet. */
  static create(slots: number, slotBytes: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(BitmapSlab.bytesFor(slots, slotBytes))): BitmapSlab {
    mustHold(buffer, BitmapSlab.bytesFor(slots, slotBytes));
    const slab = new BitmapSlab(buffer, slots, slotBytes);
    for (let word = BITS; word < slab.words.length; word++) Atomics.store(slab.words, word, 0);
    // Bits beyond the last slot are taken for ever.
    if (slots % 32 !== 0) Atomics.store(slab.words, BITS + (slots >> 5), -1 << (slots & 31));
    Atomics.store(slab.words, SLOTS, slots);
    Atomics.store(slab.words, SLOT_BYTES, slotBytes);
    Atomics.store(slab.words, KIND, SLAB_1);
    return slab;
  }

  static attach(buffer: SharedArrayBuffer): BitmapSlab {
    mustHold(buffer, 4 * BITS + 16);
    const words = new Int32Array(buffer, 0, BITS);
    const kind = Atomics.load(words, KIND);
    if (kind !== SLAB_1) throw new RangeError(`The buffer holds no slab of version 1, its first word is ${kind}: make it with BitmapSlab.create first.`);
    return new BitmapSlab(buffer, Atomics.load(words, SLOTS), Atomics.load(words, SLOT_BYTES));
  }

  /** The number of a slot that is this thread's until `give`, or -1 if all are taken. */
  take(): number {
    const count = (this.slots + 31) >> 5;
    for (let i = 0; i < count; i++) {
      const word = (this.hint + i) % count;
      const bit = this.takeBit(BITS + word);
      if (bit < 0) continue;
      this.hint = word;
      return 32 * word + bit;
    }
    return -1;
  }

  give(slot: number): void {
    whole('slot', slot, 0, this.slots - 1);
    const bit = 1 << (slot & 31);
    const was = Atomics.and(this.words, BITS + (slot >> 5), ~bit);
    if ((was & bit) === 0) throw new RangeError(`Slot ${slot} is not taken: give back what take returned, once.`);
    this.hint = slot >> 5;
  }

  /** The bytes of a slot. Only for whoever took it. */
  bytes(slot: number): Uint8Array<SharedArrayBuffer> {
    whole('slot', slot, 0, this.slots - 1);
    return new Uint8Array(this.buffer, this.first + slot * rounded(this.slotBytes), this.slotBytes);
  }

  private takeBit(word: number): number {
    let was = Atomics.load(this.words, word);
    while (was !== -1) {
      // The lowest bit that is 0.
      const bit = ~was & (was + 1);
      was = Atomics.or(this.words, word, bit);
      if ((was & bit) === 0) return 31 - Math.clz32(bit);
    }
    return -1;
  }
}

const rounded = (bytes: number): number => Math.ceil(bytes / 8) * 8;
const startOf = (slots: number): number => rounded(4 * (BITS + Math.ceil(slots / 32)));

function mustHold(buffer: SharedArrayBuffer, bytes: number): void {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A slab is a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength % 8 !== 0) throw new RangeError(`The size of a slab's buffer must be a multiple of 8, not ${buffer.byteLength}.`);
  if (buffer.byteLength < bytes) throw new RangeError(`The slab needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
}

function whole(what: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number from ${least} to ${most}, not ${typeof value}.`);
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}.`);
}
