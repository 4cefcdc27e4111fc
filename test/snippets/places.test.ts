/** Where snippets may live: what all of them refuse to be made in, or to attach to. */

import { describe, expect, test } from 'vitest';
import { Barrier } from '../../snippets/src/barrier.ts';
import { BitmapSlab } from '../../snippets/src/bitmap-slab.ts';
import { BumpArena } from '../../snippets/src/bump-arena.ts';
import { Condition } from '../../snippets/src/condition.ts';
import { Latch } from '../../snippets/src/latch.ts';
import { Mailbox } from '../../snippets/src/mailbox.ts';
import { MpscQueue } from '../../snippets/src/mpsc-queue.ts';
import { Mutex } from '../../snippets/src/mutex.ts';
import { Once } from '../../snippets/src/once.ts';
import { ReadWriteLock } from '../../snippets/src/rwlock.ts';
import { Semaphore } from '../../snippets/src/semaphore.ts';
import { Seqlock } from '../../snippets/src/seqlock.ts';
import { ByteRing, RecordRing } from '../../snippets/src/spsc-ring.ts';
import { TaggedFreeList } from '../../snippets/src/tagged-free-list.ts';
import { NOT_SHARED, NOT_WHOLE, any, refuses } from './kit/refusals.ts';

interface Made { readonly buffer: SharedArrayBuffer; readonly byteOffset?: number }

/** Those that live anywhere in a buffer, with a `byteOffset`. */
interface Small { readonly bytes: number; create(buffer?: SharedArrayBuffer, byteOffset?: number): Made; attach(buffer: SharedArrayBuffer, byteOffset?: number): Made }

const SMALL: readonly (readonly [string, Small])[] = [
  ['Mutex', { bytes: Mutex.BYTES, create: (b, o) => Mutex.create(0, b, o), attach: (b, o) => Mutex.attach(b, 1, o) }],
  ['Once', { bytes: Once.BYTES, create: (b, o) => Once.create(0, b, o), attach: (b, o) => Once.attach(b, 1, o) }],
  ['Condition', { bytes: Condition.BYTES, create: (b, o) => Condition.create(b, o), attach: (b, o) => Condition.attach(b, o) }],
  ['Semaphore', { bytes: Semaphore.BYTES, create: (b, o) => Semaphore.create(1, 9, b, o), attach: (b, o) => Semaphore.attach(b, o) }],
  ['Barrier', { bytes: Barrier.BYTES, create: (b, o) => Barrier.create(2, b, o), attach: (b, o) => Barrier.attach(b, o) }],
  ['Latch', { bytes: Latch.BYTES, create: (b, o) => Latch.create(2, b, o), attach: (b, o) => Latch.attach(b, o) }],
  ['ReadWriteLock', { bytes: ReadWriteLock.BYTES, create: (b, o) => ReadWriteLock.create(b, o), attach: (b, o) => ReadWriteLock.attach(b, o) }],
  ['Seqlock', { bytes: Seqlock.bytesFor(3), create: (b, o) => Seqlock.create(3, b, o), attach: (b, o) => Seqlock.attach(b, o) }],
];

describe.each(SMALL)('%s', (name, { bytes, create, attach }) => {
  test('in a buffer of its own, or anywhere else that is aligned', () => {
    expect(attach(create().buffer).buffer.byteLength).toBe(bytes);
    const buffer = new SharedArrayBuffer(64 + bytes);
    new Int32Array(buffer).fill(-1);
    create(buffer, 24);
    expect(attach(buffer, 24).byteOffset).toBe(24);
    const words = [...new Int32Array(buffer)];
    expect(words.slice(0, 6).concat(words.slice(6 + bytes / 4)).every((word) => word === -1)).toBe(true);
  });

  test.each(NOT_SHARED)('not in %s', (kind, buffer) => {
    if (kind !== 'undefined') refuses(() => create(any(buffer)), /lives in a SharedArrayBuffer/);
    refuses(() => attach(any(buffer)), /lives in a SharedArrayBuffer/);
  });

  test('not in too small a buffer', () => {
    refuses(() => create(new SharedArrayBuffer(bytes - 4)), /needs \d+ bytes; the buffer has/);
    refuses(() => attach(new SharedArrayBuffer(4)), /needs \d+ bytes; the buffer has 4/);
  });

  test.each([...NOT_WHOLE.filter((x) => x !== undefined), 4, 12, 72])('not at byte %s', (offset) => {
    const buffer = new SharedArrayBuffer(64 + bytes);
    refuses(() => create(buffer, any(offset)), /byteOffset must be a (whole number|number|multiple of 8)/);
    refuses(() => attach(buffer, any(offset)), /byteOffset must be a (whole number|number|multiple of 8)|There is no/);
    expect(new Int32Array(buffer).every((word) => word === 0)).toBe(true);
  });

  test('not where something else is', () => {
    const buffer = new SharedArrayBuffer(bytes);
    refuses(() => attach(buffer), new RegExp(`of version 1 at byte 0, where the word 0 is: make it with ${name}.create first`));
    for (const [other, { create: make }] of SMALL) if (other !== name) refuses(() => attach(make(new SharedArrayBuffer(64)).buffer), /of version 1/);
  });
});

/** Those that have a whole buffer. */
interface Large { readonly bytes: number; create(buffer?: SharedArrayBuffer): Made; attach(buffer: SharedArrayBuffer): Made }

const LARGE: readonly (readonly [string, Large])[] = [
  ['BumpArena', { bytes: 64, create: (b = new SharedArrayBuffer(64)) => BumpArena.create(b), attach: (b) => BumpArena.attach(b) }],
  ['BitmapSlab', { bytes: BitmapSlab.bytesFor(40, 24), create: (b) => BitmapSlab.create(40, 24, b), attach: (b) => BitmapSlab.attach(b) }],
  ['TaggedFreeList', { bytes: TaggedFreeList.bytesFor(40, 24), create: (b) => TaggedFreeList.create(40, 24, undefined, b), attach: (b) => TaggedFreeList.attach(b) }],
  ['ByteRing', { bytes: ByteRing.bytesFor(64), create: (b) => ByteRing.create(64, b), attach: (b) => ByteRing.attach(b) }],
  ['RecordRing', { bytes: RecordRing.bytesFor(64), create: (b) => RecordRing.create(64, b), attach: (b) => RecordRing.attach(b) }],
  ['MpscQueue', { bytes: MpscQueue.bytesFor(4, 9), create: (b) => MpscQueue.create(4, 9, b), attach: (b) => MpscQueue.attach(b) }],
  ['Mailbox', { bytes: Mailbox.bytesFor(9), create: (b) => Mailbox.create(9, b), attach: (b) => Mailbox.attach(b) }],
];

describe.each(LARGE)('%s', (name, { bytes, create, attach }) => {
  test('in a buffer of its own, or in a larger one', () => {
    expect(attach(create().buffer).buffer.byteLength).toBe(bytes);
    const buffer = new SharedArrayBuffer(bytes + 64);
    expect(attach(create(buffer).buffer).buffer).toBe(buffer);
  });

  test.each(NOT_SHARED)('not in %s', (kind, buffer) => {
    if (kind !== 'undefined') refuses(() => create(any(buffer)), /is a SharedArrayBuffer/);
    refuses(() => attach(any(buffer)), /is a SharedArrayBuffer/);
  });

  test('not in too small a buffer, or one whose size is no multiple of 8', () => {
    if (name !== 'BumpArena') refuses(() => create(new SharedArrayBuffer(bytes - 8)), /needs \d+ bytes; the buffer has/);
    refuses(() => attach(new SharedArrayBuffer(8)), /needs \d+ bytes; the buffer has 8|must be a whole number from 24/);
    for (const act of [create, attach]) refuses(() => act(new SharedArrayBuffer(bytes + 1)), /must be a multiple of 8/);
  });

  test('not where something else is', () => {
    const buffer = new SharedArrayBuffer(4096);
    refuses(() => attach(buffer), new RegExp(`of version 1, its first word is 0: make it with ${name}.create first`));
    for (const [other, { create: make }] of LARGE) if (other !== name) refuses(() => attach(make(new SharedArrayBuffer(4096)).buffer), /of version 1/);
  });
});
