// atomics-snippets: once 1.0.0 sha256:0000000000000000
/**
 * Once: work that the first thread to come does, and for which all others wait.
 *
 * The word is a busy flag with a third state. `compareExchange` from not begun to begun chooses the thread; the others
 * sleep until the flag says done, and only then does `call` return, so that they see all that the work wrote, plainly too.
 * If the work throws, the flag goes back to not begun, and one of the others tries.
 *
 * @example
 * const once = Once.create(); // then share once.buffer; other threads call Once.attach(buffer)
 * let tables = 0;
 * once.call(() => { tables++; }); // true: this call did it
 * once.call(() => { tables++; }); // false: it was done before
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}

const KIND = 0;
const STATE = 1;
const ONCE_1 = 0x4f_4e_43_31;
const NOT_BEGUN = 0;
const BEGUN = 1;
const DONE = 2;

export class Once {
  static readonly BYTES = 8;
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  private readonly words: Int32Array<SharedArrayBuffer>;

  private constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.words = wordsAt(buffer, byteOffset, Once.BYTES);
  }

  /** Makes it, in a buffer of its own or in bytes that nobody else uses yet. */
  static create(buffer: SharedArrayBuffer = new SharedArrayBuffer(Once.BYTES), byteOffset = 0): Once {
    const once = new Once(buffer, byteOffset);
    Atomics.store(once.words, STATE, NOT_BEGUN);
    Atomics.store(once.words, KIND, ONCE_1);
    return once;
  }

  static attach(buffer: SharedArrayBuffer, byteOffset = 0): Once {
    const once = new Once(buffer, byteOffset);
    const kind = Atomics.load(once.words, KIND);
    if (kind !== ONCE_1) throw new RangeError(`There is no "once" of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with Once.create first.`);
    return once;
  }

  /** Returns when the work is done: true if by this call, false if by another one. What the work throws, it throws. */
  call(work: () => void): boolean {
    for (;;) {
      const was = Atomics.compareExchange(this.words, STATE, NOT_BEGUN, BEGUN);
      if (was === DONE) return false;
      if (was === BEGUN) Atomics.wait(this.words, STATE, BEGUN);
      else return this.perform(work);
    }
  }

  /** Like `call`, for threads that must not block; the work may be asynchronous itself. */
  async callAsync(work: () => void | Promise<void>): Promise<boolean> {
    for (;;) {
      const was = Atomics.compareExchange(this.words, STATE, NOT_BEGUN, BEGUN);
      if (was === DONE) return false;
      if (was === BEGUN) await waitAsync(this.words, STATE, BEGUN);
      else break;
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

  /** Lets another thread begin, after the one that began has died; whether one had begun. */
  recover(): boolean {
    const begun = Atomics.compareExchange(this.words, STATE, BEGUN, NOT_BEGUN) === BEGUN;
    Atomics.notify(this.words, STATE);
    return begun;
  }

  private perform(work: () => void): true {
    let after = NOT_BEGUN;
    try {
      work();
      after = DONE;
    } finally {
      this.settle(after);
    }
    return true;
  }

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
