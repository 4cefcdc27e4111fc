/** Arena, slab and free list in one thread, and what they refuse. */

import { describe, expect, test } from 'vitest';
import { BitmapSlab } from '../../snippets/src/bitmap-slab.ts';
import { BumpArena } from '../../snippets/src/bump-arena.ts';
import { TaggedFreeList } from '../../snippets/src/tagged-free-list.ts';
import { NOT_WHOLE, any, refuses } from './kit/refusals.ts';

describe('bump arena', () => {
  test('pieces one behind the other, aligned, as long as asked', () => {
    const arena = BumpArena.create(16 + 64);
    const pieces = [1, 8, 9].map((bytes) => arena.take(bytes)!);
    expect(pieces.map(({ offset }) => offset)).toEqual([16, 24, 32]);
    expect(pieces.map(({ bytes }) => bytes.length)).toEqual([1, 8, 9]);
    expect(arena.room()).toBe(32);
    expect(arena.take(33)).toBeUndefined();
    expect(arena.take(32)?.offset).toBe(48);
    expect(arena.take(1)).toBeUndefined();
  });

  test('given back in reverse order', () => {
    const arena = BumpArena.create(16 + 32);
    const [lower, upper] = [arena.take(8)!, arena.take(8)!];
    expect(lower.give()).toBe(false);
    lower.bytes.fill(1);
    expect(upper.give()).toBe(true);
    refuses(() => upper.give(), /given back before/);
    refuses(() => upper.bytes, /given back before/);
    expect(lower.give()).toBe(true);
    expect(arena.room()).toBe(32);
  });

  test('reset frees all', () => {
    const arena = BumpArena.create(16 + 32);
    arena.take(20);
    BumpArena.attach(arena.buffer).reset();
    expect(arena.room()).toBe(32);
  });

  test('requests that do not fit never wrap around', () => {
    const arena = BumpArena.create(16 + 8);
    for (let i = 0; i < 1000; i++) if (i > 0) expect(arena.take(8)).toBeUndefined(); else arena.take(8);
    expect(arena.room()).toBe(0);
  });

  test.each([...NOT_WHOLE, 0, 65])('no piece of %s bytes', (bytes) => {
    const arena = BumpArena.create(16 + 64);
    refuses(() => arena.take(any(bytes)), /size of a piece must be a .*number from 1 to 64/);
    expect(arena.room()).toBe(64);
  });

  test.each([...NOT_WHOLE.filter((x) => typeof x === 'number'), 0, 16, 25, 2 ** 31])('no arena of %s bytes', (bytes) => {
    refuses(() => BumpArena.create(any(bytes)), /size of an arena must be a (whole number from 24|multiple of 8)/);
  });
});

interface Slots {
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  readonly slotBytes: number;
  take(): number;
  give(slot: number): void;
  bytes(slot: number): Uint8Array;
}
const KINDS = [
  ['bitmap slab', (slots: number, bytes: number): Slots => BitmapSlab.create(slots, bytes), (buffer: SharedArrayBuffer): Slots => BitmapSlab.attach(buffer)],
  ['tagged free list', (slots: number, bytes: number): Slots => TaggedFreeList.create(slots, bytes), (buffer: SharedArrayBuffer): Slots => TaggedFreeList.attach(buffer)],
] as const;

describe.each(KINDS)('%s', (_, create, attach) => {
  test.each([1, 2, 31, 32, 33, 64, 100])('%i slots, each once', (count) => {
    const made = create(count, 5);
    const other = attach(made.buffer);
    const taken = Array.from({ length: count }, (__, i) => (i % 2 ? made : other).take());
    expect(new Set(taken).size).toBe(count);
    expect(Math.min(...taken)).toBe(0);
    expect(Math.max(...taken)).toBe(count - 1);
    expect(made.take()).toBe(-1);
    for (const slot of taken) other.bytes(slot).fill(slot);
    for (const slot of taken) expect([...made.bytes(slot)]).toEqual(new Array(5).fill(slot & 255));
    for (const slot of taken) made.give(slot);
    expect(other.take()).toBeGreaterThanOrEqual(0);
  });

  test('the bytes of slots are aligned, and do not meet', () => {
    const made = create(3, 9);
    const offsets = [0, 1, 2].map((slot) => made.bytes(slot).byteOffset);
    expect(offsets.map((offset) => offset % 8)).toEqual([0, 0, 0]);
    expect(offsets[1]! - offsets[0]!).toBe(16);
    expect(offsets[2]! + 9).toBeLessThanOrEqual(made.buffer.byteLength);
  });

  test.each([...NOT_WHOLE, 3])('slot %s is none', (slot) => {
    const made = create(3, 8);
    made.take();
    const before = [...new Int32Array(made.buffer)];
    refuses(() => made.give(any(slot)), /slot must be a .*number from 0 to 2/);
    refuses(() => made.bytes(any(slot)), /slot must be a .*number from 0 to 2/);
    expect([...new Int32Array(made.buffer)]).toEqual(before);
  });

  test('given twice, or without having been taken', () => {
    const made = create(3, 8);
    const slot = made.take();
    made.give(slot);
    const before = [...new Int32Array(made.buffer)];
    refuses(() => made.give(slot), /is not taken/);
    refuses(() => made.give(2), /Slot 2 is not taken/);
    expect([...new Int32Array(made.buffer)]).toEqual(before);
  });

  test.each([...NOT_WHOLE, 0])('not of %s', (count) => {
    refuses(() => create(any(count), 8), /slots must be a .*number from 1/);
    refuses(() => create(8, any(count)), /slotBytes must be a .*number from 1/);
    refuses(() => create(2 ** 24, 2 ** 20), /size of the (slab|list) must be a whole number from 1 to 2147483640/);
  });
});

describe('the tag of a free list', () => {
  test('has the bits that the numbers of slots leave', () => {
    expect(TaggedFreeList.create(1, 8).tagBits).toBe(31);
    expect(TaggedFreeList.create(100, 8).tagBits).toBe(25);
    expect(TaggedFreeList.create(3, 8, 1).tagBits).toBe(1);
  });

  test.each([...NOT_WHOLE.filter((x) => x !== undefined), 31])('has not %s bits', (bits) => {
    refuses(() => TaggedFreeList.create(3, 8, any(bits)), /tagBits must be a .*number from 0 to 30/);
  });

  test('wraps without harm', () => {
    const list = TaggedFreeList.create(3, 8, 2);
    for (let i = 0; i < 50; i++) list.give(list.take());
    expect([list.take(), list.take(), list.take(), list.take()].sort()).toEqual([-1, 0, 1, 2]);
  });
});
