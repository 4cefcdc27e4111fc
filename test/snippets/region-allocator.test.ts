/** What the region allocator does in one thread, and what it refuses. */

import { describe, expect, test } from 'vitest';
import { Region, type Segment } from '../../snippets/src/region-allocator.ts';
import { NOT_A_TIME, NOT_SHARED, NOT_WHOLE, any, refuses } from './kit/refusals.ts';

const KB = 1024;
const HEADER = 8;

/** The segments as the bytes say, without the allocator: offset, owner, length. They must end where the region ends. */
function chain(region: Region): { offset: number; owner: number; length: number }[] {
  const words = new Int32Array(region.buffer);
  const found = [];
  let at = 64 * (1 + region.threads);
  while (at < words[2]!) {
    found.push({ offset: at, owner: words[at >> 2]!, length: words[(at >> 2) + 1]! });
    at += HEADER + words[(at >> 2) + 1]!;
  }
  expect(at).toBe(words[2]);
  return found;
}

const allocated = (region: Region, bytes: number): Segment => {
  const segment = region.allocate(bytes);
  if (!segment) throw new Error(`no room for ${bytes} bytes`);
  return segment;
};

describe('segments', () => {
  test.each([1, 7, 8, 9, 100])('%i bytes: as long as asked, aligned, behind a header', (bytes) => {
    const region = Region.create(KB);
    const segment = allocated(region, bytes);
    expect(segment.bytes).toHaveLength(bytes);
    expect(segment.words).toHaveLength(bytes >> 2);
    expect(segment.bytes.byteOffset).toBe(segment.offset + HEADER);
    expect(segment.offset % 8).toBe(0);
    expect(segment.bytes.buffer).toBe(region.buffer);
    expect(chain(region)[0]).toEqual({ offset: segment.offset, owner: 1, length: (bytes + 7) & ~7 });
  });

  test('they do not meet, and fill the region', () => {
    const region = Region.create(4 * KB);
    const segments: Segment[] = [];
    for (let bytes = 1; ; bytes++) {
      const segment = region.allocate(bytes);
      if (!segment) break;
      segment.bytes.fill(bytes);
      segments.push(segment);
    }
    expect(segments.length).toBeGreaterThan(40);
    for (const [i, segment] of segments.entries()) expect(new Set(segment.bytes)).toEqual(new Set([i + 1]));
    expect(region.stats().segments).toBe(chain(region).length);
  });

  test('all of it can be had in one piece, and no more', () => {
    const region = Region.create(KB);
    const { largestFree } = region.stats();
    expect(allocated(region, largestFree).length).toBe(largestFree);
    expect(region.allocate(1)).toBeUndefined();
  });

  test('what was released can be had again, merged with its neighbours', () => {
    const region = Region.create(KB);
    const { largestFree } = region.stats();
    const segments = [16, 32, 64, 8].map((bytes) => allocated(region, bytes));
    for (const i of [1, 3, 0, 2]) segments[i]?.release();
    expect(allocated(region, largestFree).length).toBe(largestFree);
    expect(chain(region)).toHaveLength(1);
  });

  test('a rest too small for a header and 8 bytes stays with the segment', () => {
    const region = Region.create(64 * 9 + 32, { threads: 8 });
    expect(allocated(region, 16).length).toBe(16);
    expect(chain(region)).toEqual([expect.objectContaining({ length: 24 })]);
  });

  test('a using scope releases, also after an explicit release', () => {
    const region = Region.create(KB);
    {
      using segment = allocated(region, 8);
      using other = allocated(region, 8);
      other.release();
      expect(segment.bytes).toHaveLength(8);
    }
    expect(region.stats().usedBytes).toBe(0);
  });

  test('random sizes and releases leave the chain whole', () => {
    const region = Region.create(8 * KB);
    const live = new Map<Segment, number>();
    let seed = 7;
    const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
    for (let step = 0; step < 20_000; step++) {
      const segment = region.allocate(1 + random(random(10) === 0 ? 2000 : 100));
      if (segment) {
        segment.bytes.fill(step);
        live.set(segment, step & 255);
      }
      for (const [old, mark] of live) {
        if (random(2) === 0) break;
        expect(old.bytes.every((byte) => byte === mark)).toBe(true);
        old.release();
        live.delete(old);
      }
      if (step % 1000 === 0) chain(region);
    }
    const used = [...live.keys()].length;
    expect(chain(region).filter(({ owner }) => owner !== 0)).toHaveLength(used);
  });
});

describe('releasing', () => {
  test('twice is reported, and changes nothing', () => {
    const region = Region.create(KB);
    const segment = allocated(region, 8);
    segment.release();
    const next = allocated(region, 8);
    expect(next.offset).toBe(segment.offset);
    refuses(() => segment.release(), /released or handed over before/);
    refuses(() => segment.bytes, /released or handed over before/);
    expect(chain(region)[0]?.owner).toBe(1);
  });

  test('after it was recovered is reported', () => {
    const maker = Region.create(KB);
    const wrongly = Region.attach(maker.buffer, 3);
    const segment = allocated(wrongly, 8);
    expect(maker.recover(3)).toBe(1);
    const taken = allocated(maker, 8);
    expect(taken.offset).toBe(segment.offset);
    refuses(() => segment.release(), /no longer belongs to thread 3/);
    expect(chain(maker)[0]?.owner).toBe(1);
    expect(() => wrongly.allocate(8)).toThrow(/lost its seat/);
  });
});

describe('handing over', () => {
  test('the other thread gets the bytes, once', () => {
    const maker = Region.create(KB);
    const other = Region.attach(maker.buffer);
    const segment = allocated(maker, 10);
    segment.bytes.fill(9);
    const offset = segment.handOver(other.thread);
    refuses(() => segment.release(), /handed over before/);
    refuses(() => maker.adopt(offset), /was handed over to thread 0/);
    const adopted = other.adopt(offset);
    expect([...adopted.bytes.subarray(0, 10)]).toEqual(new Array(10).fill(9));
    refuses(() => other.adopt(offset), /once/);
    adopted.release();
    expect(maker.stats().usedBytes).toBe(0);
  });

  test.each([...NOT_WHOLE, 0, 8, 640, 10_000])('offset %s was not handed over', (offset) => {
    const maker = Region.create(KB);
    allocated(maker, 8).words.fill(-1);
    refuses(() => maker.adopt(any(offset)), /was handed over to thread 0|Cannot/);
    expect(chain(maker)).toHaveLength(2);
  });

  test.each([...NOT_WHOLE, 8])('thread %s is none', (thread) => {
    const region = Region.create(KB);
    const segment = allocated(region, 8);
    refuses(() => segment.handOver(any(thread)), /thread must be a .*number from 0 to 7/);
    segment.release();
  });
});

describe('waiting', () => {
  test('comes back when the time has passed', () => {
    const region = Region.create(KB);
    const all = allocated(region, region.stats().largestFree);
    const start = performance.now();
    expect(region.allocateWait(8, 20)).toBeUndefined();
    expect(performance.now() - start).toBeGreaterThanOrEqual(19);
    all.release();
    expect(region.allocateWait(8, 0)).toBeDefined();
  });

  test('without blocking: until something is released', async () => {
    const region = Region.create(KB);
    const all = allocated(region, region.stats().largestFree);
    const waiting = region.allocateAsync(64);
    await Promise.resolve();
    all.release();
    expect((await waiting)?.length).toBe(64);
    expect(await region.allocateAsync(400, 5)).toBeUndefined();
  });

  test.each(NOT_A_TIME)('%s is no time', async (ms) => {
    const region = Region.create(KB);
    refuses(() => region.allocateWait(8, any(ms)), /milliseconds, 0 or more/);
    await expect(region.allocateAsync(8, any(ms))).rejects.toThrow(RangeError);
    expect(region.stats().usedBytes).toBe(0);
  });
});

describe('growing', () => {
  test('appends to the chain; handles that knew the old size see the new one', () => {
    const maker = Region.create(KB, { maxBytes: 4 * KB });
    const other = Region.attach(maker.buffer);
    const all = allocated(other, other.stats().largestFree);
    expect(maker.allocate(500)).toBeUndefined();
    expect(maker.grow(2 * KB)).toBe(true);
    expect(other.allocate(500)).toBeDefined();
    expect(maker.allocate(500)).toBeDefined();
    all.release();
    expect(maker.allocate(3000)).toBeUndefined();
    expect(other.grow(4 * KB)).toBe(true);
    expect(maker.allocate(2040)).toBeDefined();
  });

  test.each([0, -8, 1000.5, NaN, 2 ** 31, KB, KB + 4, 5 * KB, '2048'])('not to %s bytes', (bytes) => {
    const region = Region.create(KB, { maxBytes: 4 * KB });
    refuses(() => region.grow(any(bytes)), /new size of the region must be a (whole number|number|multiple)/);
    expect(chain(region)).toHaveLength(1);
    expect(region.allocate(8)).toBeDefined();
  });

  test('a fixed buffer does not grow', () => {
    const region = Region.create(KB);
    refuses(() => region.grow(2 * KB), /has the 1024 bytes already .* maxBytes/);
  });
});

describe('threads', () => {
  test('sit down in the first vacant seat, or in the one they ask for', () => {
    const maker = Region.create(KB, { threads: 4 });
    expect(Region.attach(maker.buffer).thread).toBe(1);
    expect(Region.attach(maker.buffer, 3).thread).toBe(3);
    expect(Region.attach(maker.buffer).thread).toBe(2);
    refuses(() => Region.attach(maker.buffer), /No seat is vacant among 4/);
    refuses(() => Region.attach(maker.buffer, 2), /No seat is vacant for thread 2/);
    expect(maker.recover(2)).toBe(0);
    expect(Region.attach(maker.buffer).thread).toBe(2);
  });

  test('what one held is released when it is recovered', () => {
    const maker = Region.create(KB);
    const other = Region.attach(maker.buffer, 5);
    const mine = allocated(maker, 8);
    for (let i = 0; i < 3; i++) allocated(other, 8);
    mine.handOver(5);
    expect(maker.recover(5)).toBe(4);
    expect(maker.recover(5)).toBe(0);
    expect(maker.stats().usedBytes).toBe(0);
  });

  test.each([...NOT_WHOLE.filter((x) => x !== undefined), 8])('%s is no thread', (thread) => {
    const region = Region.create(KB);
    refuses(() => Region.attach(region.buffer, any(thread)), /thread must be a .*number from 0 to 7/);
    refuses(() => region.recover(any(thread)), /thread must be a .*number from 0 to 7/);
    expect(chain(region)).toHaveLength(1);
  });

  test('none recovers itself', () => {
    refuses(() => Region.create(KB).recover(0), /cannot recover itself/);
  });

  test('one that died while it merged keeps no others out for ever', () => {
    const maker = Region.create(KB, { spins: 10 });
    const other = Region.attach(maker.buffer, 1, { spins: 10 });
    const words = new Int32Array(maker.buffer);
    Atomics.store(words, 1, 2);
    expect(maker.compact()).toBe(false);
    expect(() => maker.recover(3)).toThrow(/Thread 1 keeps the others out: try again, or call recover\(1\)/);
    expect(maker.recover(1)).toBe(0);
    expect(maker.compact()).toBe(true);
    expect(other.thread).toBe(1);
  });
});

describe('sizes', () => {
  test.each([...NOT_WHOLE, 0, KB])('no segment of %s bytes', (bytes) => {
    const region = Region.create(KB);
    refuses(() => region.allocate(any(bytes)), /size of a segment must be a .*number from 1 to 440/);
    refuses(() => region.allocateWait(any(bytes), 0), /size of a segment/);
    expect(chain(region)).toHaveLength(1);
    expect(region.allocate(8)).toBeDefined();
  });

  test.each([...NOT_WHOLE.filter((x) => typeof x === 'number'), 0, 100, 1001, 1004, 2 ** 31])('no region of %s bytes', (bytes) => {
    refuses(() => Region.create(any(bytes)), /size of a region must be a (whole number|multiple)/);
  });

  test.each(NOT_SHARED)('%s is no region', (_, buffer) => {
    refuses(() => Region.attach(any(buffer)), /A region is a SharedArrayBuffer/);
    refuses(() => Region.create(any(buffer)), /A region is a SharedArrayBuffer/);
  });

  test.each([8, 128, 1001, 1004])('a buffer of %i bytes holds no region', (bytes) => {
    refuses(() => Region.attach(new SharedArrayBuffer(bytes)), /size of a region must be a (whole number|multiple)/);
    refuses(() => Region.create(new SharedArrayBuffer(bytes)), /size of a region must be a (whole number|multiple)/);
  });

  test('a region of another version is not touched', () => {
    const buffer = new SharedArrayBuffer(KB);
    refuses(() => Region.attach(buffer), /no region of version 1, its first word is 0/);
    new Int32Array(buffer).fill(77);
    refuses(() => Region.attach(buffer), /its first word is 77/);
    expect(new Int32Array(buffer).every((word) => word === 77)).toBe(true);
  });

  test.each([[{ threads: 0 }], [{ threads: 1.5 }], [{ threads: 2000 }], [{ maxBytes: 8 }], [{ maxBytes: 4100 }], [{ spins: -1 }], [{ spins: NaN }]])('not with %j', (options) => {
    refuses(() => Region.create(KB, options), /must be a (whole number|multiple)/);
  });

  test('in a buffer that was used for something else', () => {
    const buffer = new SharedArrayBuffer(KB);
    new Int32Array(buffer).fill(-1);
    const region = Region.create(buffer);
    expect(chain(region)).toHaveLength(1);
    expect(Region.attach(buffer).thread).toBe(1);
  });

  test('in the memory of WebAssembly', () => {
    // The types of Node do not know `shared`.
    const pages = { initial: 1, maximum: 2, shared: true };
    const memory = new WebAssembly.Memory(pages);
    const region = Region.create(memory.buffer as unknown as SharedArrayBuffer);
    expect(allocated(region, 60_000).length).toBe(60_000);
  });
});

test('a header that was overwritten is reported, not followed', () => {
  const region = Region.create(KB);
  const segment = allocated(region, 8);
  new Int32Array(region.buffer)[(segment.offset >> 2) + 1] = 12;
  expect(() => region.stats()).toThrow(/header at byte 576 was overwritten/);
  expect(() => region.compact()).toThrow(/was overwritten/);
});
