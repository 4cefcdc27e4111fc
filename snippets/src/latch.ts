// atomics-snippets: latch 1.0.0 sha256:eec09b063d33376e
/**
 * Latch: a gate that opens once, when a number of things have happened, and stays open.
 *
 * The word counts down to 0 by `compareExchange`, never below: with a plain `sub`, one event too many would close the gate
 * again for ever. Who brings it to 0 wakes all. Everything before a `countDown` is seen behind the open gate.
 *
 * @example
 * const latch = Latch.create(2); // then share latch.buffer; other threads call Latch.attach(buffer)
 * latch.countDown();
 * latch.countDown();
 * latch.wait(); // returns at once now
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  pause?(): void;
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}
declare const performance: { now(): number };

const KIND = 0;
const COUNT = 1;
const LATCH_1 = 0x4c_41_54_31;

export class Latch {
  static readonly BYTES = 8;
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  /** How often to look again before going to sleep. */
  spins = 200;
  private readonly words: Int32Array<SharedArrayBuffer>;

  private constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.words = wordsAt(buffer, byteOffset, Latch.BYTES);
  }

  /** Makes a latch that opens after so many events, in a buffer of its own or in bytes that nobody else uses yet. */
  static create(count: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(Latch.BYTES), byteOffset = 0): Latch {
    whole('count', count, 0, 2 ** 31 - 1);
    const latch = new Latch(buffer, byteOffset);
    Atomics.store(latch.words, COUNT, count);
    Atomics.store(latch.words, KIND, LATCH_1);
    return latch;
  }

  static attach(buffer: SharedArrayBuffer, byteOffset = 0): Latch {
    const latch = new Latch(buffer, byteOffset);
    const kind = Atomics.load(latch.words, KIND);
    if (kind !== LATCH_1) throw new RangeError(`There is no latch of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with Latch.create first.`);
    return latch;
  }

  /** Notes `events`; true if they opened the latch. */
  countDown(events = 1): boolean {
    whole('events', events, 1, 2 ** 31 - 1);
    let seen = Atomics.load(this.words, COUNT);
    for (;;) {
      if (seen < events) throw new RangeError(`The latch waits for ${seen} more events, not for ${events}.`);
      const was = Atomics.compareExchange(this.words, COUNT, seen, seen - events);
      if (was === seen) break;
      seen = was;
    }
    if (seen > events) return false;
    Atomics.notify(this.words, COUNT);
    return true;
  }

  /** Waits until it is open, at most `ms` milliseconds; whether it is. */
  wait(ms = Infinity): boolean {
    const end = deadline(ms);
    for (let turn = end === 0 ? this.spins : 0; ; turn++) {
      const seen = Atomics.load(this.words, COUNT);
      if (seen === 0) return true;
      if (turn < this.spins) (Atomics as NewerAtomics).pause?.();
      else {
        const left = timeLeft(end);
        if (left <= 0) return false;
        Atomics.wait(this.words, COUNT, seen, left);
      }
    }
  }

  /** Like `wait`, for threads that must not block. */
  async waitAsync(ms = Infinity): Promise<boolean> {
    const end = deadline(ms);
    for (;;) {
      const seen = Atomics.load(this.words, COUNT);
      if (seen === 0) return true;
      const left = timeLeft(end);
      if (left <= 0) return false;
      await waitAsync(this.words, COUNT, seen, left);
    }
  }
}

function wordsAt(buffer: SharedArrayBuffer, byteOffset: number, bytes: number): Int32Array<SharedArrayBuffer> {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A latch lives in a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength < bytes) throw new RangeError(`A latch needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
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
  if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: call wait(0) from a timer instead.');
  await waiting.value;
}
