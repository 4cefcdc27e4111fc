/** A semaphore that notifies only when the count goes from 0 to 1: the second of two permits finds its waiter asleep. */

import { scenario, thread } from 'atomics-snippets/checker';

class Semaphore {
  constructor(private readonly words: Int32Array) {}

  acquire(): void {
    for (;;) {
      const count = Atomics.load(this.words, 0);
      if (count === 0) Atomics.wait(this.words, 0, 0);
      else if (Atomics.compareExchange(this.words, 0, count, count - 1) === count) return;
    }
  }

  release(): void {
    if (Atomics.add(this.words, 0, 1) === 0) Atomics.notify(this.words, 0, 1);
  }
}

scenario('two wait, two permits come', () => {
  const words = new Int32Array(new SharedArrayBuffer(4));
  const semaphore = new Semaphore(words);
  thread('a', () => semaphore.acquire());
  thread('b', () => semaphore.acquire());
  thread('giver', () => {
    semaphore.release();
    semaphore.release();
  });
});
