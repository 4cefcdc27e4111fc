/**
 * A reader–writer lock: readers count up, a writer takes a flag. The last reader frees the lock by a compareExchange
 * on a count that it read before, as if no reader could have come since.
 */

import { scenario, thread } from 'atomics-snippets/checker';

const READERS = 0;
const STATE = 1;
const FREE = 0;
const READING = 1;
const WRITING = 2;

class ReadWriteLock {
  constructor(private readonly words: Int32Array) {}

  lockRead(): boolean {
    const state = Atomics.load(this.words, STATE);
    if (state === WRITING) return false;
    if (state === FREE && Atomics.compareExchange(this.words, STATE, FREE, READING) === WRITING) return false;
    Atomics.add(this.words, READERS, 1);
    return true;
  }

  unlockRead(): void {
    // A new reader may have seen READING, and count itself only after this.
    if (Atomics.sub(this.words, READERS, 1) === 1) Atomics.compareExchange(this.words, STATE, READING, FREE);
  }

  lockWrite(): boolean {
    return Atomics.compareExchange(this.words, STATE, FREE, WRITING) === FREE;
  }

  unlockWrite(): void {
    Atomics.store(this.words, STATE, FREE);
  }
}

scenario('two readers and a writer', () => {
  const words = new Int32Array(new SharedArrayBuffer(8));
  const data = new Int32Array(new SharedArrayBuffer(4));
  const lock = new ReadWriteLock(words);
  for (const name of ['reader', 'late reader']) {
    thread(name, () => {
      if (!lock.lockRead()) return 0;
      const seen = data[0]!;
      lock.unlockRead();
      return seen;
    });
  }
  thread('writer', () => {
    if (!lock.lockWrite()) return;
    data[0] = 1;
    lock.unlockWrite();
  });
});
