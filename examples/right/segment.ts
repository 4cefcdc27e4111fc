/**
 * One region for all threads, cut into segments. Each begins with a header of eight bytes: a busy flag, and the length
 * of what the segment holds. The bytes behind it belong to the thread that holds the flag.
 */

export const SEGMENTS = 4;
export const SEGMENT_BYTES = 256;
const HEADER_BYTES = 8;

/** Words of the header. */
const FLAG = 0;
const LENGTH = 1;

/** What the flag says. */
const FREE = 0;
const BUSY = 1;
const FULL = 2;

export class Segment {
  readonly #header: Int32Array<SharedArrayBuffer>;
  readonly #bytes: Uint8Array<SharedArrayBuffer>;

  constructor(region: SharedArrayBuffer, index: number) {
    const offset = index * SEGMENT_BYTES;
    this.#header = new Int32Array(region, offset, 2);
    this.#bytes = new Uint8Array(region, offset + HEADER_BYTES, SEGMENT_BYTES - HEADER_BYTES);
  }

  /** Writes a message if the segment is free; false if another thread has it. */
  write(message: string): boolean {
    if (Atomics.compareExchange(this.#header, FLAG, FREE, BUSY) !== FREE) return false;
    let next = FREE;
    try {
      const encoded = new TextEncoder().encode(message);
      if (encoded.length > this.#bytes.length) throw new RangeError(`A message of ${encoded.length} bytes is too long.`);
      this.#bytes.set(encoded);
      Atomics.store(this.#header, LENGTH, encoded.length);
      next = FULL;
    } finally {
      Atomics.store(this.#header, FLAG, next);
      Atomics.notify(this.#header, FLAG);
    }
    return true;
  }

  /** The message that waits here, and the segment is free again; undefined if there is none. */
  read(): string | undefined {
    if (Atomics.compareExchange(this.#header, FLAG, FULL, BUSY) !== FULL) return undefined;
    try {
      const length = Atomics.load(this.#header, LENGTH);
      // `slice` copies: what leaves the segment is not shared.
      return new TextDecoder().decode(this.#bytes.slice(0, length));
    } finally {
      Atomics.store(this.#header, FLAG, FREE);
      Atomics.notify(this.#header, FLAG);
    }
  }

  /** Sleeps until the flag says something else, or a moment has passed. */
  wait(): void {
    const flag = Atomics.load(this.#header, FLAG);
    Atomics.wait(this.#header, FLAG, flag, 10);
  }
}

export const segmentsOf = (region: SharedArrayBuffer): Segment[] => Array.from({ length: SEGMENTS }, (_, index) => new Segment(region, index));
