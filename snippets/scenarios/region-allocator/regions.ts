/** What the scenarios of the region allocator are made of. */

import { assume, check, invariant, join, thread } from '../../checker/api.ts';
import { Region, type Segment } from '../../src/region-allocator.ts';

export const HEADER = 8;
/** Where the first segment starts, in a region for so many threads. */
export const first = (threads: number): number => 64 * (1 + threads);

/** A handle each for `n` threads, on a region whose segments have `payload` bytes in all, headers included. */
export function handles(n: number, payload: number, maxPayload = 0, spins = 0): Region[] {
  const all = [Region.create(first(n) + payload, { threads: n, maxBytes: maxPayload === 0 ? 0 : first(n) + maxPayload, spins })];
  for (let t = 1; t < n; t++) all.push(Region.attach(all[0]!.buffer, t, { spins }));
  return all;
}

/** Plain accesses to all bytes of a segment: another thread in them, or a header there, is a race. */
export function use(segment: Segment, mark: number): void {
  const { bytes } = segment;
  check(segment.offset % 8 === 0 && bytes.byteOffset === segment.offset + HEADER && bytes.length === segment.length, 'aligned, behind its header, as long as asked');
  bytes.fill(mark);
  let wrong = 0;
  for (let i = 0; i < bytes.length; i++) wrong += bytes[i] === mark ? 0 : 1;
  check(wrong === 0, 'nobody else writes into a live segment');
}

export function useAndRelease(segment: Segment | undefined, mark: number): boolean {
  if (!segment) return false;
  use(segment, mark);
  segment.release();
  return true;
}

/** At the end the chain is whole, all is free, and can be had in one piece. */
export function allFree(regions: readonly Region[], payload: number): void {
  invariant(() => {
    const region = regions[0]!;
    check(region.stats().usedBytes === 0, 'all is free again');
    check(region.compact() && region.stats().segments === 1, 'and merges to one segment');
    check(region.stats().freeBytes === payload - HEADER, 'which ends where the region ends');
  });
}

/** The number of the seat, 0 if it is taken. Not of interest is who finds another thread in the way, and is told so. */
export function sitDown(region: Region, seat?: number): number {
  let taken = 0;
  let busy = false;
  try {
    taken = Region.attach(region.buffer, seat, { spins: 0 }).thread;
  } catch (error) {
    busy = !(error instanceof RangeError);
  }
  assume(!busy);
  return taken;
}

/** Recovers a thread that has ended. Not of interest is who finds another thread in the way, and is told so. */
export function recover(region: Region, thread = 0): number {
  let released = -1;
  try {
    released = region.recover(thread);
  } catch (error) {
    if (error instanceof RangeError) throw error;
  }
  assume(released >= 0);
  return released;
}

/** A thread does `body` and may die anywhere in it; another one then recovers what it held; a third is at work. */
export function death(regions: Region[], payload: number, body: (region: Region) => void, work?: (region: Region) => void): void {
  const [mortal, recoverer, other] = regions as [Region, Region, Region];
  const dying = thread('mortal', () => body(mortal), { dies: true });
  thread('recoverer', () => {
    join(dying);
    recover(recoverer);
    check(useAndRelease(recoverer.allocateWait(payload / 2 - HEADER), 9), 'there is room again');
  });
  if (work) thread('other', () => work(other));
  invariant(() => {
    const end = Region.attach(recoverer.buffer, 0, { spins: 0 });
    check(end.stats().usedBytes === 0, 'all is free again');
    check(end.compact() && end.stats().freeBytes === payload - HEADER, 'and whole');
    check(useAndRelease(end.allocate(payload - HEADER), 8), 'and can be had');
  });
}
