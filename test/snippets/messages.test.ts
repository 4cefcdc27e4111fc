/** Rings, queue and mailbox in one thread, and what they refuse. */

import { describe, expect, test } from 'vitest';
import { Mailbox } from '../../snippets/src/mailbox.ts';
import { MpscQueue } from '../../snippets/src/mpsc-queue.ts';
import { ByteRing, RecordRing } from '../../snippets/src/spsc-ring.ts';
import { NOT_A_TIME, NOT_WHOLE, any, refuses } from './kit/refusals.ts';

const bytes = (first: number, count: number): Uint8Array => new Uint8Array(count).map((_, i) => first + i);

/** Sets both cursors of a ring, before anybody attaches. */
function startAt(buffer: SharedArrayBuffer, cursor: number): void {
  const words = new Int32Array(buffer);
  words[16] = words[32] = cursor;
}

describe('byte ring', () => {
  test.each([0, 7, 2 ** 31 - 20, -5])('a stream, whole and in order, from cursor %i', (cursor) => {
    const { buffer } = ByteRing.create(32);
    startAt(buffer, cursor);
    const [writer, reader] = [ByteRing.attach(buffer), ByteRing.attach(buffer)];
    const seen: number[] = [];
    const target = new Uint8Array(11);
    for (let next = 0; seen.length < 500; ) {
      next += writer.write(bytes(next, 13));
      const count = reader.read(target);
      seen.push(...target.subarray(0, count));
    }
    expect(seen).toEqual(seen.map((_, i) => i & 255));
  });

  test('writes what there is room for, reads what there is', () => {
    const ring = ByteRing.create(16);
    expect(ring.read(new Uint8Array(4))).toBe(0);
    expect(ring.write(new Uint8Array(0))).toBe(0);
    expect(ring.write(bytes(0, 20))).toBe(16);
    expect(ring.write(bytes(0, 1))).toBe(0);
    expect(ring.read(new Uint8Array(0))).toBe(0);
    expect(ring.read(new Uint8Array(20))).toBe(16);
  });

  test('takes over where the last handle stopped', () => {
    const first = ByteRing.create(16);
    first.write(bytes(1, 5));
    first.read(new Uint8Array(2));
    const second = ByteRing.attach(first.buffer);
    const rest = new Uint8Array(16);
    expect(second.read(rest)).toBe(3);
    expect([...rest.subarray(0, 3)]).toEqual([3, 4, 5]);
  });
});

describe('record ring', () => {
  test.each([0, 16, 2 ** 31 - 16, -16])('records, whole and in order, from cursor %i', (cursor) => {
    const { buffer } = RecordRing.create(128);
    startAt(buffer, cursor);
    const [writer, reader] = [RecordRing.attach(buffer), RecordRing.attach(buffer)];
    for (let i = 0, next = 0; next < 300; i++) {
      while (writer.push(bytes(i, i % 40))) i++;
      for (let record = reader.pop(); record; record = reader.pop(), next++) expect([...record]).toEqual([...bytes(next, next % 40)]);
      i = next - 1;
    }
  });

  test('an empty record is one, the largest fills the ring', () => {
    const ring = RecordRing.create(32);
    expect(ring.pop()).toBeUndefined();
    expect([ring.push(bytes(0, 0)), ring.push(bytes(1, 16)), ring.push(bytes(2, 0))]).toEqual([true, true, false]);
    expect(ring.pop()).toHaveLength(0);
    expect(ring.pop()).toHaveLength(16);
    expect(ring.push(bytes(0, 32))).toBe(true);
    expect(ring.pop()).toHaveLength(32);
    refuses(() => ring.push(bytes(0, 33)), /length of a record must be a whole number from 0 to 32, not 33/);
  });
});

describe('rings', () => {
  test('waiting comes back when the time has passed, or there is something', async () => {
    const ring = RecordRing.create(16);
    expect(ring.waitReadable(3)).toBe(false);
    expect(await ring.waitReadableAsync(3)).toBe(false);
    expect(ring.waitWritable(16, 3)).toBe(true);
    ring.push(bytes(0, 1));
    expect(ring.waitWritable(1, 3)).toBe(false);
    expect(ring.waitReadable()).toBe(true);
    expect(await ring.waitReadableAsync()).toBe(true);
    ring.pop();
    const later = ring.waitReadableAsync();
    ring.push(bytes(1, 1));
    expect(await later).toBe(true);
  });

  test.each(NOT_A_TIME)('%s is no time', async (ms) => {
    const ring = ByteRing.create(16);
    refuses(() => ring.waitReadable(any(ms)), /milliseconds, 0 or more/);
    refuses(() => ring.waitWritable(1, any(ms)), /milliseconds, 0 or more/);
    await expect(ring.waitReadableAsync(any(ms))).rejects.toThrow(RangeError);
  });

  test.each([...NOT_WHOLE, 17])('room for %s bytes cannot be waited for', (count) => {
    refuses(() => ByteRing.create(16).waitWritable(any(count), 0), /number of bytes must be a .*number from 0 to 16/);
  });

  test.each([...NOT_WHOLE, 0, 8, 24, 100])('no ring of %s bytes', (capacity) => {
    for (const kind of [ByteRing, RecordRing]) refuses(() => kind.create(any(capacity)), /capacity must be a (.*number from 16|power of two)/);
  });
});

describe('MPSC queue', () => {
  test.each([0, 2 ** 31 - 3, -3])('records of several producers, in order, from ticket %i', (ticket) => {
    const { buffer } = MpscQueue.create(4, 40);
    const words = new Int32Array(buffer);
    words[16] = words[32] = ticket;
    for (let slot = 0; slot < 4; slot++) words[48 + 2 * ((ticket + slot) & 3)] = ticket + slot;
    const producers = [MpscQueue.attach(buffer), MpscQueue.attach(buffer)];
    const consumer = MpscQueue.attach(buffer);
    for (let i = 0; i < 100; i++) {
      for (let k = 0; k < 4; k++) expect(producers[k % 2]?.push(bytes(i + k, (i + k) % 41))).toBe(true);
      expect(producers[0]?.push(bytes(0, 1))).toBe(false);
      for (let k = 0; k < 4; k++) expect([...(k % 2 ? consumer.pop()! : consumer.popWait()!)]).toEqual([...bytes(i + k, (i + k) % 41)]);
      expect(consumer.pop()).toBeUndefined();
    }
  });

  test('waiting comes back when the time has passed, or there is something', async () => {
    const queue = MpscQueue.create(2, 8);
    expect(queue.popWait(3)).toBeUndefined();
    expect(await queue.popAsync(3)).toBeUndefined();
    const later = queue.popAsync();
    MpscQueue.attach(queue.buffer).push(bytes(7, 2));
    expect([...(await later)!]).toEqual([7, 8]);
  });

  test.each([...NOT_WHOLE, 0])('not of %s', (count) => {
    refuses(() => MpscQueue.create(any(count), 8), /slots must be a .*number from 2/);
    refuses(() => MpscQueue.create(2, any(count)), /recordBytes must be a .*number from 1/);
  });

  test('other sizes it cannot have', () => {
    refuses(() => MpscQueue.create(6, 8), /slots must be a power of two, not 6/);
    refuses(() => MpscQueue.create(1, 8), /slots must be a whole number from 2/);
    refuses(() => MpscQueue.create(2 ** 20, 2 ** 12), /size of the queue must be/);
    const queue = MpscQueue.create(2, 8);
    refuses(() => queue.push(bytes(0, 9)), /length of a record must be a whole number from 0 to 8, not 9/);
    expect([queue.push(bytes(0, 8)), queue.push(bytes(0, 8)), queue.push(bytes(0, 8))]).toEqual([true, true, false]);
  });

  test.each(NOT_A_TIME)('%s is no time', async (ms) => {
    const queue = MpscQueue.create(2, 8);
    refuses(() => queue.popWait(any(ms)), /milliseconds, 0 or more/);
    await expect(queue.popAsync(any(ms))).rejects.toThrow(RangeError);
  });
});

describe('mailbox', () => {
  test('nobody serves, nobody calls', async () => {
    const mailbox = Mailbox.create(8);
    expect(mailbox.call(bytes(0, 8), 3)).toBeUndefined();
    expect(mailbox.call(bytes(0, 8), 0)).toBeUndefined();
    expect(mailbox.serve((request) => request, 3)).toBe(false);
    expect(await mailbox.serveAsync((request) => request, 3)).toBe(false);
  });

  test('bad input leaves it idle', async () => {
    const mailbox = Mailbox.create(8);
    const before = [...new Int32Array(mailbox.buffer)];
    refuses(() => mailbox.call(bytes(0, 9)), /length of a request must be a whole number from 0 to 8, not 9/);
    for (const ms of NOT_A_TIME) {
      refuses(() => mailbox.call(bytes(0, 1), any(ms)), /milliseconds, 0 or more/);
      refuses(() => mailbox.serve((request) => request, any(ms)), /milliseconds, 0 or more/);
      await expect(mailbox.serveAsync((request) => request, any(ms))).rejects.toThrow(RangeError);
    }
    expect([...new Int32Array(mailbox.buffer)]).toEqual(before);
  });

  test.each([...NOT_WHOLE, 0])('not for messages of %s bytes', (capacity) => {
    refuses(() => Mailbox.create(any(capacity)), /capacity must be a .*number from 1/);
  });
});
