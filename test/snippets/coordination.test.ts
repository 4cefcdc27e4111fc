/** Barrier, once, latch and seqlock in one thread, and what they refuse. */

import { describe, expect, test } from 'vitest';
import { Barrier } from '../../snippets/src/barrier.ts';
import { Latch } from '../../snippets/src/latch.ts';
import { Once } from '../../snippets/src/once.ts';
import { Seqlock } from '../../snippets/src/seqlock.ts';
import { NOT_A_TIME, NOT_WHOLE, any, refuses } from './kit/refusals.ts';

describe('barrier', () => {
  test('for one: never waits', () => {
    const barrier = Barrier.create(1);
    expect([1, 2, 3].map(() => barrier.wait())).toEqual([true, true, true]);
  });

  test('without blocking: two generations, a leader each', async () => {
    const barrier = Barrier.create(3);
    for (let generation = 0; generation < 2; generation++) {
      const leaders = await Promise.all([1, 2, 3].map(() => Barrier.attach(barrier.buffer).waitAsync()));
      expect(leaders.filter(Boolean)).toHaveLength(1);
    }
  });

  test('one more than it is for is told', () => {
    const barrier = Barrier.create(1);
    Atomics.store(new Int32Array(barrier.buffer), 2, 1);
    refuses(() => barrier.wait(), /for 1 threads, and one more has come/);
  });

  test.each([...NOT_WHOLE, 0])('not for %s threads', (parties) => {
    refuses(() => Barrier.create(any(parties)), /parties must be a .*number from 1/);
  });
});

describe('once', () => {
  test('the first call does the work, the others find it done', () => {
    const once = Once.create();
    const other = Once.attach(once.buffer, 1);
    let calls = 0;
    expect(other.call(() => { calls++; })).toBe(true);
    expect(once.call(() => { calls++; })).toBe(false);
    expect(calls).toBe(1);
  });

  test('work that throws was not done', async () => {
    const once = Once.create();
    expect(() => once.call(() => { throw new Error('no luck'); })).toThrow('no luck');
    await expect(once.callAsync(() => Promise.reject(new Error('again')))).rejects.toThrow('again');
    expect(await once.callAsync(() => {})).toBe(true);
  });

  test('without blocking: others wait for asynchronous work', async () => {
    const { buffer } = Once.create();
    let done = false;
    const results = await Promise.all([1, 2, 3].map(async (thread) => {
      const mine = await Once.attach(buffer, thread).callAsync(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        done = true;
      });
      expect(done).toBe(true);
      return mine;
    }));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test('a death is recovered from, but not the life of another', () => {
    const once = Once.create();
    Atomics.store(new Int32Array(once.buffer), 1, 3 + 1);
    expect(once.recover(2)).toBe(false);
    expect(once.recover(3)).toBe(true);
    expect(once.call(() => {})).toBe(true);
    expect(once.recover(0)).toBe(false);
    expect(once.call(() => {})).toBe(false);
  });

  test.each([...NOT_WHOLE, 2 ** 30])('%s is no thread', (thread) => {
    const once = Once.create();
    refuses(() => Once.attach(once.buffer, any(thread)), /thread must be a .*number from 0/);
    refuses(() => once.recover(any(thread)), /thread must be a .*number from 0/);
  });
});

describe('latch', () => {
  test('opens after all events, and stays open', async () => {
    const latch = Latch.create(3);
    expect(latch.wait(2)).toBe(false);
    expect(latch.countDown(2)).toBe(false);
    expect(await latch.waitAsync(2)).toBe(false);
    const waiting = Latch.attach(latch.buffer).waitAsync();
    expect(latch.countDown()).toBe(true);
    expect(await waiting).toBe(true);
    expect([latch.wait(), latch.wait(0)]).toEqual([true, true]);
  });

  test('an event too many is refused', () => {
    const latch = Latch.create(1);
    refuses(() => latch.countDown(2), /waits for 1 more events, not for 2/);
    latch.countDown();
    refuses(() => latch.countDown(), /waits for 0 more events/);
    expect(latch.wait(0)).toBe(true);
  });

  test.each(NOT_WHOLE)('%s is no count', (count) => {
    refuses(() => Latch.create(any(count)), /count must be a .*number from 0/);
    const latch = Latch.create(1);
    if (count !== undefined) refuses(() => latch.countDown(any(count)), /events must be a .*number from 1/);
    refuses(() => latch.countDown(0), /events must be/);
    expect(latch.countDown()).toBe(true);
  });

  test.each(NOT_A_TIME)('%s is no time', async (ms) => {
    refuses(() => Latch.create(0).wait(any(ms)), /milliseconds, 0 or more/);
    await expect(Latch.create(0).waitAsync(any(ms))).rejects.toThrow(RangeError);
  });
});

describe('seqlock', () => {
  test('what was written is read, as Int32', () => {
    const seqlock = Seqlock.create(3);
    expect([...seqlock.read()]).toEqual([0, 0, 0]);
    seqlock.write([1, -2, 2 ** 31]);
    expect([...Seqlock.attach(seqlock.buffer).read()]).toEqual([1, -2, -(2 ** 31)]);
  });

  test('while a writer is at work there is nothing to read without waiting', () => {
    const seqlock = Seqlock.create(1);
    Atomics.store(new Int32Array(seqlock.buffer), 2, 1);
    expect(seqlock.readIfAvailable()).toBeUndefined();
  });

  test('what cannot be written leaves it as it was', () => {
    const seqlock = Seqlock.create(2);
    for (const values of [[], [1], [1, 2, 3]]) refuses(() => seqlock.write(values), /gives all 2 words, not \d/);
    expect(() => seqlock.write(any([1n, 2n]))).toThrow(TypeError);
    expect([...seqlock.read()]).toEqual([0, 0]);
  });

  test.each([...NOT_WHOLE, 0])('not of %s words', (length) => {
    refuses(() => Seqlock.create(any(length)), /length must be a .*number from 1/);
  });
});
