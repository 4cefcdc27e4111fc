/** The shared regions of one execution, with a shadow of clocks for every cell and every byte. */

export interface Cell {
  epoch: number;
  width: number;
  /** Knowledge released by the last atomic write; what an atomic read of that write acquires. */
  readonly released: Int32Array;
  readonly reads: Int32Array;
  readonly writes: Int32Array;
  site: number;
  /** Counts the writes of this execution: how a spinning thread learns that something changed. */
  version: number;
}

/** Plain accesses to one byte: for each thread the own clock of its last read and write, and where. */
export interface ByteShadow {
  epoch: number;
  readonly reads: Int32Array;
  readonly writes: Int32Array;
  readSite: number;
  writeSite: number;
}

export class Region {
  readonly cells: (Cell | undefined)[] = [];
  /** First byte of the cell that covers a byte, plus one; 0 if it was never accessed atomically. Of one execution. */
  readonly cellOf: Int32Array;
  cellsEpoch = 0;
  readonly bytes: (ByteShadow | undefined)[] = [];
  plainEpoch = 0;
  private readonly words: Uint8Array;

  constructor(readonly id: number, readonly buffer: SharedArrayBuffer, readonly length: number, readonly limit: number | undefined) {
    const span = limit ?? length;
    this.cellOf = new Int32Array(span);
    this.words = new Uint8Array(buffer);
  }

  clear(): void {
    if (this.limit === undefined) this.words.fill(0);
  }
}

const known = new WeakMap<object, Region>();
/** Bytes of address space a region; addresses stay exact integers. */
const STRIDE = 2 ** 26;

/**
 * Regions are taken from a pool: the n-th `new SharedArrayBuffer(size)` of each execution gets the same buffer,
 * zeroed. An allocation an execution would cost more than the execution.
 */
export class Regions {
  private readonly pool: Region[] = [];
  private next = 0;

  reset(): void {
    this.next = 0;
  }

  create(length: number, options?: { maxByteLength?: number }): SharedArrayBuffer {
    const at = this.next++;
    const limit = options?.maxByteLength;
    const pooled = this.pool[at];
    // A growable buffer may have grown, and cannot shrink: it is made anew.
    if (pooled && pooled.length === length && limit === undefined && pooled.limit === undefined) {
      pooled.clear();
      return pooled.buffer;
    }
    const Growable = SharedArrayBuffer as new (n: number, o?: { maxByteLength?: number }) => SharedArrayBuffer;
    const buffer = limit === undefined ? new SharedArrayBuffer(length) : new Growable(length, options);
    this.pool[at] = this.adopt(buffer, at, length, limit);
    return buffer;
  }

  /** The region of `buffer`; one that the program did not make itself is adopted under the next free number. */
  of(buffer: ArrayBufferLike): Region {
    const tagged = (buffer as Tagged).region ?? known.get(buffer);
    return tagged ?? this.adopt(buffer as SharedArrayBuffer, 1000 + this.foreign++, buffer.byteLength, undefined);
  }
  private foreign = 0;

  private adopt(buffer: SharedArrayBuffer, id: number, length: number, limit: number | undefined): Region {
    const region = new Region(id, buffer, length, limit);
    if (Object.isExtensible(buffer)) Object.defineProperty(buffer, 'region', { value: region, configurable: true });
    known.set(buffer, region);
    return region;
  }

  buffers(): readonly SharedArrayBuffer[] {
    return this.pool.slice(0, this.next).map((r) => r.buffer);
  }
}

interface Tagged { readonly region?: Region }

export const addressOf = (region: Region, byte: number): number => region.id * STRIDE + byte;
export const describeAddress = (address: number): { region: number; byte: number } =>
  ({ region: Math.floor(address / STRIDE), byte: address % STRIDE });
