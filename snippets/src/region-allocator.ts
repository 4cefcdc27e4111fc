// atomics-snippets: region-allocator 1.0.0 sha256:70ff380d71f5bcd4
/**
 * Region allocator: threads claim segments of one region of shared memory, each for itself alone.
 *
 * The region is a `SharedArrayBuffer`, aligned to 8, its size a multiple of 8. After a preamble it is a chain of segments
 * without gaps. The first 8 bytes of a segment are its header, two Int32 words: the busy flag (0 is free, else the owner's
 * thread number plus one; negative while the segment is on its way to that thread) and the length of the payload.
 *
 * The assumptions that make this sound, and what keeps each of them true:
 *
 * - "Allocations always happen at 8-byte aligned addresses": the size of the region is checked, every length rounded up.
 * - "The first 8 bytes are never overwritten": the views of a segment start behind its header and end before the next
 *   one, and every length read from a header is checked.
 * - "… or treated in non-atomic fashion": only `Atomics` touch a header, and always as the same two words.
 * - "Exclusive access": `compareExchange` from free to mine claims a segment, from mine to free releases it. The next
 *   owner has seen everything that the last one did.
 * - "All accesses to the same bytes are atomic": where neighbours merge, a header becomes payload, which is not. So no
 *   other thread may be looking at headers then: each says at its seat when it does, and who merges bars the seats first.
 *
 * Every single store leaves the chain whole, so a thread may die anywhere: `recover` gives back what it held.
 *
 * @example
 * const region = Region.create(1 << 16); // then share region.buffer; other threads call Region.attach(buffer)
 * const segment = region.allocate(100); // undefined if there is no room now
 * if (segment) {
 *   segment.bytes.set([1, 2, 3]); // exactly 100 bytes, this thread's alone
 *   segment.release();
 * }
 * const later = region.allocateWait(1000, 50); // sleeps until there is room, at most 50 ms
 * later?.release();
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
interface GrowableBuffer extends SharedArrayBuffer {
  readonly maxByteLength: number;
  grow(bytes: number): void;
}
declare const performance: { now(): number };

/** Words of the preamble. */
const FORMAT = 0;
const GATE = 1;
const END = 2;
const EVENT = 3;
const THREADS = 4;
/** One more than the highest seat that was ever taken. */
const SEATED = 5;

const REGION_1 = 0x52_47_4e_31;
/** The gate is open, or holds the token of the one thread that merges, grows, recovers or sits down. */
const OPEN = 0;
/** Lowest bit of the event count: somebody waits for room. */
const WAITED = 1;

/** A seat has two words, in a cache line of its own: what its thread does, and where it looks first. */
const SEAT_WORDS = 16;
const HINT = 1;
const VACANT = 0;
const OUTSIDE = 1;
const INSIDE = 2;
const BARRED = 3;
/** Outside, and another thread was alone since: the hint or the end of the region may be another now. */
const CHANGED = 4;

/** The header of a segment: its bytes, and its words. */
const HEADER = 8;
const LENGTH = 1;
const FREE = 0;

/** What a search returns in place of an offset. */
const FULL = 0;
const BUSY = -1;

export interface RegionStats {
  readonly segments: number;
  readonly usedBytes: number;
  readonly freeBytes: number;
  readonly largestFree: number;
}

export class Region {
  readonly buffer: SharedArrayBuffer;
  readonly thread: number;
  readonly threads: number;
  /** How often one operation looks again while other threads are in the way, before it gives up or sleeps. */
  readonly spins: number;
  private words: Int32Array<SharedArrayBuffer>;
  private readonly token: number;
  private readonly seat: number;
  private readonly first: number;
  private readonly most: number;
  private end: number;
  /** A segment that this thread released, or what was left of one that it split. */
  private hint: number;
  private patience = 0;
  /** The last search failed because other threads were in the way, not for want of room. */
  private busy = false;

  private constructor(buffer: SharedArrayBuffer, thread: number, threads: number, spins: number) {
    this.buffer = buffer;
    this.thread = thread;
    this.threads = threads;
    this.spins = spins;
    this.words = new Int32Array(buffer, 0, buffer.byteLength >> 2);
    this.token = thread + 1;
    this.seat = seatOf(thread);
    this.first = this.hint = seatOf(threads) << 2;
    this.end = buffer.byteLength;
    this.most = Math.min(((buffer as GrowableBuffer).maxByteLength ?? this.end) & ~7, 2 ** 31 - 8);
  }

  /** Makes a region, in a new buffer or in one that nobody else uses yet. Its maker is thread 0 of `threads`. */
  static create(place: number | SharedArrayBuffer, { threads = 8, maxBytes = 0, spins = 10_000 } = {}): Region {
    whole('threads', threads, 1, 1024);
    whole('spins', spins, 0, 1e6);
    const bytes = typeof place === 'number' ? place : sharedLength(place);
    multipleOf8('The size of a region', bytes, (seatOf(threads) << 2) + 2 * HEADER);
    if (maxBytes !== 0) multipleOf8('maxBytes', maxBytes, bytes);
    const region = new Region(typeof place === 'number' ? newBuffer(bytes, maxBytes) : place, 0, threads, spins);
    region.format(bytes);
    return region;
  }

  /** This thread's handle of a region made elsewhere: in a seat of its choice, or in any that is vacant. */
  static attach(buffer: SharedArrayBuffer, thread?: number, { spins = 10_000 } = {}): Region {
    multipleOf8('The size of a region', sharedLength(buffer), (seatOf(1) << 2) + 2 * HEADER);
    const preamble = new Int32Array(buffer, 0, SEAT_WORDS);
    const format = Atomics.load(preamble, FORMAT);
    if (format !== REGION_1) throw new RangeError(`The buffer holds no region of version 1, its first word is ${format}: make the region with Region.create first.`);
    const threads = Atomics.load(preamble, THREADS);
    if (thread !== undefined) whole('thread', thread, 0, threads - 1);
    whole('spins', spins, 0, 1e6);
    for (let t = thread ?? 0; t <= (thread ?? threads - 1); t++) {
      const region = new Region(buffer, t, threads, spins);
      if (region.sitDown()) return region;
    }
    const which = thread === undefined ? `among ${threads}` : `for thread ${thread}`;
    throw new RangeError(`No seat is vacant ${which}: every handle has its own, and recover(thread) vacates that of a thread which has ended.`);
  }

  /** A segment of `bytes` bytes; undefined if there is no room, or other threads are in the way for long. */
  allocate(bytes: number): Segment | undefined {
    whole('The size of a segment', bytes, 1, this.most - this.first - HEADER);
    const at = this.find((bytes + 7) & ~7);
    this.busy = at === BUSY;
    return at > 0 ? new Segment(this, at, bytes) : undefined;
  }

  /** Like `allocate`, but sleeps until there is room or `ms` milliseconds have passed. For threads that may block. */
  allocateWait(bytes: number, ms = Infinity): Segment | undefined {
    const end = deadline(ms);
    let found = this.allocate(bytes);
    while (!found) {
      const event = this.expectRoom();
      found = this.allocate(bytes);
      const left = timeLeft(end);
      if (found || left <= 0) return found;
      Atomics.wait(this.words, EVENT, event, this.busy ? Math.min(left, 1) : left);
    }
    return found;
  }

  /** Like `allocateWait`, for threads that must not block. That its promise resolved gives no right yet: it claims anew. */
  async allocateAsync(bytes: number, ms = Infinity): Promise<Segment | undefined> {
    const end = deadline(ms);
    let found = this.allocate(bytes);
    while (!found) {
      const event = this.expectRoom();
      found = this.allocate(bytes);
      const left = timeLeft(end);
      if (found || left <= 0) return found;
      const waiting = (Atomics as NewerAtomics).waitAsync?.(this.words, EVENT, event, this.busy ? Math.min(left, 1) : left);
      if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: call allocate from a timer instead.');
      await waiting.value;
    }
    return found;
  }

  /** The segment at `offset` that another thread handed over to this one, as long as its header says. */
  adopt(offset: number): Segment {
    this.mustEnter();
    try {
      let at = this.first;
      while (at < offset && at < this.end) at = this.after(at);
      const given = at === offset && at < this.end && Atomics.compareExchange(this.words, at >> 2, -this.token, this.token) === -this.token;
      if (!given) throw new RangeError(`No segment at byte ${offset} was handed over to thread ${this.thread}: adopt what handOver returned, once.`);
      return new Segment(this, at, this.lengthAt(at));
    } finally {
      this.leave();
    }
  }

  /** Merges all free neighbours, as searches do on their way; false if other threads are in the way. */
  compact(): boolean {
    if (!this.enterAlone()) return false;
    try {
      for (let at = this.first; at < this.end; ) at = this.isFree(at) ? this.merge(at) : this.after(at);
    } finally {
      this.leaveAlone();
    }
    return true;
  }

  /** Makes the region `bytes` long, in a growable buffer; false if other threads are in the way. */
  grow(bytes: number): boolean {
    if (!this.enterAlone()) return false;
    try {
      if (this.end + 2 * HEADER > this.most) throw new RangeError(`The region has the ${this.end} bytes already that its buffer can have: make it with maxBytes.`);
      multipleOf8('The new size of the region', bytes, this.end + 2 * HEADER, this.most);
      if (this.buffer.byteLength < bytes) (this.buffer as GrowableBuffer).grow(bytes);
      this.words = new Int32Array(this.buffer, 0, bytes >> 2);
      // New bytes are 0: the busy flag says free already.
      Atomics.store(this.words, (this.end >> 2) + LENGTH, bytes - this.end - HEADER);
      Atomics.store(this.words, END, bytes);
      this.end = bytes;
      this.announce();
    } finally {
      this.leaveAlone();
    }
    return true;
  }

  /** Releases what a thread held that has ended, wherever it was, and vacates its seat; how many segments it held. */
  recover(thread: number): number {
    whole('thread', thread, 0, this.threads - 1);
    if (thread === this.thread) throw new RangeError(`Thread ${thread} cannot recover itself: another one must, after it has ended.`);
    this.mustTakeGate(thread + 1);
    let released = 0;
    try {
      this.renew();
      if (Atomics.load(this.words, seatOf(thread)) === VACANT) return 0;
      for (let at = this.first; at < this.end; at = this.after(at)) {
        const owner = Atomics.load(this.words, at >> 2);
        if (Math.abs(owner) === thread + 1 && Atomics.compareExchange(this.words, at >> 2, owner, FREE) === owner) released++;
      }
      Atomics.store(this.words, seatOf(thread), VACANT);
      this.announce();
    } finally {
      this.open();
    }
    return released;
  }

  stats(): RegionStats {
    this.mustEnter();
    let [segments, usedBytes, freeBytes, largestFree] = [0, 0, 0, 0];
    try {
      for (let at = this.first; at < this.end; at = this.after(at)) {
        const length = this.lengthAt(at);
        segments++;
        if (!this.isFree(at)) usedBytes += length;
        else {
          freeBytes += length;
          largestFree = Math.max(largestFree, length);
        }
      }
    } finally {
      this.leave();
    }
    return { segments, usedBytes, freeBytes, largestFree };
  }

  /** For segments: from this thread to nobody (0) or to another thread; false if it does not belong to this thread. */
  pass(at: number, owner: number): boolean {
    // The hint goes first: once the segment is free, another thread may merge it, and then corrects the hint.
    if (owner === FREE) this.lookFirstAt(at);
    const mine = Atomics.compareExchange(this.words, at >> 2, this.token, owner) === this.token;
    if (!mine) this.lookFirstAt(this.first);
    else if (owner === FREE) this.announce();
    return mine;
  }

  /** Looks where this thread was last, beside the others; then, alone, at all segments. */
  private find(length: number): number {
    this.patience = this.spins;
    while (this.enter()) {
      try {
        const at = this.hint;
        if (this.lengthAt(at) >= length && this.claim(at, length)) return at;
        if (this.close()) return this.search(length);
      } finally {
        this.leave();
      }
      // Whoever is alone or wants to be needs this thread outside, and would never find it there if it came back at once.
      do if (!this.hesitate()) return BUSY;
      while (Atomics.load(this.words, GATE) !== OPEN);
    }
    return BUSY;
  }

  /** From the hint to the end, then from the start: the first free segment with enough room, merging on the way. */
  private search(length: number): number {
    try {
      for (let at = this.hint, rounds = at === this.first ? 1 : 2; rounds > 0; ) {
        const free = this.isFree(at);
        const next = free ? this.merge(at) : this.after(at);
        if (free && next - at - HEADER >= length && this.claim(at, length)) return at;
        at = next < this.end ? next : this.first;
        if (at === this.first) rounds--;
      }
      return FULL;
    } finally {
      this.open();
    }
  }

  private claim(at: number, length: number): boolean {
    if (Atomics.compareExchange(this.words, at >> 2, FREE, this.token) !== FREE) return false;
    // Only now does the length stand still: a thread that owned the segment a moment ago may have split it.
    const found = this.lengthIfWhole(at);
    if (found >= length + 2 * HEADER) this.split(at, length, found);
    if (found >= length) return true;
    this.pass(at, FREE);
    return false;
  }

  /** The header of the rest comes first; the shorter length, which makes it part of the chain, last. */
  private split(at: number, length: number, found: number): void {
    const rest = at + HEADER + length;
    Atomics.store(this.words, rest >> 2, FREE);
    Atomics.store(this.words, (rest >> 2) + LENGTH, found - length - HEADER);
    Atomics.store(this.words, (at >> 2) + LENGTH, length);
    this.lookFirstAt(rest);
    this.announce();
  }

  /** Alone, joins the free segment at `at` with the free ones behind it; the offset of what comes after. */
  private merge(at: number): number {
    const behind = this.after(at);
    let next = behind;
    while (next < this.end && this.isFree(next)) next = this.after(next);
    if (next === behind) return next;
    Atomics.store(this.words, (at >> 2) + LENGTH, next - at - HEADER);
    for (let thread = Atomics.load(this.words, SEATED) - 1; thread >= 0; thread--) {
      const hint = Atomics.load(this.words, seatOf(thread) + HINT);
      if (hint > at && hint < next) Atomics.compareExchange(this.words, seatOf(thread) + HINT, hint, at);
    }
    this.hint = Atomics.load(this.words, this.seat + HINT);
    return next;
  }

  private isFree(at: number): boolean {
    return Atomics.load(this.words, at >> 2) === FREE;
  }

  private after(at: number): number {
    return at + HEADER + this.lengthAt(at);
  }

  private lengthAt(at: number): number {
    const length = this.lengthIfWhole(at);
    if (length < 0) throw new RangeError(`The header at byte ${at} was overwritten: the length in it cannot be.`);
    return length;
  }

  /** The length in a header, -1 if it cannot be one. */
  private lengthIfWhole(at: number): number {
    const length = Atomics.load(this.words, (at >> 2) + LENGTH);
    return length < 8 || length % 8 !== 0 || length > this.end - at - HEADER ? -1 : length;
  }

  private lookFirstAt(at: number): void {
    if (at === this.hint) return;
    this.hint = at;
    Atomics.store(this.words, this.seat + HINT, at);
  }

  /** Takes this thread inside, where it may look at headers; false if it is barred for too long. */
  private enter(): boolean {
    if (Atomics.compareExchange(this.words, this.seat, OUTSIDE, INSIDE) === OUTSIDE) return true;
    do {
      if (Atomics.compareExchange(this.words, this.seat, CHANGED, INSIDE) !== CHANGED) continue;
      this.renew();
      return true;
    } while (this.hesitate());
    if (Atomics.load(this.words, this.seat) === VACANT) throw new Error(`Thread ${this.thread} has lost its seat, because it was recovered: attach again.`);
    return false;
  }

  private leave(): void {
    Atomics.store(this.words, this.seat, OUTSIDE);
  }

  private renew(): void {
    this.end = Atomics.load(this.words, END);
    this.hint = Atomics.load(this.words, this.seat + HINT);
    if (this.end > this.words.byteLength) this.words = new Int32Array(this.buffer, 0, this.end >> 2);
  }

  /** From inside: bars all other seats. Then no other thread looks at headers until `open`, though owners may release. */
  private close(): boolean {
    if (Atomics.compareExchange(this.words, GATE, OPEN, this.token) !== OPEN) return false;
    for (let thread = Atomics.load(this.words, SEATED) - 1; thread >= 0; ) {
      const was = Atomics.load(this.words, seatOf(thread));
      const outside = was === OUTSIDE || was === CHANGED;
      if (thread === this.thread || was === VACANT) thread--;
      else if (outside && Atomics.compareExchange(this.words, seatOf(thread), was, BARRED) === was) thread--;
      else if (!this.hesitate()) {
        this.open();
        return false;
      }
    }
    return true;
  }

  private open(): void {
    for (let thread = Atomics.load(this.words, SEATED) - 1; thread >= 0; thread--) Atomics.compareExchange(this.words, seatOf(thread), BARRED, CHANGED);
    Atomics.store(this.words, GATE, OPEN);
  }

  private enterAlone(): boolean {
    this.patience = this.spins;
    if (!this.enter()) return false;
    if (this.close()) return true;
    this.leave();
    return false;
  }

  private leaveAlone(): void {
    this.open();
    this.leave();
  }

  private mustEnter(): void {
    this.patience = 100 * this.spins;
    if (!this.enter()) throw this.gateError();
  }

  /** Takes the gate when it is open, or when a thread holds it that has died. */
  private mustTakeGate(dead = OPEN): void {
    this.patience = 100 * this.spins;
    while (Atomics.compareExchange(this.words, GATE, OPEN, this.token) !== OPEN) {
      if (dead !== OPEN && Atomics.compareExchange(this.words, GATE, dead, this.token) === dead) return this.repairHints();
      if (!this.hesitate()) throw this.gateError();
    }
  }

  /** A thread died while it was alone, perhaps between a merge and the correction of the hints. */
  private repairHints(): void {
    for (let thread = Atomics.load(this.words, SEATED) - 1; thread >= 0; thread--) {
      if (Atomics.load(this.words, seatOf(thread)) === BARRED) Atomics.store(this.words, seatOf(thread) + HINT, this.first);
    }
  }

  private gateError(): Error {
    const thread = Atomics.load(this.words, GATE) - 1;
    return new Error(`Thread ${thread} keeps the others out: try again, or call recover(${thread}) if it has ended.`);
  }

  private hesitate(): boolean {
    (Atomics as NewerAtomics).pause?.();
    return this.patience-- > 0;
  }

  private sitDown(): boolean {
    this.mustTakeGate();
    const vacant = Atomics.load(this.words, this.seat) === VACANT;
    if (vacant) {
      Atomics.store(this.words, this.seat + HINT, this.first);
      Atomics.store(this.words, this.seat, CHANGED);
      if (this.thread >= Atomics.load(this.words, SEATED)) Atomics.store(this.words, SEATED, this.thread + 1);
    }
    this.open();
    return vacant;
  }

  private format(bytes: number): void {
    for (let word = 0; word < this.first >> 2; word++) Atomics.store(this.words, word, 0);
    Atomics.store(this.words, this.first >> 2, FREE);
    Atomics.store(this.words, (this.first >> 2) + LENGTH, bytes - this.first - HEADER);
    Atomics.store(this.words, THREADS, this.threads);
    Atomics.store(this.words, SEATED, 1);
    Atomics.store(this.words, END, bytes);
    Atomics.store(this.words, this.seat + HINT, this.first);
    Atomics.store(this.words, this.seat, CHANGED);
    Atomics.store(this.words, FORMAT, REGION_1);
  }

  /** The event count, marked: from now on, whatever may make room changes it and notifies. */
  private expectRoom(): number {
    return Atomics.or(this.words, EVENT, WAITED) | WAITED;
  }

  /** There may be room where there was none. If the exchange fails, another thread has announced it meanwhile. */
  private announce(): void {
    const event = Atomics.load(this.words, EVENT);
    if ((event & WAITED) !== 0 && Atomics.compareExchange(this.words, EVENT, event, (event + 1) | 0) === event) Atomics.notify(this.words, EVENT);
  }
}

/** A piece of the region that belongs to one thread until it is released, at the end of a `using` scope at the latest. */
export class Segment {
  readonly region: Region;
  /**
   * Where its header is, in bytes from the start of the region: what another thread adopts.
   * @region aligned 8
   */
  readonly offset: number;
  /** The bytes that were asked for. */
  readonly length: number;
  private held = true;

  constructor(region: Region, offset: number, length: number) {
    this.region = region;
    this.offset = offset;
    this.length = length;
  }

  /** The payload, and nothing else. Do not keep it beyond the release. */
  get bytes(): Uint8Array<SharedArrayBuffer> {
    this.mustBeHeld();
    return new Uint8Array(this.region.buffer, this.offset + HEADER, this.length);
  }

  get words(): Int32Array<SharedArrayBuffer> {
    this.mustBeHeld();
    return new Int32Array(this.region.buffer, this.offset + HEADER, this.length >> 2);
  }

  release(): void {
    this.pass(FREE);
  }

  /** Makes it the other thread's, which adopts it by the offset that is returned. */
  handOver(thread: number): number {
    whole('thread', thread, 0, this.region.threads - 1);
    this.pass(-(thread + 1));
    return this.offset;
  }

  [Symbol.dispose](): void {
    if (this.held) this.release();
  }

  private pass(owner: number): void {
    this.mustBeHeld();
    this.held = false;
    if (!this.region.pass(this.offset, owner)) throw new RangeError(`The segment at byte ${this.offset} no longer belongs to thread ${this.region.thread}: it was recovered.`);
  }

  private mustBeHeld(): void {
    if (!this.held) throw new TypeError(`The segment at byte ${this.offset} was released or handed over before: use it only until then.`);
  }
}

const seatOf = (thread: number): number => SEAT_WORDS * (1 + thread);

function newBuffer(bytes: number, maxBytes: number): SharedArrayBuffer {
  if (maxBytes === 0) return new SharedArrayBuffer(bytes);
  return new (SharedArrayBuffer as new (bytes: number, options: { maxByteLength: number }) => SharedArrayBuffer)(bytes, { maxByteLength: maxBytes });
}

function sharedLength(buffer: SharedArrayBuffer): number {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A region is a SharedArrayBuffer: nothing else is shared between threads.');
  return buffer.byteLength;
}

function whole(what: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number from ${least} to ${most}, not ${typeof value}.`);
  if (!Number.isInteger(value) || value < least || value > most) throw new RangeError(`${what} must be a whole number from ${least} to ${most}, not ${value}.`);
}

function multipleOf8(what: string, value: number, least: number, most = 2 ** 31 - 8): void {
  whole(what, value, least, most);
  if (value % 8 !== 0) throw new RangeError(`${what} must be a multiple of 8, not ${value}.`);
}

/** The clock is read only where a time was given. */
function deadline(ms: number): number {
  if (typeof ms !== 'number' || !(ms >= 0)) throw new RangeError(`The time to wait must be a number of milliseconds, 0 or more, not ${ms}.`);
  return ms === Infinity ? ms : performance.now() + ms;
}
const timeLeft = (end: number): number => (end === 0 || end === Infinity ? end : end - performance.now());
