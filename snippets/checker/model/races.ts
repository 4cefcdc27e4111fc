/**
 * Happens-before as ECMA-262 defines it, by vector clocks, and the data races it leaves.
 *
 * Edges: an atomic read synchronises with the atomic write it reads from (same byte range); a waiter that is woken
 * synchronises with the notify that woke it, and that notify with the waiter it wakes (leaving and entering the
 * critical section of the waiter list); the end of a thread synchronises with its join. Other orders of a critical
 * section are edges too, but which they are is luck: code that needs one is reported. The continuation of
 * `waitAsync` gets no edge.
 */

import { Failure } from './failure.ts';
import type { ByteShadow, Cell, Region } from './region.ts';

/** Says where a step of a thread is in the source; thread -1 is "somebody". */
export type Describe = (thread: number, site: number) => string;

export class HappensBefore {
  /** `clocks[t][u]`: how much of thread u's past thread t knows. */
  clocks: Int32Array[] = [];
  epoch = 0;
  private n = 0;
  /** If set, races are told to it instead of thrown. */
  onRace: ((address: number, thread: number, other: number) => void) | undefined = undefined;

  constructor(private readonly describe: Describe) {}

  reset(threads: number): void {
    this.epoch++;
    this.n = threads;
    if (this.clocks.length !== threads) this.clocks = Array.from({ length: threads }, () => new Int32Array(threads));
    for (let t = 0; t < threads; t++) this.clocks[t]!.fill(0)[t] = 1;
  }

  join(thread: number, other: Int32Array): void {
    const own = this.clocks[thread]!;
    for (let u = 0; u < this.n; u++) if (other[u]! > own[u]!) own[u] = other[u]!;
  }

  tick(thread: number): void {
    this.clocks[thread]![thread]!++;
  }

  /** The cell of an atomic access. Condition C1: a cell has one width. */
  private cell(region: Region, byte: number, width: number, site: number): Cell {
    const { epoch } = this;
    let cell = region.cells[byte];
    if (cell && cell.epoch === epoch && cell.byte === byte && cell.width === width) return cell;
    for (let b = byte; b < byte + width; b++) {
      const old = region.cells[b];
      if (old && old.epoch === epoch) this.mixed(region, byte, width, site, old);
    }
    if (!cell || cell.byte !== byte || cell.width !== width || cell.reads.length !== this.n) {
      const clock = (): Int32Array => new Int32Array(this.n);
      cell = { byte, width, address: region.base + byte, epoch, released: clock(), reads: clock(), writes: clock(), sites: clock(), version: 0 };
    } else {
      cell.epoch = epoch;
      cell.version = 0;
      for (let u = 0; u < this.n; u++) cell.released[u] = cell.reads[u] = cell.writes[u] = 0;
    }
    for (let b = byte; b < byte + width; b++) region.cells[b] = cell;
    return cell;
  }

  private mixed(region: Region, byte: number, width: number, site: number, old: Cell): never {
    const other = old.sites[this.lastUser(old)]!;
    throw new Failure('mixed size', `Atomic accesses of different ranges overlap: ${bytes(byte, width)} of region ${region.id} at ${this.describe(-1, site)}, ${bytes(old.byte, old.width)} at ${this.describe(-1, other)}. They race and do not synchronise: access a cell at one width only.`, [site, other]);
  }

  private lastUser(cell: Cell): number {
    for (let u = 0; u < this.n; u++) if (cell.reads[u]! > 0 || cell.writes[u]! > 0) return u;
    return 0;
  }

  /** `changes`: the write stored another value than there was. */
  atomic(thread: number, region: Region, byte: number, width: number, reads: boolean, writes: boolean, changes: boolean, site: number): Cell {
    const cell = this.cell(region, byte, width, site);
    const own = this.clocks[thread]!;
    if (region.plainEpoch === this.epoch) this.againstPlain(thread, region, byte, width, writes, site);
    if (reads) {
      const { released } = cell;
      for (let u = 0; u < this.n; u++) if (released[u]! > own[u]!) own[u] = released[u]!;
      cell.reads[thread] = own[thread]!;
    }
    if (writes) {
      cell.writes[thread] = own[thread]!;
      const { released } = cell;
      for (let u = 0; u < this.n; u++) released[u] = own[u]!;
      own[thread]!++;
      if (changes) cell.version++;
    }
    cell.sites[thread] = site;
    return cell;
  }

  private againstPlain(thread: number, region: Region, byte: number, width: number, writes: boolean, site: number): void {
    for (let b = byte; b < byte + width; b++) {
      const plain = region.bytes[b];
      if (!plain || plain.epoch !== this.epoch) continue;
      this.against(thread, plain.writes, plain.writeSites, writes ? 'Atomic write' : 'Atomic read', 'plain write', region, b, site);
      if (writes) this.against(thread, plain.reads, plain.readSites, 'Atomic write', 'plain read', region, b, site);
    }
  }

  plain(thread: number, region: Region, from: number, to: number, write: boolean, site: number): void {
    region.plainEpoch = this.epoch;
    const own = this.clocks[thread]![thread]!;
    for (let b = from; b < to; b++) {
      const byte = this.shadow(region, b);
      this.checkPlain(thread, byte, region, b, write, site);
      (write ? byte.writes : byte.reads)[thread] = own;
      (write ? byte.writeSites : byte.readSites)[thread] = site;
    }
  }

  private shadow(region: Region, b: number): ByteShadow {
    const byte = region.bytes[b];
    if (!byte || byte.reads.length !== this.n) {
      const clock = (): Int32Array => new Int32Array(this.n);
      return region.bytes[b] = { epoch: this.epoch, reads: clock(), writes: clock(), readSites: clock(), writeSites: clock() };
    }
    if (byte.epoch !== this.epoch) {
      byte.epoch = this.epoch;
      for (let u = 0; u < this.n; u++) byte.reads[u] = byte.writes[u] = 0;
    }
    return byte;
  }

  private checkPlain(thread: number, byte: ByteShadow, region: Region, b: number, write: boolean, site: number): void {
    const what = write ? 'Plain write' : 'Plain read';
    this.against(thread, byte.writes, byte.writeSites, what, 'plain write', region, b, site);
    if (write) this.against(thread, byte.reads, byte.readSites, what, 'plain read', region, b, site);
    const cell = region.cells[b];
    if (!cell || cell.epoch !== this.epoch) return;
    this.against(thread, cell.writes, cell.sites, what, 'atomic write', region, b, site);
    if (write) this.against(thread, cell.reads, cell.sites, what, 'atomic read', region, b, site);
  }

  /** Reports each thread whose last access in `accesses` does not happen before `thread`'s present. */
  private against(thread: number, accesses: Int32Array, sites: Int32Array, what: string, otherWhat: string, region: Region, byte: number, site: number): void {
    const own = this.clocks[thread]!;
    for (let u = 0; u < this.n; u++) if (accesses[u]! > own[u]! && u !== thread) this.race(thread, site, what, u, sites[u]!, otherWhat, region, byte);
  }

  private race(thread: number, site: number, what: string, other: number, otherSite: number, otherWhat: string, region: Region, byte: number): void {
    if (this.onRace) return this.onRace(region.base + byte, thread, other);
    throw new Failure('data race', `${what} of byte ${byte} of region ${region.id} by ${this.describe(thread, site)} races with the ${otherWhat} by ${this.describe(other, otherSite)}: nothing orders the two, and at least one writes.`, [site, otherSite]);
  }
}

const bytes = (from: number, width: number): string => (width === 1 ? `byte ${from}` : `bytes ${from}–${from + width - 1}`);
