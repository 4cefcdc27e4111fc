// atomics-snippets: tagged-free-list 1.0.0 sha256:d32e50778c71a14c
/**
 * Tagged free list: slots of one size, the free ones in a list that is taken from and given to at its head.
 *
 * The head names the first free slot; each free slot names the next, in a table in front of all slots. To take one, a thread
 * reads head and next and exchanges the head. Between reading and exchanging, the first slot may have been taken, its next
 * as well, and the first given back: the head looks the same, but its next is not free any more, and would have two owners
 * (ABA). So the head carries a tag that counts the exchanges, and is never the same.
 *
 * Never, up to the bound: the word has 32 bits, and what the slot numbers leave is the tag. A thread must be interrupted
 * between its read and its exchange while others make exactly 2^tagBits exchanges, or a multiple: at 10 million a second
 * and 100 slots (25 bits) that is 3.3 seconds. Too few for you: use the bitmap slab, which has no such bound.
 *
 * A slot that is taken says so in the table, so that giving it twice is reported.
 *
 * @example
 * const list = TaggedFreeList.create(100, 24); // 100 slots of 24 bytes; others call TaggedFreeList.attach(list.buffer)
 * const slot = list.take(); // a number, or -1 if all are taken
 * if (slot >= 0) {
 *   list.bytes(slot).fill(1);
 *   list.give(slot);
 * }
 */

const KIND = 0;
const SLOTS = 1;
const SLOT_BYTES = 2;
const TAG_BITS = 3;
const HEAD = 4;
/** The first word of the table: the next free slot plus one, 0 at the end of the list. */
const NEXT = 6;
const LIST_1 = 0x4c_53_54_31;
const TAKEN = -1;

export class TaggedFreeList {
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  readonly slotBytes: number;
  readonly tagBits: number;
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly first: number;
  private readonly slotMask: number;
  private readonly tagMask: number;

  private constructor(buffer: SharedArrayBuffer, slots: number, slotBytes: number, tagBits: number) {
    this.buffer = buffer;
    this.slots = slots;
    this.slotBytes = slotBytes;
    this.tagBits = tagBits;
    this.first = startOf(slots);
    this.words = new Int32Array(buffer, 0, this.first >> 2);
    this.slotMask = (1 << slotBits(slots)) - 1;
    this.tagMask = tagBits === 0 ? 0 : -1 >>> (32 - tagBits);
  }

  static bytesFor(slots: number, slotBytes: number): number {
    whole('slots', slots, 1, 2 ** 24);
    whole('slotBytes', slotBytes, 1, 2 ** 30);
    const bytes = startOf(slots) + slots * rounded(slotBytes);
    whole('The size of the list', bytes, 1, 2 ** 31 - 8);
    return bytes;
  }

  /** Makes a list of free slots, in a buffer of its own or in one that nobody else uses yet. `tagBits` is for experiments. */
  static create(slots: number, slotBytes: number, tagBits?: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(TaggedFreeList.bytesFor(slots, slotBytes))): TaggedFreeList {
    mustHold(buffer, TaggedFreeList.bytesFor(slots, slotBytes));
    const mostBits = 32 - slotBits(slots);
    if (tagBits !== undefined) whole('tagBits', tagBits, 0, mostBits);
    const list = new TaggedFreeList(buffer, slots, slotBytes, tagBits ?? mostBits);
    for (let slot = 0; slot < slots; slot++) Atomics.store(list.words, NEXT + slot, slot + 1 < slots ? slot + 2 : 0);
    Atomics.store(list.words, HEAD, 1);
    Atomics.store(list.words, SLOTS, slots);
    Atomics.store(list.words, SLOT_BYTES, slotBytes);
    Atomics.store(list.words, TAG_BITS, list.tagBits);
    Atomics.store(list.words, KIND, LIST_1);
    return list;
  }

  static attach(buffer: SharedArrayBuffer): TaggedFreeList {
    mustHold(buffer, 4 * NEXT + 16);
    const words = new Int32Array(buffer, 0, NEXT);
    const kind = Atomics.load(words, KIND);
    if (kind !== LIST_1) throw new RangeError(`The buffer holds no list of version 1, its first word is ${kind}: make it with TaggedFreeList.create first.`);
    return new TaggedFreeList(buffer, Atomics.load(words, SLOTS), Atomics.load(words, SLOT_BYTES), Atomics.load(words, TAG_BITS));
  }

  /** The number of a slot that is this thread's until `give`, or -1 if all are taken. */
  take(): number {
    let head = Atomics.load(this.words, HEAD);
    for (;;) {
      const slot = (head & this.slotMask) - 1;
      if (slot < 0) return -1;
      // This may be what another owner left there; then the head has another tag by now.
      const next = Atomics.load(this.words, NEXT + slot);
      const was = Atomics.compareExchange(this.words, HEAD, head, this.headAfter(head, next));
      if (was === head) {
        Atomics.store(this.words, NEXT + slot, TAKEN);
        return slot;
      }
      head = was;
    }
  }

  give(slot: number): void {
    whole('slot', slot, 0, this.slots - 1);
    if (Atomics.compareExchange(this.words, NEXT + slot, TAKEN, 0) !== TAKEN) throw new RangeError(`Slot ${slot} is not taken: give back what take returned, once.`);
    let head = Atomics.load(this.words, HEAD);
    for (;;) {
      Atomics.store(this.words, NEXT + slot, head & this.slotMask);
      const was = Atomics.compareExchange(this.words, HEAD, head, this.headAfter(head, slot + 1));
      if (was === head) return;
      head = was;
    }
  }

  /** The bytes of a slot. Only for whoever took it. */
  bytes(slot: number): Uint8Array<SharedArrayBuffer> {
    whole('slot', slot, 0, this.slots - 1);
    return new Uint8Array(this.buffer, this.first + slot * rounded(this.slotBytes), this.slotBytes);
  }

  private headAfter(head: number, slotPlusOne: number): number {
    const tag = ((head >>> slotBits(this.slots)) + 1) & this.tagMask;
    return (tag << slotBits(this.slots)) | (slotPlusOne & this.slotMask);
  }
}

/** Bits for the numbers 0 (none) to `slots`. */
const slotBits = (slots: number): number => 32 - Math.clz32(slots);
const rounded = (bytes: number): number => Math.ceil(bytes / 8) * 8;
const startOf = (slots: number): number => rounded(4 * (NEXT + slots));

function mustHold(buffer: SharedArrayBuffer, bytes: number): void {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A free list is a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength % 8 !== 0) throw new RangeError(`The size of the list's buffer must be a multiple of 8, not ${buffer.byteLength}.`);
  if (buffer.byteLength < bytes) throw new RangeError(`The list needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
}

function whole(what: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number from ${least} to ${most}, not ${typeof value}.`);
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}.`);
}
