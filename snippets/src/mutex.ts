// atomics-snippets: mutex 1.0.0 sha256:bb0cd879ed839c18
/**
 * Mutex: one thread at a time, whatever it does with the bytes that the mutex guards.
 *
 * It is a segment's busy flag without the segment: one word says who holds it. 0 is free; else the holder's thread number
 * plus one, negative when somebody may sleep for it. The bytes that it guards may then be plain memory, because
 *
 * - "exclusive access": `compareExchange` from free to mine takes it, and only mine to free gives it back: a stranger's
 *   unlock is reported, not obeyed. The next holder has seen everything that the last one did.
 * - "the flag is never treated in non-atomic fashion": only `Atomics` touch the two words of the mutex itself.
 * - "cleared after I am done": the mutex is its own guard for `using`. Where the holder dies instead, `recover` frees the
 *   mutex, and the next holder finds `abandoned` set: what is guarded may be half done.
 *
 * A handle is for one holder at a time: tasks of one thread that interleave need a handle each.
 *
 * @example
 * const mutex = Mutex.create(); // then share mutex.buffer; thread 3 calls Mutex.attach(buffer, 3)
 * mutex.lock();
 * try {
 *   // work on what it guards
 * } finally {
 *   mutex.unlock();
 * }
 * if (mutex.lockIfAvailable(5)) mutex.unlock(); // waits 5 ms at most
 * await mutex.lockAsync(); // where a thread must not block
 * mutex.unlock();
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
const MUTEX_1 = 0x4d_55_54_31;
const FREE = 0;
/** Free, but the last holder died. */
const ABANDONED = 0x7fff_ffff;
const MOST_THREADS = 1 << 30;

export class Mutex {
  static readonly BYTES = 8;
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  readonly thread: number;
  /** How often to look again before going to sleep. */
  spins = 200;
  /** The thread that held the mutex before this one died while it did. */
  abandoned = false;
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly token: number;
  private held = false;

  private constructor(buffer: SharedArrayBuffer, thread: number, byteOffset: number) {
    whole('thread', thread, 0, MOST_THREADS - 1);
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.thread = thread;
    this.words = wordsAt(buffer, byteOffset, Mutex.BYTES);
    this.token = thread + 1;
  }

  /**
   * Makes a mutex, in a buffer of its own or in bytes that nobody else uses yet.
   * @region exclusive
   */
  static create(thread = 0, buffer: SharedArrayBuffer = new SharedArrayBuffer(Mutex.BYTES), byteOffset = 0): Mutex {
    const mutex = new Mutex(buffer, thread, byteOffset);
    Atomics.store(mutex.words, STATE, FREE);
    Atomics.store(mutex.words, KIND, MUTEX_1);
    return mutex;
  }

  /** This thread's handle of a mutex made elsewhere. No two threads may have the same number. */
  static attach(buffer: SharedArrayBuffer, thread: number, byteOffset = 0): Mutex {
    const mutex = new Mutex(buffer, thread, byteOffset);
    const kind = Atomics.load(mutex.words, KIND);
    if (kind !== MUTEX_1) throw new RangeError(`There is no mutex of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with Mutex.create first.`);
    return mutex;
  }

  lock(): this {
    this.lockUntil(Infinity);
    return this;
  }

  /** Locks within `ms` milliseconds, or returns undefined. */
  lockIfAvailable(ms = 0): this | undefined {
    return this.lockUntil(deadline(ms)) ? this : undefined;
  }

  /** Like `lock`, for threads that must not block. That its promise resolved gives no right yet: it takes the word anew. */
  async lockAsync(): Promise<this> {
    if (this.takeSoon(this.spins)) return this;
    for (let slept = false; ; slept = true) {
      const seen = this.takeOrMark(slept);
      if (seen === FREE) return this;
      const waiting = (Atomics as NewerAtomics).waitAsync?.(this.words, STATE, seen);
      if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: call lockIfAvailable from a timer instead.');
      await waiting.value;
    }
  }

  unlock(): void {
    const was = this.held ? Atomics.compareExchange(this.words, STATE, this.token, FREE) : FREE;
    this.held = false;
    if (was === this.token) return;
    if (was !== -this.token) throw new TypeError(`Thread ${this.thread} does not hold the mutex with this handle: only the handle that locked it can unlock it.`);
    Atomics.store(this.words, STATE, FREE);
    Atomics.notify(this.words, STATE, 1);
  }

  [Symbol.dispose](): void {
    this.unlock();
  }

  /** Frees the mutex if a thread that has ended still holds it; whether it did. */
  recover(thread: number): boolean {
    whole('thread', thread, 0, MOST_THREADS - 1);
    const token = thread + 1;
    const held = Atomics.compareExchange(this.words, STATE, token, ABANDONED) === token || Atomics.compareExchange(this.words, STATE, -token, ABANDONED) === -token;
    // Even if it did not hold the mutex: it may have been woken, and have died before it could take it.
    Atomics.notify(this.words, STATE, 1);
    return held;
  }

  private lockUntil(end: number): boolean {
    if (this.takeSoon(end === 0 ? 0 : this.spins)) return true;
    for (let slept = false; end !== 0; slept = true) {
      const seen = this.takeOrMark(slept);
      if (seen === FREE) return true;
      // Not before the mark is set: who was woken, and gives up, leaves it to those who still sleep.
      const left = timeLeft(end);
      if (left <= 0) break;
      Atomics.wait(this.words, STATE, seen, left);
    }
    return false;
  }

  private takeSoon(spins: number): boolean {
    if (this.held) throw new TypeError(`Thread ${this.thread} already holds the mutex with this handle, and would wait for itself.`);
    if (this.take(FREE, this.token) || this.take(ABANDONED, this.token)) return true;
    for (let turn = 0; turn < spins; turn++) {
      if (Atomics.load(this.words, STATE) === FREE && this.take(FREE, this.token)) return true;
      (Atomics as NewerAtomics).pause?.();
    }
    return false;
  }

  /** Takes the mutex, or marks that somebody sleeps for it: the marked word, or `FREE` if it was taken. */
  private takeOrMark(slept: boolean): number {
    for (;;) {
      const seen = Atomics.load(this.words, STATE);
      if (seen === FREE || seen === ABANDONED) {
        // Who has slept cannot know whether others still do, and takes it marked.
        if (this.take(seen, slept ? -this.token : this.token)) return FREE;
      } else if (seen < 0 || Atomics.compareExchange(this.words, STATE, seen, -seen) === seen) return -Math.abs(seen);
    }
  }

  private take(seen: number, token: number): boolean {
    if (Atomics.compareExchange(this.words, STATE, seen, token) !== seen) return false;
    this.abandoned = seen === ABANDONED;
    this.held = true;
    return true;
  }
}

function wordsAt(buffer: SharedArrayBuffer, byteOffset: number, bytes: number): Int32Array<SharedArrayBuffer> {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A mutex lives in a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength < bytes) throw new RangeError(`A mutex needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
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
