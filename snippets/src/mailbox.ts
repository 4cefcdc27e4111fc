// atomics-snippets: mailbox 1.0.0 sha256:3c1a3f927dbe4cae
/**
 * Mailbox: threads call a function that another thread runs, and block until the answer is there.
 *
 * It is one segment that changes hands. Its busy flag is a state: idle; claimed by a caller, who writes the request; asked;
 * being served, by a thread that reads the request and writes the answer; answered, and the caller's again, until it is
 * idle. Every hand-over is one atomic change of that word, and whoever is not named by the state touches no other byte: so
 * request and answer may be plain memory. Claims are made by `compareExchange`, so several callers and several servers may
 * share a mailbox, one call at a time.
 *
 * A caller that will wait no longer withdraws what nobody has begun to serve. If it is being served, the server finds the
 * caller gone, and makes the mailbox idle.
 *
 * @example
 * const mailbox = Mailbox.create(1024); // then share mailbox.buffer; the other thread calls Mailbox.attach(buffer)
 * // There: while (true) mailbox.serve((request) => request.map((byte) => byte + 1));
 * const answer = mailbox.call(new Uint8Array([1, 2]), 0); // undefined if there was no answer in time, here 0 ms
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  pause?(): void;
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}
declare const performance: { now(): number };

const KIND = 0;
const CAPACITY = 1;
const STATE = 2;
const LENGTH = 3;
const FAILED = 4;
/** Bytes before the message. */
const PREAMBLE = 32;
const MAILBOX_1 = 0x4d_42_58_31;

const IDLE = 0;
const CLAIMED = 1;
const ASKED = 2;
const SERVING = 3;
const ANSWERED = 4;
/** Being served, but nobody waits for the answer. */
const FORSAKEN = 5;

export class Mailbox {
  readonly buffer: SharedArrayBuffer;
  /** The most bytes of a request or an answer. */
  readonly capacity: number;
  /** How often to look again before going to sleep. */
  spins = 200;
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly bytes: Uint8Array<SharedArrayBuffer>;

  private constructor(buffer: SharedArrayBuffer, capacity: number) {
    mustHold(buffer, Mailbox.bytesFor(capacity));
    this.buffer = buffer;
    this.capacity = capacity;
    this.words = new Int32Array(buffer, 0, PREAMBLE >> 2);
    this.bytes = new Uint8Array(buffer, PREAMBLE, capacity);
  }

  static bytesFor(capacity: number): number {
    whole('capacity', capacity, 1, 2 ** 30);
    return PREAMBLE + ((capacity + 7) & ~7);
  }

  /** Makes a mailbox for messages of up to `capacity` bytes, in a buffer of its own or in one that nobody else uses yet. */
  static create(capacity: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(Mailbox.bytesFor(capacity))): Mailbox {
    const mailbox = new Mailbox(buffer, capacity);
    Atomics.store(mailbox.words, STATE, IDLE);
    Atomics.store(mailbox.words, CAPACITY, capacity);
    Atomics.store(mailbox.words, KIND, MAILBOX_1);
    return mailbox;
  }

  static attach(buffer: SharedArrayBuffer): Mailbox {
    mustHold(buffer, PREAMBLE + 8);
    const words = new Int32Array(buffer, 0, PREAMBLE >> 2);
    const kind = Atomics.load(words, KIND);
    if (kind !== MAILBOX_1) throw new RangeError(`The buffer holds no mailbox of version 1, its first word is ${kind}: make it with Mailbox.create first.`);
    return new Mailbox(buffer, Atomics.load(words, CAPACITY));
  }

  /** The answer, a copy; undefined if there was none within `ms` milliseconds. Throws if the handler threw. */
  call(request: Uint8Array, ms = Infinity): Uint8Array<ArrayBuffer> | undefined {
    whole('The length of a request', request.length, 0, this.capacity);
    const end = deadline(ms);
    if (!this.claim(IDLE, CLAIMED, end)) return undefined;
    this.put(request);
    this.change(ASKED);
    if (!this.awaitAnswer(end)) return undefined;
    const failed = Atomics.load(this.words, FAILED) !== 0;
    const answer = this.get();
    this.change(IDLE);
    if (failed) throw new Error('The handler of the mailbox threw: see the thread that serves it.');
    return answer;
  }

  /** Serves one call; false if none came within `ms` milliseconds. What the handler throws goes on, after the caller knows. */
  serve(handler: (request: Uint8Array<ArrayBuffer>) => Uint8Array, ms = Infinity): boolean {
    if (!this.claim(ASKED, SERVING, deadline(ms))) return false;
    let failed = 1;
    try {
      this.put(checked(handler(this.get()), this.capacity));
      failed = 0;
    } finally {
      this.answer(failed);
    }
    return true;
  }

  /** Like `serve`, for threads that must not block; the handler may be asynchronous. */
  async serveAsync(handler: (request: Uint8Array<ArrayBuffer>) => Uint8Array | Promise<Uint8Array>, ms = Infinity): Promise<boolean> {
    const end = deadline(ms);
    for (;;) {
      const seen = Atomics.compareExchange(this.words, STATE, ASKED, SERVING);
      if (seen === ASKED) break;
      const left = timeLeft(end);
      if (left <= 0) return false;
      await waitAsync(this.words, STATE, seen, left);
    }
    let failed = 1;
    try {
      this.put(checked(await handler(this.get()), this.capacity));
      failed = 0;
    } finally {
      this.answer(failed);
    }
    return true;
  }

  /** From one state to the next, which makes the message this thread's. */
  private claim(from: number, to: number, end: number): boolean {
    for (let turn = end === 0 ? this.spins : 0; ; turn++) {
      const seen = Atomics.compareExchange(this.words, STATE, from, to);
      if (seen === from) return true;
      if (turn < this.spins) (Atomics as NewerAtomics).pause?.();
      else {
        const left = timeLeft(end);
        if (left <= 0) return false;
        Atomics.wait(this.words, STATE, seen, left);
      }
    }
  }

  private awaitAnswer(end: number): boolean {
    for (let turn = end === 0 ? this.spins : 0; ; turn++) {
      const seen = Atomics.load(this.words, STATE);
      if (seen === ANSWERED) return true;
      if (turn < this.spins) (Atomics as NewerAtomics).pause?.();
      else {
        const left = timeLeft(end);
        if (left <= 0) return !this.withdraw();
        Atomics.wait(this.words, STATE, seen, left);
      }
    }
  }

  /** False if the answer has come after all. */
  private withdraw(): boolean {
    if (Atomics.compareExchange(this.words, STATE, ASKED, IDLE) === ASKED) {
      Atomics.notify(this.words, STATE);
      return true;
    }
    return Atomics.compareExchange(this.words, STATE, SERVING, FORSAKEN) === SERVING;
  }

  private answer(failed: number): void {
    Atomics.store(this.words, FAILED, failed);
    const forsaken = Atomics.compareExchange(this.words, STATE, SERVING, ANSWERED) === FORSAKEN;
    if (forsaken) Atomics.store(this.words, STATE, IDLE);
    Atomics.notify(this.words, STATE);
  }

  /** All that sleep look again: callers and servers sleep on the same word, and wait for different states. */
  private change(state: number): void {
    Atomics.store(this.words, STATE, state);
    Atomics.notify(this.words, STATE);
  }

  private put(message: Uint8Array): void {
    this.bytes.set(message);
    Atomics.store(this.words, LENGTH, message.length);
  }

  private get(): Uint8Array<ArrayBuffer> {
    const message = new Uint8Array(Atomics.load(this.words, LENGTH));
    message.set(this.bytes.subarray(0, message.length));
    return message;
  }
}

function mustHold(buffer: SharedArrayBuffer, bytes: number): void {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A mailbox is a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength % 8 !== 0) throw new RangeError(`The size of a mailbox's buffer must be a multiple of 8, not ${buffer.byteLength}.`);
  if (buffer.byteLength < bytes) throw new RangeError(`The mailbox needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
}

function checked(answer: Uint8Array, capacity: number): Uint8Array {
  whole('The length of an answer', answer.length, 0, capacity);
  return answer;
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
  if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: call serve(handler, 0) from a timer instead.');
  await waiting.value;
}
