// atomics-snippets: mpsc-queue 1.0.0 sha256:2834dd31a3dcadf7
/**
 * MPSC queue: any number of threads push records, one thread pops them, each producer's in order.
 *
 * The queue is a ring of slots, each with room for one record. A slot's first word says whose turn it is: ticket t may fill
 * it when the word is t, and what it holds may be taken when the word is t + 1. Producers draw tickets by `compareExchange`;
 * with a ticket, the slot is theirs alone, so that its bytes may be plain memory, until `Atomics.store` of the next turn
 * publishes them. The consumer hands the slot on to the ticket of the next round in the same way.
 *
 * The words of all slots stand in front of all bytes: no view of a record covers them. Tickets wrap at 2^32; the number of
 * slots is a power of two, so a ticket's slot is its lowest bits. A producer that dies between ticket and publication leaves
 * a slot that the consumer cannot pass.
 *
 * @example
 * const queue = MpscQueue.create(64, 100); // 64 records of up to 100 bytes; others call MpscQueue.attach(queue.buffer)
 * const accepted = queue.push(new Uint8Array([1, 2, 3])); // false if all slots are full
 * const record = queue.pop(); // a copy, or undefined if there is none
 * const next = queue.popWait(5); // waits 5 ms at most
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  pause?(): void;
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}
declare const performance: { now(): number };

/** Words that change rarely share a cache line; each cursor has one of its own. */
const KIND = 0;
const SLOTS = 1;
const RECORD_BYTES = 2;
const CONSUMER_SLEEPS = 3;
/** The next ticket to be taken out. */
const HEAD = 16;
/** The next ticket to be drawn. */
const TAIL = 32;
/** Of each slot: its turn, and the length of its record. */
const TABLE = 48;
const SLOT_WORDS = 2;
const LENGTH = 1;
const QUEUE_1 = 0x4d_50_51_31;

export class MpscQueue {
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  readonly recordBytes: number;
  /** How often to look again before going to sleep. */
  spins = 200;
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly bytes: Uint8Array<SharedArrayBuffer>;
  private readonly stride: number;
  /** The consumer's copy of the head. */
  private head = 0;

  private constructor(buffer: SharedArrayBuffer, slots: number, recordBytes: number) {
    mustHold(buffer, MpscQueue.bytesFor(slots, recordBytes));
    const table = TABLE + SLOT_WORDS * slots;
    this.buffer = buffer;
    this.slots = slots;
    this.recordBytes = recordBytes;
    this.stride = rounded(recordBytes);
    this.words = new Int32Array(buffer, 0, table);
    this.bytes = new Uint8Array(buffer, 4 * table, slots * this.stride);
  }

  static bytesFor(slots: number, recordBytes: number): number {
    whole('slots', slots, 2, 2 ** 24);
    if ((slots & (slots - 1)) !== 0) throw new RangeError(`slots must be a power of two, not ${slots}.`);
    whole('recordBytes', recordBytes, 1, 2 ** 30);
    const bytes = 4 * (TABLE + SLOT_WORDS * slots) + slots * rounded(recordBytes);
    whole('The size of the queue', bytes, 1, 2 ** 31 - 8);
    return bytes;
  }

  /** Makes a queue, in a buffer of its own or in one that nobody else uses yet. */
  static create(slots: number, recordBytes: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(MpscQueue.bytesFor(slots, recordBytes))): MpscQueue {
    const queue = new MpscQueue(buffer, slots, recordBytes);
    for (let slot = 0; slot < slots; slot++) Atomics.store(queue.words, TABLE + SLOT_WORDS * slot, slot);
    Atomics.store(queue.words, HEAD, 0);
    Atomics.store(queue.words, TAIL, 0);
    Atomics.store(queue.words, SLOTS, slots);
    Atomics.store(queue.words, RECORD_BYTES, recordBytes);
    Atomics.store(queue.words, KIND, QUEUE_1);
    return queue;
  }

  /** A handle for a producer, or for the consumer, which goes on where the last one stopped. */
  static attach(buffer: SharedArrayBuffer): MpscQueue {
    mustHold(buffer, 4 * TABLE);
    const start = new Int32Array(buffer, 0, TABLE);
    const kind = Atomics.load(start, KIND);
    if (kind !== QUEUE_1) throw new RangeError(`The buffer holds no queue of version 1, its first word is ${kind}: make it with MpscQueue.create first.`);
    const queue = new MpscQueue(buffer, Atomics.load(start, SLOTS), Atomics.load(start, RECORD_BYTES));
    queue.head = Atomics.load(start, HEAD);
    return queue;
  }

  /** Adds a copy of the record; false if all slots are full. */
  push(record: Uint8Array): boolean {
    whole('The length of a record', record.length, 0, this.recordBytes);
    const ticket = this.draw();
    if (ticket === undefined) return false;
    const slot = ticket & (this.slots - 1);
    this.bytes.set(record, slot * this.stride);
    Atomics.store(this.words, TABLE + SLOT_WORDS * slot + LENGTH, record.length);
    Atomics.store(this.words, TABLE + SLOT_WORDS * slot, (ticket + 1) | 0);
    if (Atomics.load(this.words, CONSUMER_SLEEPS) !== 0 && Atomics.exchange(this.words, CONSUMER_SLEEPS, 0) !== 0) Atomics.notify(this.words, CONSUMER_SLEEPS, 1);
    return true;
  }

  /** Takes the oldest record out, as a copy; undefined if there is none. For the consumer. */
  pop(): Uint8Array<ArrayBuffer> | undefined {
    const slot = this.head & (this.slots - 1);
    if (Atomics.load(this.words, TABLE + SLOT_WORDS * slot) !== ((this.head + 1) | 0)) return undefined;
    const length = Atomics.load(this.words, TABLE + SLOT_WORDS * slot + LENGTH);
    const record = new Uint8Array(length);
    record.set(this.bytes.subarray(slot * this.stride, slot * this.stride + length));
    Atomics.store(this.words, TABLE + SLOT_WORDS * slot, (this.head + this.slots) | 0);
    this.head = (this.head + 1) | 0;
    Atomics.store(this.words, HEAD, this.head);
    return record;
  }

  /** Like `pop`, but sleeps until there is a record, at most `ms` milliseconds. */
  popWait(ms = Infinity): Uint8Array<ArrayBuffer> | undefined {
    const end = deadline(ms);
    for (let turn = end === 0 ? this.spins : 0; ; turn++) {
      // The flag first, then a look: a producer publishes first, and then looks at the flag.
      if (turn >= this.spins && end !== 0) Atomics.store(this.words, CONSUMER_SLEEPS, 1);
      const record = this.pop();
      if (record) return record;
      if (turn < this.spins) (Atomics as NewerAtomics).pause?.();
      else {
        const left = timeLeft(end);
        if (left <= 0) return undefined;
        Atomics.wait(this.words, CONSUMER_SLEEPS, 1, left);
      }
    }
  }

  /** Like `popWait`, for threads that must not block. */
  async popAsync(ms = Infinity): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const end = deadline(ms);
    for (let record = this.pop(); ; ) {
      const left = timeLeft(end);
      if (record || left <= 0) return record;
      Atomics.store(this.words, CONSUMER_SLEEPS, 1);
      record = this.pop();
      if (!record) await waitAsync(this.words, CONSUMER_SLEEPS, 1, left);
    }
  }

  private draw(): number | undefined {
    let ticket = Atomics.load(this.words, TAIL);
    for (;;) {
      const turn = Atomics.load(this.words, TABLE + SLOT_WORDS * (ticket & (this.slots - 1)));
      const ahead = (turn - ticket) | 0;
      // The slot still holds the record of the last round.
      if (ahead < 0) return undefined;
      const was = ahead === 0 ? Atomics.compareExchange(this.words, TAIL, ticket, (ticket + 1) | 0) : Atomics.load(this.words, TAIL);
      if (ahead === 0 && was === ticket) return ticket;
      ticket = was;
    }
  }
}

const rounded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

function mustHold(buffer: SharedArrayBuffer, bytes: number): void {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A queue is a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength % 8 !== 0) throw new RangeError(`The size of a queue's buffer must be a multiple of 8, not ${buffer.byteLength}.`);
  if (buffer.byteLength < bytes) throw new RangeError(`The queue needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
}

function whole(what: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number from ${least} to ${most}, not ${typeof value}.`);
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}.`);
}

/** 0 for no time at all. The clock is read only where it matters. */
function deadline(ms: number): number {
  if (typeof ms !== 'number' || !(ms >= 0)) throw new RangeError(`The time to wait must be a number of milliseconds, 0 or more, not ${ms}.`);
  return ms === 0 || ms === Infinity ? ms : performance.now() + ms;
}
const timeLeft = (end: number): number => (end === 0 || end === Infinity ? end : end - performance.now());

async function waitAsync(words: Int32Array<SharedArrayBuffer>, index: number, value: number, ms = Infinity): Promise<void> {
  const waiting = (Atomics as NewerAtomics).waitAsync?.(words, index, value, ms);
  if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: call pop from a timer instead.');
  await waiting.value;
}
