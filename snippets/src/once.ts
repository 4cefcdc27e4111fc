// atomics-snippets: once 1.0.0 sha256:d4c6914d97f6a4ad
/**
 * Once: work that the first thread to come does, and for which all others wait.
 *
 * The word is a busy flag with a third state: not begun, the number of the thread that has begun plus one, done.
 * `compareExchange` from not begun to mine chooses the thread; the others sleep until the flag says done, and only then does
 * `call` return, so that they see all that the work wrote, plainly too. If the work throws, the flag goes back to not
 * begun, and one of the others tries. If the thread dies, `recover` puts it back.
 *
 * @example
 * const once = Once.create(); // then share once.buffer; thread 3 calls Once.attach(buffer, 3)
 * let tables = 0;
 * const first = once.call(() => { tables++; }); // true: this call did it
 * const again = once.call(() => { tables++; }); // false: it was done before
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}

const KIND = 0;
const STATE = 1;
const ONCE_1 = 0x4f_4e_43_31;
const NOT_BEGUN = 0;
const DONE = -1;
const MOST_THREADS = 1 << 30;

export class Once {
  static readonly BYTES = 8;
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  readonly thread: number;
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly token: number;

  private constructor(buffer: SharedArrayBuffer, thread: number, byteOffset: number) {
    whole('thread', thread, 0, MOST_THREADS - 1);
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.thread = thread;
    this.words = wordsAt(buffer, byteOffset, Once.BYTES);
    this.token = thread + 1;
  }

  /**
   * Makes it, in a buffer of its own or in bytes that nobody else uses yet.
   * @region exclusive
   */
  static create(thread = 0, buffer: SharedArrayBuffer = new SharedArrayBuffer(Once.BYTES), byteOffset = 0): Once {
    const once = new Once(buffer, thread, byteOffset);
    Atomics.store(once.words, STATE, NOT_BEGUN);
    Atomics.store(once.words, KIND, ONCE_1);
    return once;
  }

  /** This thread's handle of one made elsewhere. No two threads may have the same number. */
  static attach(buffer: SharedArrayBuffer, thread: number, byteOffset = 0): Once {
    const once = new Once(buffer, thread, byteOffset);
    const kind = Atomics.load(once.words, KIND);
    if (kind !== ONCE_1) throw new RangeError(`There is no "once" of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with Once.create first.`);
    return once;
  }

  /** Returns when the work is done: true if by this call, false if by another one. What the work throws, it throws. */
  call(work: () => void): boolean {
    for (;;) {
      const was = Atomics.compareExchange(this.words, STATE, NOT_BEGUN, this.token);
      if (was === DONE) return false;
      if (was === NOT_BEGUN) break;
      Atomics.wait(this.words, STATE, was);
    }
    let after = NOT_BEGUN;
    try {
      work();
      after = DONE;
    } finally {
      this.settle(after);
    }
    return true;
  }

  /** Like `call`, for threads that must not block; the work may be asynchronous itself. */
  async callAsync(work: () => void | Promise<void>): Promise<boolean> {
    for (;;) {
      const was = Atomics.compareExchange(this.words, STATE, NOT_BEGUN, this.token);
      if (was === DONE) return false;
      if (was === NOT_BEGUN) break;
      await waitAsync(this.words, STATE, was);
    }
    let after = NOT_BEGUN;
    try {
      await work();
      after = DONE;
    } finally {
      this.settle(after);
    }
    return true;
  }

  /** Lets another thread begin if a thread that has ended had begun; whether it had. */
  recover(thread: number): boolean {
    whole('thread', thread, 0, MOST_THREADS - 1);
    const begun = Atomics.compareExchange(this.words, STATE, thread + 1, NOT_BEGUN) === thread + 1;
    // Even if it had not begun: it may have died after the last change of the word, and before it could wake the others.
    Atomics.notify(this.words, STATE);
    return begun;
  }

  /** Wakes all, for the work is done or one of them must do it. */
  private settle(after: number): void {
    Atomics.store(this.words, STATE, after);
    Atomics.notify(this.words, STATE);
  }
}

function wordsAt(buffer: SharedArrayBuffer, byteOffset: number, bytes: number): Int32Array<SharedArrayBuffer> {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A "once" lives in a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength < bytes) throw new RangeError(`A "once" needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
  whole('byteOffset', byteOffset, 0, buffer.byteLength - bytes);
  if (byteOffset % 8 !== 0) throw new RangeError(`byteOffset must be a multiple of 8, not ${byteOffset}.`);
  return new Int32Array(buffer, byteOffset, bytes >> 2);
}

function whole(what: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number from ${least} to ${most}, not ${typeof value}.`);
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}.`);
}

async function waitAsync(words: Int32Array<SharedArrayBuffer>, index: number, value: number, ms = Infinity): Promise<void> {
  const waiting = (Atomics as NewerAtomics).waitAsync?.(words, index, value, ms);
  if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: call it where the thread may block.');
  await waiting.value;
}
