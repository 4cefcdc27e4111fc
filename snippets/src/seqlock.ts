// atomics-snippets: seqlock 1.0.0 sha256:dd0c213c1d8b59d8
/**
 * Seqlock: a few words that are read often and written now and then, together. Readers write nothing.
 *
 * The sequence number is odd while a writer is at work; it is a busy flag that readers look at but do not set. A reader
 * copies the words and keeps the copy only if the number was the same even one before and after: then no writer was there
 * meanwhile, and the copy is a state that existed. In C and Rust, the copy of bytes that a writer may be changing is
 * undefined behaviour unless it is made by atomic loads; here plain loads could be torn, stale or moved across the
 * checks. So the words are `Atomics` only, on both sides.
 *
 * The number wraps after 2^31 writes; a reader would have to be interrupted for exactly so many not to notice.
 *
 * @example
 * const seqlock = Seqlock.create(3); // three words; share seqlock.buffer; other threads call Seqlock.attach(buffer)
 * seqlock.write([640, 480, 60]);
 * const [width, height] = seqlock.read();
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  pause?(): void;
}

const KIND = 0;
const LENGTH = 1;
const SEQUENCE = 2;
const DATA = 4;
const SEQLOCK_1 = 0x53_45_51_31;

export class Seqlock {
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  /** How many words are written and read together. */
  readonly length: number;
  /** How often to look again, while a writer is at work, before going to sleep. */
  spins = 200;
  private readonly words: Int32Array<SharedArrayBuffer>;

  private constructor(buffer: SharedArrayBuffer, length: number, byteOffset: number) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.length = length;
    this.words = wordsAt(buffer, byteOffset, Seqlock.bytesFor(length));
  }

  static bytesFor(length: number): number {
    whole('length', length, 1, 2 ** 24);
    return (4 * (DATA + length) + 7) & ~7;
  }

  /**
   * Makes one of `length` words, all 0, in a buffer of its own or in bytes that nobody else uses yet.
   * @region exclusive
   */
  static create(length: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(Seqlock.bytesFor(length)), byteOffset = 0): Seqlock {
    const seqlock = new Seqlock(buffer, length, byteOffset);
    for (let i = 0; i < length; i++) Atomics.store(seqlock.words, DATA + i, 0);
    Atomics.store(seqlock.words, SEQUENCE, 0);
    Atomics.store(seqlock.words, LENGTH, length);
    Atomics.store(seqlock.words, KIND, SEQLOCK_1);
    return seqlock;
  }

  static attach(buffer: SharedArrayBuffer, byteOffset = 0): Seqlock {
    const start = wordsAt(buffer, byteOffset, 4 * DATA);
    const kind = Atomics.load(start, KIND);
    if (kind !== SEQLOCK_1) throw new RangeError(`There is no seqlock of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with Seqlock.create first.`);
    return new Seqlock(buffer, Atomics.load(start, LENGTH), byteOffset);
  }

  /** Writes all words; several writers take turns. Values are kept as Int32. */
  write(values: ArrayLike<number>): void {
    if (values.length !== this.length) throw new RangeError(`A write gives all ${this.length} words, not ${values.length}.`);
    // Before the number is odd: what cannot be converted throws here, and nobody waits for a writer that has gone.
    const converted = Int32Array.from(values);
    const sequence = this.beginWrite();
    for (let i = 0; i < this.length; i++) Atomics.store(this.words, DATA + i, converted[i] ?? 0);
    Atomics.store(this.words, SEQUENCE, (sequence + 2) | 0);
    Atomics.notify(this.words, SEQUENCE);
  }

  /** A state that existed. Sleeps while a writer does not get on; for threads that may block. */
  read(): Int32Array {
    for (;;) {
      const copy = this.readIfAvailable();
      if (copy) return copy;
      const sequence = Atomics.load(this.words, SEQUENCE);
      if (sequence % 2 !== 0) Atomics.wait(this.words, SEQUENCE, sequence);
    }
  }

  /** A state that existed, or undefined if writers were always in the way. */
  readIfAvailable(): Int32Array | undefined {
    const copy = new Int32Array(this.length);
    for (let turn = 0; turn <= this.spins; turn++) {
      const before = Atomics.load(this.words, SEQUENCE);
      if (before % 2 === 0) {
        for (let i = 0; i < this.length; i++) copy[i] = Atomics.load(this.words, DATA + i);
        if (Atomics.load(this.words, SEQUENCE) === before) return copy;
      }
      (Atomics as NewerAtomics).pause?.();
    }
    return undefined;
  }

  /** Makes the sequence number odd; the even one before. */
  private beginWrite(): number {
    for (let turn = 0; ; turn++) {
      const seen = Atomics.load(this.words, SEQUENCE);
      if (seen % 2 === 0) {
        if (Atomics.compareExchange(this.words, SEQUENCE, seen, (seen + 1) | 0) === seen) return seen;
      } else if (turn < this.spins) (Atomics as NewerAtomics).pause?.();
      else Atomics.wait(this.words, SEQUENCE, seen);
    }
  }
}

function wordsAt(buffer: SharedArrayBuffer, byteOffset: number, bytes: number): Int32Array<SharedArrayBuffer> {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A seqlock lives in a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength < bytes) throw new RangeError(`A seqlock needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
  whole('byteOffset', byteOffset, 0, buffer.byteLength - bytes);
  if (byteOffset % 8 !== 0) throw new RangeError(`byteOffset must be a multiple of 8, not ${byteOffset}.`);
  return new Int32Array(buffer, byteOffset, bytes >> 2);
}

function whole(what: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number from ${least} to ${most}, not ${typeof value}.`);
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}.`);
}
