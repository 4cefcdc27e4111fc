/** The shared regions of one execution, with a shadow of clocks for every cell and every byte. */

/** Bytes that are accessed atomically at one width. */
export interface Cell {
  readonly byte: number;
  readonly width: number;
  readonly address: number;
  /** The execution that the rest belongs to. */
  epoch: number;
  /** Knowledge released by the last atomic write; what an atomic read of that write acquires. */
  readonly released: Int32Array;
  readonly reads: Int32Array;
  readonly writes: Int32Array;
  readonly sites: Int32Array;
  /** Counts the changes of its value: how a spinning thread learns that something is new. */
  version: number;
}

/** Plain accesses to one byte: for each thread the own clock of its last read and write, and where. */
export interface ByteShadow {
  epoch: number;
  readonly reads: Int32Array;
  readonly writes: Int32Array;
  readonly readSites: Int32Array;
  readonly writeSites: Int32Array;
}

/** Bytes of address space a region; the addresses of the first 32 regions are small integers. */
const STRIDE = 2 ** 26;

export class Region {
  /** The cell that covers a byte, if one ever did. */
  readonly cells: (Cell | undefined)[] = [];
  readonly bytes: (ByteShadow | undefined)[] = [];
  /** The last execution with a plain access. */
  plainEpoch = -1;
  readonly base: number;
  private readonly words: Uint8Array;
  private initial: Uint8Array | undefined;

  constructor(readonly id: number, readonly buffer: SharedArrayBuffer, readonly length: number, readonly limit: number | undefined) {
    this.base = id * STRIDE;
    this.words = new Uint8Array(buffer);
  }

  clear(): void {
    if (this.initial) this.words.set(this.initial);
    else this.words.fill(0);
  }

  /** From now on `clear` restores what the bytes are now. */
  keep(): void {
    this.initial = this.words.slice();
  }
}

interface Tagged { region?: Region }
export type GrowOptions = { readonly maxByteLength?: number };

/**
 * The n-th `new SharedArrayBuffer(size)` of each execution gets the same buffer, zeroed: an allocation an execution
 * would cost more than the execution. Buffers that modules make when they are loaded get back the bytes they had then.
 */
export class Regions {
  private readonly pool: Region[] = [];
  /** How many of them belong to modules. */
  fixed = 0;
  private next = 0;

  /** Starts an execution. */
  reset(): void {
    this.next = this.fixed;
    this.keeping = false;
    for (let i = 0; i < this.fixed; i++) this.pool[i]!.clear();
  }

  /** Starts another run of one thread's code, which asks for the same buffers again and must not change them. */
  rewind(): void {
    this.next = this.fixed;
    this.keeping = true;
  }
  private keeping = false;

  /** The buffers of this execution, in the order in which they were made. */
  made(): readonly SharedArrayBuffer[] {
    return this.pool.slice(0, this.next).map((r) => r.buffer);
  }

  /** What was made so far belongs to the modules. */
  seal(): void {
    this.fixed = this.next;
    for (let i = 0; i < this.fixed; i++) this.pool[i]!.keep();
  }

  create(length: number, options?: GrowOptions): SharedArrayBuffer {
    if (length > STRIDE) throw new RangeError(`The checker models regions of at most ${STRIDE} bytes, not ${length}.`);
    const at = this.next++;
    const limit = options?.maxByteLength;
    const pooled = this.pool[at];
    if (pooled && pooled.length === length && pooled.limit === limit && (this.keeping || limit === undefined)) {
      if (!this.keeping) pooled.clear();
      return pooled.buffer;
    }
    // A growable buffer may have grown, and cannot shrink: it is made anew.
    const Growable = SharedArrayBuffer as new (n: number, o?: GrowOptions) => SharedArrayBuffer;
    const buffer = limit === undefined ? new SharedArrayBuffer(length) : new Growable(length, options);
    this.adopt(buffer, at, length, limit);
    return buffer;
  }

  /** The region of a buffer that `create` made; others (of WebAssembly, say) are adopted when first met. */
  of(buffer: SharedArrayBuffer): Region {
    return (buffer as Tagged).region ?? this.adopt(buffer, this.next++, buffer.byteLength, undefined);
  }

  private adopt(buffer: SharedArrayBuffer, id: number, length: number, limit: number | undefined): Region {
    const region = new Region(id, buffer, length, limit);
    this.pool[id] = region;
    Object.defineProperty(buffer, 'region', { value: region, configurable: true });
    return region;
  }
}
