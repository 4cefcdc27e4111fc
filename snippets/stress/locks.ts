/** Stress of what makes threads wait for each other: who is inside is alone, and everybody gets on. */

import { Barrier } from '../src/barrier.ts';
import { Condition } from '../src/condition.ts';
import { Latch } from '../src/latch.ts';
import { Mutex } from '../src/mutex.ts';
import { Once } from '../src/once.ts';
import { ReadWriteLock } from '../src/rwlock.ts';
import { Semaphore } from '../src/semaphore.ts';
import { Seqlock } from '../src/seqlock.ts';
import { type Stress, must } from './stress.ts';

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** The lock at byte 0, and at byte 64 plain words that it guards: all equal when nobody is inside. */
const GUARDED = 64;
const wordsIn = (buffer: SharedArrayBuffer): Int32Array => new Int32Array(buffer, GUARDED, 4);

function increment(words: Int32Array): void {
  const [a, b, c, d] = words;
  must(a === b && b === c && c === d, 'nobody else is inside');
  for (let i = 0; i < words.length; i++) words[i] = (a ?? 0) + 1;
}

const mutexStress: Stress = {
  name: 'mutex',
  threads: 3,
  setup: () => Mutex.create(0, new SharedArrayBuffer(GUARDED + 16)).buffer,
  work(buffer, id, stop) {
    const mutex = Mutex.attach(buffer, id + 1);
    const words = wordsIn(buffer);
    let operations = 0;
    while (!stop()) {
      const held = operations % 64 === 0 ? mutex.lockIfAvailable(1) : mutex.lock();
      if (!held) continue;
      // Who died may have left the words half done.
      if (mutex.abandoned) words.fill(Math.max(...words));
      increment(words);
      operations++;
      mutex.unlock();
    }
    return operations;
  },
  finish(buffer, operations) {
    must(Mutex.attach(buffer, 99).lockIfAvailable() !== undefined, 'the mutex is free');
    must(wordsIn(buffer)[0] === total(operations), 'no increment is lost');
  },
};

const killedMutex: Stress = {
  ...mutexStress,
  recover: (buffer, id) => void Mutex.attach(buffer, 98).recover(id + 1),
  finish(buffer, operations) {
    must(Mutex.attach(buffer, 99).lockIfAvailable() !== undefined, 'the mutex is free');
    must((wordsIn(buffer)[0] ?? 0) >= total(operations), 'what those did that live is there');
  },
};

const rwlockStress: Stress = {
  name: 'rwlock',
  threads: 3,
  setup: () => ReadWriteLock.create(new SharedArrayBuffer(GUARDED + 16)).buffer,
  work(buffer, id, stop) {
    const lock = ReadWriteLock.attach(buffer);
    const words = wordsIn(buffer);
    let writes = 0;
    for (let turn = id; !stop(); turn++) {
      const writes1 = turn % 8 === 0;
      if (writes1) lock.lockWrite();
      else lock.lockRead();
      if (writes1) {
        increment(words);
        writes++;
      } else must(words[0] === words[3], 'no writer is inside');
      lock.unlock();
    }
    return writes;
  },
  finish: (buffer, writes) => must(wordsIn(buffer)[0] === total(writes), 'no write is lost'),
};

/** Two conditions and a mutex around a stock of at most 4: one thread fills it, two empty it. */
const conditionStress: Stress = {
  name: 'condition',
  threads: 3,
  setup() {
    const buffer = new SharedArrayBuffer(GUARDED + 16);
    Mutex.create(0, buffer, 0);
    Condition.create(buffer, 8);
    Condition.create(buffer, 16);
    return buffer;
  },
  work(buffer, id, stop) {
    const mutex = Mutex.attach(buffer, id + 1, 0);
    const [filled, emptied] = [Condition.attach(buffer, 8), Condition.attach(buffer, 16)];
    const words = wordsIn(buffer);
    let operations = 0;
    for (;;) {
      mutex.lock();
      while (id === 0 ? words[0] === 4 : words[0] === 0 && words[1] === 0) (id === 0 ? emptied : filled).wait(mutex);
      const over = id === 0 ? stop() : words[0] === 0;
      if (over) words[1] = 1;
      else {
        words[0]! += id === 0 ? 1 : -1;
        operations++;
      }
      mutex.unlock();
      if (id > 0) emptied.notify(1);
      else filled.notify(over ? Infinity : 1);
      if (over) return operations;
    }
  },
  finish(buffer, [given = 0, ...taken]) {
    must(wordsIn(buffer)[0] === 0 && given === total(taken), 'all that was put in was taken out');
  },
};

const semaphoreStress: Stress = {
  name: 'semaphore',
  threads: 3,
  setup: () => Semaphore.create(2, 2, new SharedArrayBuffer(GUARDED + 16)).buffer,
  work(buffer, _, stop) {
    const semaphore = Semaphore.attach(buffer);
    const inside = wordsIn(buffer);
    let operations = 0;
    for (; !stop(); operations++) {
      if (!(operations % 64 === 0 ? semaphore.acquireIfAvailable(1) : semaphore.acquire())) continue;
      must(Atomics.add(inside, 0, 1) < 2, 'two are inside at most');
      Atomics.sub(inside, 0, 1);
      semaphore.release();
    }
    return operations;
  },
  finish(buffer) {
    const semaphore = Semaphore.attach(buffer);
    must([1, 2, 3].filter(() => semaphore.acquireIfAvailable() !== undefined).length === 2, 'two permits are left');
  },
};

/** In each round every thread writes its word, and then sees the words of all. The leader decides whether to go on. */
const barrierStress: Stress = {
  name: 'barrier',
  threads: 3,
  setup: (threads) => Barrier.create(threads, new SharedArrayBuffer(GUARDED + 16)).buffer,
  work(buffer, id, stop) {
    const barrier = Barrier.attach(buffer);
    const words = wordsIn(buffer);
    for (let round = 1; ; round++) {
      words[id] = round;
      if (barrier.wait() && stop()) words[3] = 1;
      for (let other = 0; other < 3; other++) must(words[other] === round, 'all have arrived');
      barrier.wait();
      if (words[3] === 1) return round;
    }
  },
  finish: (_, rounds) => must(new Set(rounds).size === 1, 'all did the same rounds'),
};

const MANY = 4000;

/** So many of them in a row; each thread goes through all. */
const onceStress: Stress = {
  name: 'once',
  threads: 3,
  setup() {
    const buffer = new SharedArrayBuffer(MANY * 16);
    for (let i = 0; i < MANY; i++) Once.create(0, buffer, 16 * i);
    return buffer;
  },
  work(buffer, id) {
    const words = new Int32Array(buffer);
    let mine = 0;
    for (let i = 0; i < MANY; i++) {
      if (Once.attach(buffer, id + 1, 16 * i).call(() => { words[4 * i + 2]!++; })) mine++;
      must(words[4 * i + 2] === 1, 'the work is done, once');
    }
    return mine;
  },
  finish: (_, mine) => must(total(mine) === MANY, 'each was done by one'),
};

/** Latches in a row: each thread writes, counts down, and waits for the others. */
const latchStress: Stress = {
  name: 'latch',
  threads: 3,
  setup(threads) {
    const buffer = new SharedArrayBuffer(MANY * 32);
    for (let i = 0; i < MANY; i++) Latch.create(threads, buffer, 32 * i);
    return buffer;
  },
  work(buffer, id) {
    const words = new Int32Array(buffer);
    for (let i = 0; i < MANY; i++) {
      const latch = Latch.attach(buffer, 32 * i);
      words[8 * i + 2 + id] = i + 1;
      latch.countDown();
      latch.wait();
      for (let other = 0; other < 3; other++) must(words[8 * i + 2 + other] === i + 1, 'all have counted down');
    }
    return MANY;
  },
  finish: (_, counts) => must(counts.every((count) => count === MANY), 'all have passed'),
};

const seqlockStress: Stress = {
  name: 'seqlock',
  threads: 3,
  setup: () => Seqlock.create(8).buffer,
  work(buffer, id, stop) {
    const seqlock = Seqlock.attach(buffer);
    let operations = 0;
    let last = 0;
    for (; !stop(); operations++) {
      if (id === 0) seqlock.write(new Array<number>(8).fill(operations + 1));
      else {
        const words = seqlock.read();
        must(words.every((word) => word === words[0]), 'what is read is a state that existed');
        must(words[0]! >= last, 'states come in their order');
        last = words[0]!;
      }
    }
    return operations;
  },
  finish: (buffer, [writes]) => must(Seqlock.attach(buffer).read()[0] === writes, 'the last write is there'),
};

export const LOCKS: readonly Stress[] = [mutexStress, killedMutex, rwlockStress, conditionStress, semaphoreStress, barrierStress, onceStress, latchStress, seqlockStress];
