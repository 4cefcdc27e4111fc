// atomics-snippets: bump-arena 1.0.0 sha256:c08792af6e0c7653
/**
 * Bump arena: pieces of a region that are taken one behind the other, and given back all at once, or in reverse order.
 *
 * One word says where the free bytes begin. `compareExchange` moves it, so pieces never overlap; it is never moved by
 * `add`, which would move it on beyond the end with every request that does not fit, and after 2^31 to the start again.
 * Every size is rounded up to 8, so every piece is aligned; the views of a piece cover its own bytes and nothing else.
 *
 * A piece can be given back when nothing is taken behind it: the word says its end then, and is moved back to its start.
 * All else is free again after `reset`, which the caller may only call when no thread uses any piece.
 *
 * @example
 * const arena = BumpArena.create(1 << 16); // then share arena.buffer; other threads call BumpArena.attach(buffer)
 * const piece = arena.take(100); // undefined if it does not fit
 * piece?.bytes.fill(1);
 * piece?.give(); // true: it was the last piece that was taken
 * arena.reset();
 */

const KIND = 0;
const TOP = 1;
const END = 2;
const ARENA_1 = 0x41_52_45_31;
/** Bytes before the first piece. */
const PREAMBLE = 16;

export class BumpArena {
  readonly buffer: SharedArrayBuffer;
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly end: number;

  private constructor(buffer: SharedArrayBuffer, end: number) {
    this.buffer = buffer;
    this.words = new Int32Array(buffer, 0, PREAMBLE >> 2);
    this.end = end;
  }

  /** Makes an arena, in a new buffer or in one that nobody else uses yet. */
  static create(place: number | SharedArrayBuffer): BumpArena {
    const bytes = typeof place === 'number' ? place : sharedLength(place);
    regionSize(bytes);
    const arena = new BumpArena(typeof place === 'number' ? new SharedArrayBuffer(bytes) : place, bytes);
    Atomics.store(arena.words, TOP, PREAMBLE);
    Atomics.store(arena.words, END, bytes);
    Atomics.store(arena.words, KIND, ARENA_1);
    return arena;
  }

  static attach(buffer: SharedArrayBuffer): BumpArena {
    regionSize(sharedLength(buffer));
    const words = new Int32Array(buffer, 0, PREAMBLE >> 2);
    const kind = Atomics.load(words, KIND);
    if (kind !== ARENA_1) throw new RangeError(`The buffer holds no arena of version 1, its first word is ${kind}: make it with BumpArena.create first.`);
    return new BumpArena(buffer, Atomics.load(words, END));
  }

  /** A piece of `bytes` bytes, or undefined if there are not so many left. */
  take(bytes: number): Piece | undefined {
    whole('The size of a piece', bytes, 1, this.end - PREAMBLE);
    const length = (bytes + 7) & ~7;
    let top = Atomics.load(this.words, TOP);
    while (this.end - top >= length) {
      const was = Atomics.compareExchange(this.words, TOP, top, top + length);
      if (was === top) return new Piece(this, top, bytes);
      top = was;
    }
    return undefined;
  }

  /** How many bytes can still be taken. */
  room(): number {
    return this.end - Atomics.load(this.words, TOP);
  }

  /** Frees all pieces. Only while no thread uses any of them. */
  reset(): void {
    Atomics.store(this.words, TOP, PREAMBLE);
  }

  /** For pieces: moves the top back from `end` to `start`, if it is there. */
  lower(end: number, start: number): boolean {
    return Atomics.compareExchange(this.words, TOP, end, start) === end;
  }
}

export class Piece {
  readonly arena: BumpArena;
  /** Where it starts, in bytes from the start of the region. */
  readonly offset: number;
  readonly length: number;
  private taken = true;

  constructor(arena: BumpArena, offset: number, length: number) {
    this.arena = arena;
    this.offset = offset;
    this.length = length;
  }

  get bytes(): Uint8Array<SharedArrayBuffer> {
    this.mustBeTaken();
    return new Uint8Array(this.arena.buffer, this.offset, this.length);
  }

  /** Gives the piece back; false if something was taken behind it: then it is still taken, and can be given later. */
  give(): boolean {
    this.mustBeTaken();
    this.taken = !this.arena.lower(this.offset + ((this.length + 7) & ~7), this.offset);
    return !this.taken;
  }

  private mustBeTaken(): void {
    if (!this.taken) throw new TypeError(`The piece at byte ${this.offset} was given back before: use it only until then.`);
  }
}

function sharedLength(buffer: SharedArrayBuffer): number {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('An arena is a SharedArrayBuffer: nothing else is shared between threads.');
  return buffer.byteLength;
}

function regionSize(bytes: number): void {
  whole('The size of an arena', bytes, PREAMBLE + 8, 2 ** 31 - 8);
  if (bytes % 8 !== 0) throw new RangeError(`The size of an arena must be a multiple of 8, not ${bytes}.`);
}

function whole(what: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number from ${least} to ${most}, not ${typeof value}.`);
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}.`);
}
