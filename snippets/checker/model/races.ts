/**
 * Happens-before as ECMA-262 defines it, by vector clocks, and the data races it leaves.
 *
 * Edges: an atomic read synchronises with the atomic write it reads from (same byte range); a waiter that is woken
 * synchronises with the notify that woke it, and a notify with the waiters it wakes (leaving and entering the
 * critical section of the waiter list). Other orders of that critical section are real edges too but depend on luck,
 * so code that needs them is reported. The continuation of `waitAsync` gets no edge.
 */

import { Failure } from './failure.ts';
import type { ByteShadow, Cell, Region } from './region.ts';

export type Describe = (thread: number, site: number) => string;

export class HappensBefore {
  /** `clocks[t][u]`: how much of thread u's past thread t knows. */
  clocks: Int32Array[] = [];
  epoch = 0;

  constructor(private readonly describe: Describe) {}

  reset(threads: number): void {
    this.epoch++;
    if (this.clocks.length !== threads) this.clocks = Array.from({ length: threads }, () => new Int32Array(threads));
    for (let t = 0; t < threads; t++) this.clocks[t]!.fill(0)[t] = 1;
  }

  join(thread: number, other: Int32Array): void {
    const own = this.clocks[thread]!;
    for (let u = 0; u < own.length; u++) if (other[u]! > own[u]!) own[u] = other[u]!;
  }

  tick(thread: number): void {
    this.clocks[thread]![thread]!++;
  }

  cell(region: Region, byte: number, width: number, site: number): Cell {
    const n = this.clocks.length;
    if (region.cellsEpoch !== this.epoch) {
      region.cellsEpoch = this.epoch;
      region.cellOf.fill(0);
    }
    let cell = region.cells[byte];
    if (!cell || cell.reads.length !== n) {
      cell = region.cells[byte] = { epoch: -1, width, released: new Int32Array(n), reads: new Int32Array(n), writes: new Int32Array(n), site, version: 0 };
    }
    if (cell.epoch !== this.epoch) {
      cell.epoch = this.epoch;
      cell.width = width;
      cell.site = site;
      cell.version = 0;
      cell.released.fill(0);
      cell.reads.fill(0);
      cell.writes.fill(0);
      for (let b = byte; b < byte + width; b++) if (region.cellOf[b] !== 0) this.mixed(region, b, byte, width, site);
      region.cellOf.fill(byte + 1, byte, byte + width);
    } else if (cell.width !== width) this.mixed(region, byte, byte, width, site);
    return cell;
  }

  /** Condition C1: each atomic cell has one width. Atomics of different ranges race, and do not synchronise. */
  private mixed(region: Region, byte: number, at: number, width: number, site: number): void {
    const first = region.cellOf[byte]! - 1;
    const old = region.cells[first]!;
    throw new Failure('mixed size', `Atomic accesses of different ranges overlap: bytes ${at}–${at + width - 1} of region ${region.id} here, bytes ${first}–${first + old.width - 1} at ${this.describe(-1, old.site)}. They race and do not synchronise: access a cell at one width only.`, [site, old.site]);
  }

  atomic(thread: number, region: Region, byte: number, width: number, reads: boolean, writes: boolean, site: number): Cell {
    const cell = this.cell(region, byte, width, site);
    const own = this.clocks[thread]!;
    if (region.plainEpoch === this.epoch) {
      for (let b = byte; b < byte + width; b++) {
        const plain = region.bytes[b];
        if (plain && plain.epoch === this.epoch) this.againstPlain(thread, plain, region, b, writes, site);
      }
    }
    if (reads) {
      this.join(thread, cell.released);
      cell.reads[thread] = own[thread]!;
    }
    if (writes) {
      cell.writes[thread] = own[thread]!;
      cell.released.set(own);
      own[thread]!++;
      cell.version++;
    }
    cell.site = site;
    return cell;
  }

  private againstPlain(thread: number, plain: ByteShadow, region: Region, byte: number, writes: boolean, site: number): void {
    const writer = this.unordered(thread, plain.writes);
    if (writer >= 0) this.race(thread, site, `Atomic ${writes ? 'write' : 'read'}`, writer, plain.writeSite, 'plain write', region, byte);
    const reader = writes ? this.unordered(thread, plain.reads) : -1;
    if (reader >= 0) this.race(thread, site, 'Atomic write', reader, plain.readSite, 'plain read', region, byte);
  }

  plain(thread: number, region: Region, from: number, to: number, write: boolean, site: number): void {
    const n = this.clocks.length;
    region.plainEpoch = this.epoch;
    for (let b = from; b < to; b++) {
      let byte = region.bytes[b];
      if (!byte || byte.reads.length !== n) byte = region.bytes[b] = { epoch: -1, reads: new Int32Array(n), writes: new Int32Array(n), readSite: -1, writeSite: -1 };
      if (byte.epoch !== this.epoch) {
        byte.epoch = this.epoch;
        byte.reads.fill(0);
        byte.writes.fill(0);
      }
      this.checkPlain(thread, byte, region, b, write, site);
      (write ? byte.writes : byte.reads)[thread] = this.clocks[thread]![thread]!;
      if (write) byte.writeSite = site;
      else byte.readSite = site;
    }
  }

  private checkPlain(thread: number, byte: ByteShadow, region: Region, b: number, write: boolean, site: number): void {
    const what = write ? 'Plain write' : 'Plain read';
    const writer = this.unordered(thread, byte.writes);
    if (writer >= 0) this.race(thread, site, what, writer, byte.writeSite, 'plain write', region, b);
    const reader = write ? this.unordered(thread, byte.reads) : -1;
    if (reader >= 0) this.race(thread, site, what, reader, byte.readSite, 'plain read', region, b);
    const first = region.cellsEpoch === this.epoch ? region.cellOf[b]! : 0;
    if (first === 0) return;
    const cell = region.cells[first - 1]!;
    const atomicWriter = this.unordered(thread, cell.writes);
    if (atomicWriter >= 0) this.race(thread, site, what, atomicWriter, cell.site, 'atomic write', region, b);
    const atomicReader = write ? this.unordered(thread, cell.reads) : -1;
    if (atomicReader >= 0) this.race(thread, site, what, atomicReader, cell.site, 'atomic read', region, b);
  }

  /** A thread whose last access in `accesses` does not happen before `thread`'s present, or -1. */
  private unordered(thread: number, accesses: Int32Array): number {
    const own = this.clocks[thread]!;
    for (let u = 0; u < own.length; u++) if (u !== thread && accesses[u]! > own[u]!) return u;
    return -1;
  }

  private race(thread: number, site: number, what: string, other: number, otherSite: number, otherWhat: string, region: Region, byte: number): never {
    throw new Failure('data race', `${what} of byte ${byte} of region ${region.id} by ${this.describe(thread, site)} races with the ${otherWhat} by ${this.describe(other, otherSite)}: nothing orders the two, and at least one writes.`, [site, otherSite]);
  }
}
