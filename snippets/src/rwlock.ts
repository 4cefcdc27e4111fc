// atomics-snippets: rwlock 1.0.0 sha256:f4125f3d0230b389
/**
 * Reader–writer lock: many threads read what it guards, or one writes.
 *
 * One word counts the readers, and has a bit for the writer and one that says that somebody sleeps. While that bit is set
 * no reader comes in, so that a writer's turn comes. The last reader takes the bit away before it wakes the sleepers; it
 * does so only if nobody came in meanwhile, by `compareExchange` from exactly "no reader, somebody sleeps".
 *
 * The region that it guards is "shared, reads only" for readers and "exclusive" for the writer, as `&[u8]` and `&mut [u8]`
 * are. A reader that writes breaks the promise; the lock cannot see that.
 *
 * A handle is for one holder at a time. Not recursive, and a reader cannot become the writer.
 *
 * @example
 * const lock = ReadWriteLock.create(); // then share lock.buffer; other threads call ReadWriteLock.attach(buffer)
 * lock.lockRead();
 * lock.unlock();
 * lock.lockWrite();
 * lock.unlock();
 * if (lock.lockWriteIfAvailable(5)) lock.unlock(); // waits 5 ms at most
 */

declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  pause?(): void;
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}
declare const performance: { now(): number };

const KIND = 0;
const STATE = 1;
const RWLOCK_1 = 0x52_57_4c_31;
/** The lowest bits count the readers. */
const READER = 1;
const WRITER = 1 << 29;
const SLEEPERS = 1 << 30;

export class ReadWriteLock {
  static readonly BYTES = 8;
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  /** How often to look again before going to sleep. */
  spins = 200;
  private readonly words: Int32Array<SharedArrayBuffer>;
  /** What this handle adds to the state: nothing, a reader or the writer. */
  private held = 0;

  private constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.words = wordsAt(buffer, byteOffset, ReadWriteLock.BYTES);
  }

  /**
   * Makes a lock, in a buffer of its own or in bytes that nobody else uses yet.
   * @region exclusive
   */
  static create(buffer: SharedArrayBuffer = new SharedArrayBuffer(ReadWriteLock.BYTES), byteOffset = 0): ReadWriteLock {
    const made = new ReadWriteLock(buffer, byteOffset);
    Atomics.store(made.words, STATE, 0);
    Atomics.store(made.words, KIND, RWLOCK_1);
    return made;
  }

  static attach(buffer: SharedArrayBuffer, byteOffset = 0): ReadWriteLock {
    const made = new ReadWriteLock(buffer, byteOffset);
    const kind = Atomics.load(made.words, KIND);
    if (kind !== RWLOCK_1) throw new RangeError(`There is no reader–writer lock of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with ReadWriteLock.create first.`);
    return made;
  }

  lockRead(): this {
    this.lockUntil(READER, Infinity);
    return this;
  }

  lockWrite(): this {
    this.lockUntil(WRITER, Infinity);
    return this;
  }

  lockReadIfAvailable(ms = 0): this | undefined {
    return this.lockUntil(READER, deadline(ms)) ? this : undefined;
  }

  lockWriteIfAvailable(ms = 0): this | undefined {
    return this.lockUntil(WRITER, deadline(ms)) ? this : undefined;
  }

  /** Like `lockRead`, for threads that must not block. */
  async lockReadAsync(): Promise<this> {
    return this.lockAsync(READER);
  }

  /** Like `lockWrite`, for threads that must not block. */
  async lockWriteAsync(): Promise<this> {
    return this.lockAsync(WRITER);
  }

  unlock(): void {
    const { held } = this;
    if (held === 0) throw new TypeError('This handle does not hold the lock: only the handle that locked it can unlock it.');
    this.held = 0;
    const left = Atomics.sub(this.words, STATE, held) - held;
    // Readers are left, or nobody sleeps. If the exchange fails, the one that came in wakes the sleepers when it leaves.
    if (left === SLEEPERS && Atomics.compareExchange(this.words, STATE, SLEEPERS, 0) === SLEEPERS) Atomics.notify(this.words, STATE);
  }

  [Symbol.dispose](): void {
    this.unlock();
  }

  private lockUntil(mode: number, end: number): boolean {
    this.mustBeFree();
    for (let turn = 0; turn < (end === 0 ? 1 : this.spins); turn++) {
      if (this.take(mode)) return true;
      (Atomics as NewerAtomics).pause?.();
    }
    while (end !== 0) {
      const seen = this.takeOrMark(mode);
      if (seen === 0) return true;
      const left = timeLeft(end);
      if (left <= 0) break;
      Atomics.wait(this.words, STATE, seen, left);
    }
    return false;
  }

  private async lockAsync(mode: number): Promise<this> {
    this.mustBeFree();
    for (;;) {
      const seen = this.takeOrMark(mode);
      if (seen === 0) return this;
      await waitAsync(this.words, STATE, seen);
    }
  }

  private mustBeFree(): void {
    if (this.held !== 0) throw new TypeError('This handle already holds the lock, and would wait for itself.');
  }

  private take(mode: number): boolean {
    const seen = Atomics.load(this.words, STATE);
    return isFree(mode, seen) && this.change(seen, mode);
  }

  /** Takes the lock, or marks that somebody sleeps: the marked state, or 0 if the lock was taken. */
  private takeOrMark(mode: number): number {
    for (;;) {
      const seen = Atomics.load(this.words, STATE);
      const marked = seen | SLEEPERS;
      if (isFree(mode, seen)) {
        if (this.change(seen, mode)) return 0;
      } else if (seen === marked || Atomics.compareExchange(this.words, STATE, seen, marked) === seen) return marked;
    }
  }

  private change(seen: number, mode: number): boolean {
    if (Atomics.compareExchange(this.words, STATE, seen, seen + mode) !== seen) return false;
    this.held = mode;
    return true;
  }
}

/** A writer comes in where nobody is, a reader where no writer is and nobody sleeps. */
const isFree = (mode: number, state: number): boolean => (mode === WRITER ? (state & ~SLEEPERS) === 0 : (state & (WRITER | SLEEPERS)) === 0);

function wordsAt(buffer: SharedArrayBuffer, byteOffset: number, bytes: number): Int32Array<SharedArrayBuffer> {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A reader–writer lock lives in a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength < bytes) throw new RangeError(`A reader–writer lock needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
  whole('byteOffset', byteOffset, 0, buffer.byteLength - bytes);
  if (byteOffset % 8 !== 0) throw new RangeError(`byteOffset must be a multiple of 8, not ${byteOffset}.`);
  return new Int32Array(buffer, byteOffset, bytes >> 2);
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
  if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: call lockReadIfAvailable from a timer instead.');
  await waiting.value;
}
