/** Mutex, reader–writer lock, condition and semaphore in one thread, and what they refuse. */

import { describe, expect, test } from 'vitest';
import { Condition } from '../../snippets/src/condition.ts';
import { Mutex } from '../../snippets/src/mutex.ts';
import { ReadWriteLock } from '../../snippets/src/rwlock.ts';
import { Semaphore } from '../../snippets/src/semaphore.ts';
import { NOT_A_TIME, NOT_WHOLE, any, refuses } from './kit/refusals.ts';

const wordsOf = (buffer: SharedArrayBuffer): number[] => [...new Int32Array(buffer)];

describe('mutex', () => {
  test('lock and unlock, also by using', () => {
    const mutex = Mutex.create();
    const other = Mutex.attach(mutex.buffer, 1);
    {
      using held = mutex.lock();
      expect(held).toBe(mutex);
      expect(other.lockIfAvailable()).toBeUndefined();
      expect(other.lockIfAvailable(5)).toBeUndefined();
    }
    expect(other.lockIfAvailable()).toBe(other);
    other.unlock();
    expect(mutex.abandoned).toBe(false);
  });

  test('an unlock by who does not hold it is reported, and changes nothing', () => {
    const mutex = Mutex.create();
    const other = Mutex.attach(mutex.buffer, 1);
    refuses(() => mutex.unlock(), /Thread 0 does not hold the mutex/);
    mutex.lock();
    const before = wordsOf(mutex.buffer);
    refuses(() => other.unlock(), /Thread 1 does not hold the mutex/);
    refuses(() => Mutex.attach(mutex.buffer, 0).unlock(), /with this handle/);
    refuses(() => mutex.lock(), /would wait for itself/);
    refuses(() => mutex.lockIfAvailable(), /would wait for itself/);
    expect(wordsOf(mutex.buffer)).toEqual(before);
    mutex.unlock();
    refuses(() => mutex.unlock(), /does not hold/);
  });

  test('the death of the holder is told to the next one, once', () => {
    const mutex = Mutex.create();
    const [dead, next] = [Mutex.attach(mutex.buffer, 1), Mutex.attach(mutex.buffer, 2)];
    dead.lock();
    expect(mutex.recover(2)).toBe(false);
    expect(mutex.lockIfAvailable()).toBeUndefined();
    expect(mutex.recover(1)).toBe(true);
    expect(next.lock().abandoned).toBe(true);
    next.unlock();
    expect(next.lock().abandoned).toBe(false);
    next.unlock();
    refuses(() => dead.unlock(), /does not hold/);
  });

  test('without blocking: tasks of one thread, with a handle each, one after the other', async () => {
    const { buffer } = Mutex.create();
    const order: string[] = [];
    await Promise.all([1, 2, 3].map(async (thread) => {
      const mutex = Mutex.attach(buffer, thread);
      await mutex.lockAsync();
      order.push(`in ${thread}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      order.push(`out ${thread}`);
      mutex.unlock();
    }));
    for (let i = 0; i < 6; i += 2) expect(order[i]?.slice(3)).toBe(order[i + 1]?.slice(4));
  });

  test.each([...NOT_WHOLE, 2 ** 30])('%s is no thread', (thread) => {
    const mutex = Mutex.create();
    refuses(() => Mutex.attach(mutex.buffer, any(thread)), /thread must be a .*number from 0 to 1073741823/);
    if (thread !== undefined) refuses(() => Mutex.create(any(thread)), /thread must be/);
    refuses(() => mutex.recover(any(thread)), /thread must be/);
  });

  test.each(NOT_A_TIME)('%s is no time', (ms) => {
    const mutex = Mutex.create();
    refuses(() => mutex.lockIfAvailable(any(ms)), /milliseconds, 0 or more/);
    mutex.lock();
  });
});

describe('reader–writer lock', () => {
  test('readers together, a writer alone', () => {
    const a = ReadWriteLock.create();
    const [b, c] = [ReadWriteLock.attach(a.buffer), ReadWriteLock.attach(a.buffer)];
    a.lockRead();
    expect(b.lockReadIfAvailable()).toBe(b);
    expect(c.lockWriteIfAvailable()).toBeUndefined();
    a.unlock();
    expect(c.lockWriteIfAvailable(2)).toBeUndefined();
    b.unlock();
    {
      using _ = c.lockWrite();
      expect(a.lockReadIfAvailable()).toBeUndefined();
      expect(a.lockWriteIfAvailable()).toBeUndefined();
    }
    expect(a.lockWriteIfAvailable()).toBe(a);
  });

  test('who does not hold it cannot unlock, who holds it cannot lock', () => {
    const a = ReadWriteLock.create();
    const b = ReadWriteLock.attach(a.buffer);
    refuses(() => a.unlock(), /does not hold the lock/);
    a.lockRead();
    refuses(() => b.unlock(), /does not hold the lock/);
    refuses(() => a.lockWrite(), /would wait for itself/);
    refuses(() => a.lockReadIfAvailable(), /would wait for itself/);
    a.unlock();
    expect(b.lockWriteIfAvailable()).toBe(b);
  });

  test('without blocking: a writer among readers', async () => {
    const { buffer } = ReadWriteLock.create();
    let inside = 0;
    const read = async (): Promise<void> => {
      const lock = await ReadWriteLock.attach(buffer).lockReadAsync();
      inside++;
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside--;
      lock.unlock();
    };
    const write = async (): Promise<void> => {
      const lock = await ReadWriteLock.attach(buffer).lockWriteAsync();
      expect(inside).toBe(0);
      lock.unlock();
    };
    await Promise.all([read(), read(), write(), read(), write()]);
    expect(ReadWriteLock.attach(buffer).lockWriteIfAvailable()).toBeDefined();
  });

  test.each(NOT_A_TIME)('%s is no time', (ms) => {
    const lock = ReadWriteLock.create();
    refuses(() => lock.lockReadIfAvailable(any(ms)), /milliseconds, 0 or more/);
    refuses(() => lock.lockWriteIfAvailable(any(ms)), /milliseconds, 0 or more/);
    lock.lockWrite();
  });
});

describe('condition', () => {
  test('waits for a time, and holds the mutex again', () => {
    const condition = Condition.create();
    const mutex = Mutex.create();
    mutex.lock();
    expect(condition.wait(mutex, 5)).toBe(false);
    mutex.unlock();
    expect(condition.notify()).toBe(0);
  });

  test('without blocking: notified by another task', async () => {
    const condition = Condition.create();
    const { buffer } = Mutex.create();
    const [mine, theirs] = [Mutex.attach(buffer, 1), Mutex.attach(buffer, 2)];
    await mine.lockAsync();
    const waiting = condition.waitAsync(mine);
    await theirs.lockAsync();
    expect(condition.notify(1)).toBe(1);
    theirs.unlock();
    expect(await waiting).toBe(true);
    expect(await condition.waitAsync(mine, 2)).toBe(false);
    mine.unlock();
  });

  test('bad input leaves the mutex held', async () => {
    const condition = Condition.create();
    const mutex = Mutex.create().lock();
    for (const ms of NOT_A_TIME) {
      refuses(() => condition.wait(mutex, any(ms)), /milliseconds, 0 or more/);
      await expect(condition.waitAsync(mutex, any(ms))).rejects.toThrow(RangeError);
    }
    for (const count of [-1, NaN, '1']) refuses(() => condition.notify(any(count)), /number of waiters/);
    mutex.unlock();
  });
});

describe('semaphore', () => {
  test('as many as there are permits', () => {
    const semaphore = Semaphore.create(2);
    const other = Semaphore.attach(semaphore.buffer);
    semaphore.acquire();
    {
      using held = other.acquireIfAvailable();
      expect(held).toBe(other);
      expect(semaphore.acquireIfAvailable()).toBeUndefined();
      expect(semaphore.acquireIfAvailable(3)).toBeUndefined();
    }
    expect(semaphore.acquireIfAvailable()).toBe(semaphore);
    semaphore.release(2);
    expect([1, 2, 3].map(() => other.acquireIfAvailable() !== undefined)).toEqual([true, true, false]);
  });

  test('never more than the most', () => {
    const semaphore = Semaphore.create(1, 3);
    semaphore.release(2);
    refuses(() => semaphore.release(), /has 3 permits, and with 1 more it would have more than 3/);
    semaphore.acquire();
    refuses(() => semaphore.release(2), /has 2 permits/);
    semaphore.release();
    const full = Semaphore.create(2 ** 31 - 1);
    refuses(() => full.release(), /more than 2147483647/);
  });

  test('without blocking', async () => {
    const semaphore = Semaphore.create(0);
    const waiting = semaphore.acquireAsync();
    semaphore.release();
    expect(await waiting).toBe(semaphore);
  });

  test.each(NOT_WHOLE)('%s is no number of permits', (permits) => {
    refuses(() => Semaphore.create(any(permits)), /permits must be a .*number from 0/);
    const semaphore = Semaphore.create(1);
    if (permits !== undefined) {
      refuses(() => Semaphore.create(1, any(permits)), /most must be a .*number from 1/);
      refuses(() => semaphore.release(any(permits)), /permits must be a .*number from 1/);
    }
    refuses(() => semaphore.release(0), /permits must be/);
    expect(semaphore.acquireIfAvailable()).toBeDefined();
    expect(semaphore.acquireIfAvailable()).toBeUndefined();
  });

  test('more permits than the most', () => {
    refuses(() => Semaphore.create(4, 3), /permits must be a whole number from 0 to 3, not 4/);
  });
});
