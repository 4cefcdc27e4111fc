// atomics-snippets: semaphore 1.0.0 sha256:417d0ae53120eb83
/**
 * Semaphore: at most so many threads at a time, each with a permit.
 *
 * One word is the number of permits left. It is taken down by `compareExchange`, never below 0, and who finds 0 sleeps on
 * exactly that. Every release wakes as many as it gives permits, whatever the number was before: with a wake-up only from
 * 0 to 1, two releases in a row could leave a permit beside a thread that sleeps for it. A thread that is woken takes a
 * permit like any other, or sleeps again; it must not give up before it has looked.
 *
 * With one permit it is a busy flag that any thread may clear. Everything before a release is seen after the acquisition
 * that takes its permit.
 *
 * @example
 * const semaphore = Semaphore.create(3); // then share semaphore.buffer; other threads call Semaphore.attach(buffer)
 * semaphore.acquire();
 * try {
 *   // at most three threads are here
 * } finally {
 *   semaphore.release();
 * }
 * if (semaphore.acquireIfAvailable(5)) semaphore.release(); // waits 5 ms at most
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
const PERMITS = 1;
const MOST = 2;
const SEMAPHORE_1 = 0x53_45_4d_31;
const MANY = 2 ** 31 - 1;

export class Semaphore {
  static readonly BYTES = 16;
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  /** How often to look again before going to sleep. */
  spins = 200;
  private readonly words: Int32Array<SharedArrayBuffer>;

  private constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.words = wordsAt(buffer, byteOffset, Semaphore.BYTES);
  }

  /**
   * Makes a semaphore of `permits`, never to have more than `most`, in a buffer of its own or in bytes that nobody else uses yet.
   * @region exclusive
   */
  static create(permits: number, most = MANY, buffer: SharedArrayBuffer = new SharedArrayBuffer(Semaphore.BYTES), byteOffset = 0): Semaphore {
    whole('most', most, 1, MANY);
    whole('permits', permits, 0, most);
    const semaphore = new Semaphore(buffer, byteOffset);
    Atomics.store(semaphore.words, MOST, most);
    Atomics.store(semaphore.words, PERMITS, permits);
    Atomics.store(semaphore.words, KIND, SEMAPHORE_1);
    return semaphore;
  }

  static attach(buffer: SharedArrayBuffer, byteOffset = 0): Semaphore {
    const semaphore = new Semaphore(buffer, byteOffset);
    const kind = Atomics.load(semaphore.words, KIND);
    if (kind !== SEMAPHORE_1) throw new RangeError(`There is no semaphore of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with Semaphore.create first.`);
    return semaphore;
  }

  /** Takes a permit, to be released by `release` or at the end of a `using` scope. */
  acquire(): this {
    this.acquireUntil(Infinity);
    return this;
  }

  /** Takes a permit within `ms` milliseconds, or returns undefined. */
  acquireIfAvailable(ms = 0): this | undefined {
    return this.acquireUntil(deadline(ms)) ? this : undefined;
  }

  /** Like `acquire`, for threads that must not block. */
  async acquireAsync(): Promise<this> {
    while (!this.take()) await waitAsync(this.words, PERMITS, 0);
    return this;
  }

  /** Gives `permits` back, or new ones: the thread need not have taken them. */
  release(permits = 1): void {
    const most = Atomics.load(this.words, MOST);
    whole('permits', permits, 1, most);
    let seen = Atomics.load(this.words, PERMITS);
    for (;;) {
      if (seen > most - permits) throw new RangeError(`The semaphore has ${seen} permits, and with ${permits} more it would have more than ${most}.`);
      const was = Atomics.compareExchange(this.words, PERMITS, seen, seen + permits);
      if (was === seen) break;
      seen = was;
    }
    Atomics.notify(this.words, PERMITS, permits);
  }

  [Symbol.dispose](): void {
    this.release();
  }

  private acquireUntil(end: number): boolean {
    for (let turn = end === 0 ? this.spins : 0; !this.take(); turn++) {
      if (turn < this.spins) (Atomics as NewerAtomics).pause?.();
      else {
        const left = timeLeft(end);
        if (left <= 0) return false;
        Atomics.wait(this.words, PERMITS, 0, left);
      }
    }
    return true;
  }

  private take(): boolean {
    let seen = Atomics.load(this.words, PERMITS);
    while (seen > 0) {
      const was = Atomics.compareExchange(this.words, PERMITS, seen, seen - 1);
      if (was === seen) return true;
      seen = was;
    }
    return false;
  }
}

function wordsAt(buffer: SharedArrayBuffer, byteOffset: number, bytes: number): Int32Array<SharedArrayBuffer> {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A semaphore lives in a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength < bytes) throw new RangeError(`A semaphore needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
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
  if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: call acquireIfAvailable from a timer instead.');
  await waiting.value;
}
