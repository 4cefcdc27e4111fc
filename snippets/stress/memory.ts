/** Stress of what hands out memory: no byte may have two owners, nothing may be lost. */

import { BitmapSlab } from '../src/bitmap-slab.ts';
import { BumpArena, type Piece } from '../src/bump-arena.ts';
import { Region, type Segment } from '../src/region-allocator.ts';
import { TaggedFreeList } from '../src/tagged-free-list.ts';
import { type Stress, fill, must, random, verify } from './stress.ts';

const REGION = 1 << 15;

/** Allocates and releases segments of mixed sizes, `most` at a time, and looks whether their bytes stay as they were. */
function churn(region: Region, id: number, most: number, stop: () => boolean): number {
  const next = random(id + 1);
  const live: { segment: Segment; mark: number }[] = [];
  let operations = 0;
  for (; !stop(); operations++) {
    const size = 1 + next(next(8) === 0 ? 2000 : 200);
    const segment = operations % 16 === 0 ? region.allocateWait(size, 1) : region.allocate(size);
    const mark = (id * 50 + operations) & 255;
    if (segment) {
      fill(segment.bytes, mark);
      live.push({ segment, mark });
    }
    if (segment && live.length <= most) continue;
    const [old] = live.splice(next(live.length || 1), 1);
    if (!old) continue;
    verify(old.segment.bytes, old.mark);
    old.segment.release();
  }
  for (const { segment, mark } of live) {
    verify(segment.bytes, mark);
    segment.release();
  }
  return operations;
}

/** The maker's handle, of seat 0, by the buffer: the main thread keeps it from setup to finish. */
const makers = new WeakMap<SharedArrayBuffer, Region>();

const regionStress: Stress = {
  name: 'region-allocator',
  threads: 3,
  setup() {
    const region = Region.create(REGION);
    makers.set(region.buffer, region);
    return region.buffer;
  },
  work: (buffer, id, stop) => churn(Region.attach(buffer, id + 1), id, 12, stop),
  finish(buffer) {
    const region = makers.get(buffer)!;
    must(region.stats().usedBytes === 0, 'all segments were released');
    must(region.compact() && region.stats().segments === 1, 'and merge to one');
  },
};

const killedRegion: Stress = {
  ...regionStress,
  recover(buffer, id) {
    for (let tries = 0; ; tries++) {
      try {
        makers.get(buffer)!.recover(id + 1);
        return;
      } catch (error) {
        // Another thread was alone for long: it may have been interrupted. If it died, its own recovery comes.
        if (error instanceof RangeError || tries === 100) throw error;
      }
    }
  },
};

const ARENA = 1 << 20;

/** Each worker keeps what it has taken, and looks at all of it at the end. */
const arenaStress: Stress = {
  name: 'bump-arena',
  threads: 3,
  setup: () => BumpArena.create(ARENA).buffer,
  work(buffer, id, stop) {
    const arena = BumpArena.attach(buffer);
    const next = random(id + 1);
    const pieces: Piece[] = [];
    let operations = 0;
    for (; !stop(); operations++) {
      const piece = arena.take(1 + next(100));
      if (!piece) break;
      fill(piece.bytes, id + 1);
      if (next(3) > 0 || !piece.give()) pieces.push(piece);
    }
    for (const { bytes } of pieces) verify(bytes, id + 1);
    return operations;
  },
  finish(buffer, operations) {
    must(operations.reduce((a, b) => a + b) > 0, 'something was taken');
    must(BumpArena.attach(buffer).room() >= 0, 'the top stays inside');
  },
};

interface Slots {
  take(): number;
  give(slot: number): void;
  bytes(slot: number): Uint8Array;
}

function slotStress(name: string, create: () => SharedArrayBuffer, attach: (buffer: SharedArrayBuffer) => Slots, count: number): Stress {
  return {
    name,
    threads: 3,
    setup: create,
    work(buffer, id, stop) {
      const slots = attach(buffer);
      const next = random(id + 1);
      const held: number[] = [];
      let operations = 0;
      for (; !stop(); operations++) {
        const slot = slots.take();
        if (slot >= 0) {
          fill(slots.bytes(slot), id + 1);
          held.push(slot);
        }
        if (slot >= 0 && held.length < count / 3) continue;
        const [old] = held.splice(next(held.length || 1), 1);
        if (old === undefined) continue;
        verify(slots.bytes(old), id + 1);
        slots.give(old);
      }
      for (const slot of held) slots.give(slot);
      return operations;
    },
    finish(buffer) {
      const slots = attach(buffer);
      const free = new Set<number>();
      for (let slot = slots.take(); slot >= 0; slot = slots.take()) free.add(slot);
      must(free.size === count, `all ${count} slots are free, not ${free.size}`);
    },
  };
}

export const MEMORY: readonly Stress[] = [
  regionStress,
  killedRegion,
  arenaStress,
  slotStress('bitmap-slab', () => BitmapSlab.create(40, 24).buffer, (buffer) => BitmapSlab.attach(buffer), 40),
  slotStress('tagged-free-list', () => TaggedFreeList.create(40, 24).buffer, (buffer) => TaggedFreeList.attach(buffer), 40),
];
