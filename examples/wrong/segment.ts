/**
 * One region for all threads, cut into segments. Each begins with a header of eight bytes: a busy flag, and the length
 * of what the segment holds. TypeScript is content with this file; `../right/segment.ts` is how it should be.
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
    const encoded = new TextEncoder().encode(message);
    // Whoever catches this leaves the segment busy for ever.
    if (encoded.length > this.#bytes.length) throw new RangeError(`A message of ${encoded.length} bytes is too long.`);
    this.#bytes.set(encoded);
    // Another thread may see the flag before it sees the length, or never see it at all.
    this.#header[LENGTH] = encoded.length;
    this.#header[FLAG] = FULL;
    return true;
  }

  /** The message that waits here, and the segment is free again; undefined if there is none. */
  read(): string | undefined {
    // Two threads can both find it full.
    if (Atomics.load(this.#header, FLAG) !== FULL) return undefined;
    Atomics.store(this.#header, FLAG, BUSY);
    const length = Atomics.load(this.#header, LENGTH);
    // The bytes stay shared, whatever the type says from here on.
    const bytes = this.#bytes.subarray(0, length) as Uint8Array as Uint8Array<ArrayBuffer>;
    const message = new TextDecoder().decode(bytes);
    Atomics.store(this.#header, FLAG, FREE);
    return message;
  }

  /** Waits until the segment is free. */
  wait(): void {
    // The engine may read the flag once and spin on what it saw.
    while (this.#header[FLAG] !== FREE) {}
  }
}

export const segmentsOf = (region: SharedArrayBuffer): Segment[] => Array.from({ length: SEGMENTS }, (_, index) => new Segment(region, index));
