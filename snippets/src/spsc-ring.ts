// atomics-snippets: spsc-ring 1.0.0 sha256:bf6a936ad94aa21a
/**
 * SPSC ring: one thread writes, one thread reads, in order, without ever waiting for each other unless they ask to.
 * `ByteRing` carries a stream of bytes, `RecordRing` keeps the boundaries of what was pushed.
 *
 * Two cursors divide the ring: the bytes from head to tail are the reader's, the others the writer's. Each cursor is moved
 * by one side only, so a plain copy of one's own is always right, and an old copy of the other's is never too generous. The
 * bytes change hands when `Atomics.store` moves a cursor: whoever loads it has seen what was done to them before. So the
 * bytes themselves may be plain memory: no reference to them is used by both sides at a time.
 *
 * Cursors count on, and wrap at 2^32; the ring's size is a power of two, so the place in it is the lowest bits of a cursor.
 * Lengths of records stand in a table in front of the bytes, for they are read before the bytes are.
 *
 * @example
 * const ring = RecordRing.create(1024); // then share ring.buffer; the other side calls RecordRing.attach(buffer)
 * const accepted = ring.push(new Uint8Array([1, 2, 3])); // false if there is no room
 * const record = ring.pop(); // a copy, or undefined if there is none
 * const stream = ByteRing.create(1024);
 * const written = stream.write(new Uint8Array(2000)); // 1024: as many as there is room for
 * const count = stream.read(new Uint8Array(500)); // 500: as many as there are
 */

/** What newer hosts offer, and older type libraries do not know. */
interface NewerAtomics {
  pause?(): void;
  waitAsync?(view: Int32Array<SharedArrayBuffer>, index: number, value: number, ms?: number): { value: string | Promise<string> };
}
declare const performance: { now(): number };

/** Words that change rarely share a cache line; each cursor has one of its own. */
const KIND = 0;
const CAPACITY = 1;
const READER_SLEEPS = 2;
const WRITER_SLEEPS = 3;
const HEAD = 16;
const TAIL = 32;
const TABLE = 48;

const BYTES_1 = 0x53_50_42_31;
const RECORDS_1 = 0x53_50_52_31;
/** Every record starts at a multiple of so many bytes, and so has a word of the table to itself. */
const RECORD_STEP = 16;

class Ring {
  readonly buffer: SharedArrayBuffer;
  readonly capacity: number;
  /** How often to look again before going to sleep. */
  spins = 200;
  protected readonly words: Int32Array<SharedArrayBuffer>;
  private readonly bytes: Uint8Array<SharedArrayBuffer>;
  private readonly mask: number;
  /** The writer's cursor, and what it knows of the reader's. */
  private tail = 0;
  private knownHead = 0;
  /** The reader's cursor, and what it knows of the writer's. */
  private head = 0;
  private knownTail = 0;

  protected constructor(buffer: SharedArrayBuffer, capacity: number, tableWords: number) {
    const start = 4 * (TABLE + tableWords);
    mustHold(buffer, start + capacity);
    this.buffer = buffer;
    this.capacity = capacity;
    this.mask = capacity - 1;
    this.words = new Int32Array(buffer, 0, TABLE + tableWords);
    this.bytes = new Uint8Array(buffer, start, capacity);
  }

  /** Sleeps until there is something to read, at most `ms` milliseconds; whether there is. For the reader. */
  waitReadable(ms = Infinity): boolean {
    const end = deadline(ms);
    for (let turn = end === 0 ? this.spins : 0; !this.hasBytes(); turn++) {
      if (turn < this.spins) (Atomics as NewerAtomics).pause?.();
      else if (!this.sleep(READER_SLEEPS, end)) return this.hasBytes();
    }
    return true;
  }

  /** Like `waitReadable`, for threads that must not block. */
  async waitReadableAsync(ms = Infinity): Promise<boolean> {
    const end = deadline(ms);
    while (!this.hasBytes()) {
      Atomics.store(this.words, READER_SLEEPS, 1);
      if (this.hasBytes()) break;
      const left = timeLeft(end);
      if (left <= 0) return false;
      await waitAsync(this.words, READER_SLEEPS, 1, left);
    }
    return true;
  }

  /** Sleeps until there is room for `count` bytes, at most `ms` milliseconds; whether there is. For the writer. */
  waitWritable(count: number, ms = Infinity): boolean {
    const end = deadline(ms);
    const needed = this.roomFor(count);
    for (let turn = end === 0 ? this.spins : 0; !this.hasRoom(needed); turn++) {
      if (turn < this.spins) (Atomics as NewerAtomics).pause?.();
      else if (!this.sleep(WRITER_SLEEPS, end, needed)) return this.hasRoom(needed);
    }
    return true;
  }

  protected roomFor(count: number): number {
    whole('The number of bytes', count, 0, this.capacity);
    return count;
  }

  protected format(kind: number): void {
    Atomics.store(this.words, HEAD, 0);
    Atomics.store(this.words, TAIL, 0);
    Atomics.store(this.words, CAPACITY, this.capacity);
    Atomics.store(this.words, KIND, kind);
  }

  protected lookUp(): void {
    this.tail = this.knownTail = Atomics.load(this.words, TAIL);
    this.head = this.knownHead = Atomics.load(this.words, HEAD);
  }

  /** Room for the writer; it looks at the reader's cursor only if there is less than wanted by what it knows. */
  protected room(wanted: number): number {
    if (this.capacity - ((this.tail - this.knownHead) | 0) < wanted) this.knownHead = Atomics.load(this.words, HEAD);
    return this.capacity - ((this.tail - this.knownHead) | 0);
  }

  /** Bytes for the reader; it looks at the writer's cursor only if there are fewer than wanted by what it knows. */
  protected filled(wanted: number): number {
    if (((this.knownTail - this.head) | 0) < wanted) this.knownTail = Atomics.load(this.words, TAIL);
    return (this.knownTail - this.head) | 0;
  }

  /** Copies `count` bytes in, and gives `step` bytes to the reader. */
  protected put(source: Uint8Array, count: number, step: number): void {
    const at = this.tail & this.mask;
    const first = Math.min(count, this.capacity - at);
    this.bytes.set(first === source.length ? source : source.subarray(0, first), at);
    if (first < count) this.bytes.set(source.subarray(first, count), 0);
    this.tail = (this.tail + step) | 0;
    Atomics.store(this.words, TAIL, this.tail);
    this.wake(READER_SLEEPS);
  }

  /** Copies `count` bytes out, and gives `step` bytes to the writer. */
  protected get(target: Uint8Array, count: number, step: number): void {
    const at = this.head & this.mask;
    const first = Math.min(count, this.capacity - at);
    target.set(this.bytes.subarray(at, at + first));
    if (first < count) target.set(this.bytes.subarray(0, count - first), first);
    this.head = (this.head + step) | 0;
    Atomics.store(this.words, HEAD, this.head);
    this.wake(WRITER_SLEEPS);
  }

  /** The word of the table for the record at the writer's or the reader's cursor. */
  protected tableAtTail(): number {
    return TABLE + ((this.tail & this.mask) / RECORD_STEP);
  }
  protected tableAtHead(): number {
    return TABLE + ((this.head & this.mask) / RECORD_STEP);
  }

  private hasBytes(): boolean {
    return this.filled(1) > 0;
  }
  private hasRoom(needed: number): boolean {
    return this.room(needed) >= needed;
  }

  /** The flag first, then a look: the other side moves its cursor first, and then looks at the flag. False if time is up. */
  private sleep(flag: number, end: number, needed = 0): boolean {
    Atomics.store(this.words, flag, 1);
    if (flag === READER_SLEEPS ? this.hasBytes() : this.hasRoom(needed)) return true;
    const left = timeLeft(end);
    if (left <= 0) return false;
    Atomics.wait(this.words, flag, 1, left);
    return true;
  }

  private wake(flag: number): void {
    if (Atomics.load(this.words, flag) !== 0 && Atomics.exchange(this.words, flag, 0) !== 0) Atomics.notify(this.words, flag, 1);
  }
}

export class ByteRing extends Ring {
  static bytesFor(capacity: number): number {
    return 4 * TABLE + powerOfTwo(capacity);
  }

  /** Makes a ring of `capacity` bytes, a power of two, in a buffer of its own or in one that nobody else uses yet. */
  static create(capacity: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(ByteRing.bytesFor(capacity))): ByteRing {
    const ring = new ByteRing(buffer, powerOfTwo(capacity), 0);
    ring.format(BYTES_1);
    return ring;
  }

  /** A handle for the reader or for the writer, which goes on where the last one stopped. */
  static attach(buffer: SharedArrayBuffer): ByteRing {
    const ring = new ByteRing(buffer, capacityOf(buffer, BYTES_1, 'ByteRing'), 0);
    ring.lookUp();
    return ring;
  }

  /** Writes as many bytes as there is room for; how many. */
  write(source: Uint8Array): number {
    const count = Math.min(source.length, this.room(source.length));
    if (count > 0) this.put(source, count, count);
    return count;
  }

  /** Reads as many bytes as there are, and `target` has room for; how many. */
  read(target: Uint8Array): number {
    const count = Math.min(target.length, this.filled(target.length));
    if (count > 0) this.get(target, count, count);
    return count;
  }
}

export class RecordRing extends Ring {
  static bytesFor(capacity: number): number {
    return 4 * (TABLE + tableOf(powerOfTwo(capacity))) + capacity;
  }

  /** Makes a ring of `capacity` bytes, a power of two; a record takes its length, rounded up to 16 (an empty one 16). */
  static create(capacity: number, buffer: SharedArrayBuffer = new SharedArrayBuffer(RecordRing.bytesFor(capacity))): RecordRing {
    const ring = new RecordRing(buffer, powerOfTwo(capacity), tableOf(capacity));
    ring.format(RECORDS_1);
    return ring;
  }

  /** A handle for the reader or for the writer, which goes on where the last one stopped. */
  static attach(buffer: SharedArrayBuffer): RecordRing {
    const capacity = capacityOf(buffer, RECORDS_1, 'RecordRing');
    const ring = new RecordRing(buffer, capacity, tableOf(capacity));
    ring.lookUp();
    return ring;
  }

  /** Adds a copy of the record; false if there is no room for it. */
  push(record: Uint8Array): boolean {
    const step = this.roomFor(record.length);
    if (this.room(step) < step) return false;
    Atomics.store(this.words, this.tableAtTail(), record.length);
    this.put(record, record.length, step);
    return true;
  }

  /** Takes the oldest record out, as a copy; undefined if there is none. */
  pop(): Uint8Array<ArrayBuffer> | undefined {
    if (this.filled(1) === 0) return undefined;
    const length = Atomics.load(this.words, this.tableAtHead());
    const record = new Uint8Array(length);
    this.get(record, length, this.roomFor(length));
    return record;
  }

  protected override roomFor(count: number): number {
    whole('The length of a record', count, 0, this.capacity);
    return Math.max(RECORD_STEP, (count + RECORD_STEP - 1) & -RECORD_STEP);
  }
}

/** Words of the table, an even number, so that the bytes behind it start at a multiple of 8. */
const tableOf = (capacity: number): number => Math.max(2, capacity / RECORD_STEP);

function powerOfTwo(capacity: number): number {
  whole('capacity', capacity, RECORD_STEP, 2 ** 30);
  if ((capacity & (capacity - 1)) !== 0) throw new RangeError(`capacity must be a power of two, not ${capacity}.`);
  return capacity;
}

function capacityOf(buffer: SharedArrayBuffer, wanted: number, name: string): number {
  mustHold(buffer, 4 * TABLE + RECORD_STEP);
  const start = new Int32Array(buffer, 0, TABLE);
  const kind = Atomics.load(start, KIND);
  if (kind !== wanted) throw new RangeError(`The buffer holds no ${name} of version 1, its first word is ${kind}: make it with ${name}.create first.`);
  return powerOfTwo(Atomics.load(start, CAPACITY));
}

function mustHold(buffer: SharedArrayBuffer, bytes: number): void {
  if (!(buffer instanceof SharedArrayBuffer)) throw new TypeError('A ring is a SharedArrayBuffer: nothing else is shared between threads.');
  if (buffer.byteLength % 8 !== 0) throw new RangeError(`The size of a ring's buffer must be a multiple of 8, not ${buffer.byteLength}.`);
  if (buffer.byteLength < bytes) throw new RangeError(`The ring needs ${bytes} bytes; the buffer has ${buffer.byteLength}.`);
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
  if (!waiting) throw new TypeError('This host has no Atomics.waitAsync: read from a timer instead.');
  await waiting.value;
}
