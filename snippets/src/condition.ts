// atomics-snippets: condition 1.0.0 sha256:bed84d7a71272d6f
/**
 * Condition: a thread that holds a mutex sleeps until another one says that what it waits for may be true.
 *
 * Its one word counts notifications. A waiter reads the count while it still holds the mutex, gives the mutex back, and
 * sleeps only while the count is what it was: a notification in between is not lost. The count must change with each
 * notification; with a constant, a waiter would sleep through one that came just before it slept.
 *
 * Waking up proves nothing about the bytes that the mutex guards: the waiter holds the mutex again when `wait` returns,
 * and must look again. Any mutex will do that has `lock` and `unlock`.
 *
 * @example
 * const mutex = { lock() {}, unlock() {} }; // Mutex.create() of the snippet `mutex`
 * const condition = Condition.create(); // then share condition.buffer; other threads call Condition.attach(buffer)
 * let ready = true; // really: a word that the mutex guards
 * mutex.lock();
 * while (!ready) condition.wait(mutex);
 * mutex.unlock();
 * condition.notify(1); // by whoever made it true, while it holds the mutex or after
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}

export interface Lockable {
  lock(): unknown;
  unlock(): void;
}
export interface LockableAsync {
  lockAsync(): Promise<unknown>;
  unlock(): void;
}

const KIND = 0;
const COUNT = 1;
const CONDITION_1 = 0x43_4e_44_31;

export class Condition {
  static readonly BYTES = 8;
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  private readonly words: Int32Array<SharedArrayBuffer>;

  private constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.words = wordsAt(buffer, byteOffset, Condition.BYTES);
  }

  /** Makes a condition, in a buffer of its own or in bytes that nobody else uses yet. */
  static create(buffer: SharedArrayBuffer = new SharedArrayBuffer(Condition.BYTES), byteOffset = 0): Condition {
    const condition = new Condition(buffer, byteOffset);
    Atomics.store(condition.words, KIND, CONDITION_1);
    return condition;
  }

  static attach(buffer: SharedArrayBuffer, byteOffset = 0): Condition {
    const condition = new Condition(buffer, byteOffset);
    const kind = Atomics.load(condition.words, KIND);
    if (kind !== CONDITION_1) throw new RangeError(`There is no condition of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with Condition.create first.`);
    return condition;
  }

  /** Gives the mutex back, sleeps, and takes it again; false if `ms` milliseconds passed. Then look again in any case. */
  wait(mutex: Lockable, ms = Infinity): boolean {
    checkTime(ms);
    const count = Atomics.load(this.words, COUNT);
    mutex.unlock();
    const woken = Atomics.wait(this.words, COUNT, count, ms) !== 'timed-out';
    mutex.lock();
    return woken;
  }

  /** Like `wait`, for threads that must not block. */
  async waitAsync(mutex: LockableAsync, ms = Infinity): Promise<boolean> {
    checkTime(ms);
    const count = Atomics.load(this.words, COUNT);
    if (!(Atomics as NewerAtomics).waitAsync) throw new TypeError('This host has no Atomics.waitAsync: look from a timer instead.');
    mutex.unlock();
    const woken = await (Atomics as NewerAtomics).waitAsync?.(this.words, COUNT, count, ms).value;
    await mutex.lockAsync();
    return woken !== 'timed-out';
  }

  /** Wakes `waiters` of the threads that wait now, the longest waiting first, or all; how many slept. */
  notify(waiters = Infinity): number {
    if (typeof waiters !== 'number' || !(waiters >= 0)) throw new RangeError(`The number of waiters must be 0 or more, not ${waiters}.`);
    Atomics.add(this.words, COUNT, 1);
    return Atomics.notify(this.words, COUNT, waiters);
  }
}

function wordsAt(buffer: SharedArrayBuffer, byteOffset: number, bytes: number): Int32Array<SharedArrayBuffer> {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A condition lives in a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength < bytes) throw new RangeError(`A condition needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
  whole('byteOffset', byteOffset, 0, buffer.byteLength - bytes);
  if (byteOffset % 8 !== 0) throw new RangeError(`byteOffset must be a multiple of 8, not ${byteOffset}.`);
  return new Int32Array(buffer, byteOffset, bytes >> 2);
}

function whole(what: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number from ${least} to ${most}, not ${typeof value}.`);
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}.`);
}

function checkTime(ms: number): void {
  if (typeof ms !== 'number' || !(ms >= 0)) throw new RangeError(`The time to wait must be a number of milliseconds, 0 or more, not ${ms}.`);
}
