// atomics-snippets: barrier 1.0.0 sha256:98ed3ee65e79de93
/**
 * Barrier: nobody goes on before all have arrived, again and again.
 *
 * Two words: how many have arrived, and the generation. Who arrives last, the leader of this generation, sets the number
 * back before it starts the next generation, so nobody of the next round is counted into this one. The others sleep while
 * the generation is what it was when they came; as it changes with every round, no wake-up is lost, and a thread that is
 * slow to wake finds another generation, not a barrier that looks like the one it waits for.
 *
 * What threads wrote before the barrier, plainly too, all threads may read behind it: they take turns with the region.
 *
 * @example
 * const barrier = Barrier.create(1); // for that many threads; share barrier.buffer; others call Barrier.attach(buffer)
 * const leader = barrier.wait(); // true for the one that arrived last
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  pause?(): void;
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}

const KIND = 0;
const PARTIES = 1;
const ARRIVED = 2;
const GENERATION = 3;
const BARRIER_1 = 0x42_41_52_31;

export class Barrier {
  static readonly BYTES = 16;
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
  /** How often to look again before going to sleep. */
  spins = 200;
  private readonly words: Int32Array<SharedArrayBuffer>;

  private constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.buffer = buffer;
    this.byteOffset = byteOffset;
    this.words = wordsAt(buffer, byteOffset, Barrier.BYTES);
  }

  /** Makes a barrier for so many threads, in a buffer of its own or in bytes that nobody else uses yet. */
  static create(parties: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(Barrier.BYTES), byteOffset = 0): Barrier {
    whole('parties', parties, 1, 2 ** 30);
    const barrier = new Barrier(buffer, byteOffset);
    Atomics.store(barrier.words, PARTIES, parties);
    Atomics.store(barrier.words, ARRIVED, 0);
    Atomics.store(barrier.words, KIND, BARRIER_1);
    return barrier;
  }

  static attach(buffer: SharedArrayBuffer, byteOffset = 0): Barrier {
    const barrier = new Barrier(buffer, byteOffset);
    const kind = Atomics.load(barrier.words, KIND);
    if (kind !== BARRIER_1) throw new RangeError(`There is no barrier of version 1 at byte ${byteOffset}, where the word ${kind} is: make it with Barrier.create first.`);
    return barrier;
  }

  /** Waits for all; true for exactly one of them. */
  wait(): boolean {
    const generation = Atomics.load(this.words, GENERATION);
    if (this.arrive()) return true;
    for (let turn = 0; turn < this.spins; turn++) {
      if (Atomics.load(this.words, GENERATION) !== generation) return false;
      (Atomics as NewerAtomics).pause?.();
    }
    while (Atomics.load(this.words, GENERATION) === generation) Atomics.wait(this.words, GENERATION, generation);
    return false;
  }

  /** Like `wait`, for threads that must not block. */
  async waitAsync(): Promise<boolean> {
    const generation = Atomics.load(this.words, GENERATION);
    if (this.arrive()) return true;
    // Loading the generation again is what orders the work behind the barrier; the promise alone does not.
    while (Atomics.load(this.words, GENERATION) === generation) await waitAsync(this.words, GENERATION, generation);
    return false;
  }

  private arrive(): boolean {
    const parties = Atomics.load(this.words, PARTIES);
    const arrived = Atomics.add(this.words, ARRIVED, 1) + 1;
    if (arrived > parties) throw new RangeError(`The barrier is for ${parties} threads, and one more has come.`);
    if (arrived < parties) return false;
    Atomics.store(this.words, ARRIVED, 0);
    Atomics.add(this.words, GENERATION, 1);
    Atomics.notify(this.words, GENERATION);
    return true;
  }
}

function wordsAt(buffer: SharedArrayBuffer, byteOffset: number, bytes: number): Int32Array<SharedArrayBuffer> {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A barrier lives in a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength < bytes) throw new RangeError(`A barrier needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
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
  if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: a barrier can only be waited for by threads that may block.');
  await waiting.value;
}
