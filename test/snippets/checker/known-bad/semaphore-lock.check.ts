/**
 * A semaphore with an inner lock of three states. Its lock takes "contended" for "free", so two threads are inside;
 * and it notifies another index than the one it waits on.
 */

import { scenario, thread } from 'atomics-snippets/checker';

const LOCK = 0;
const PERMITS = 1;
const FREE = 0;
const HELD = 1;
const CONTENDED = 2;

class Semaphore {
  constructor(private readonly words: Int32Array) {}

  private lock(): void {
    for (;;) {
      const before = Atomics.exchange(this.words, LOCK, CONTENDED);
      if (before !== HELD) return;
      Atomics.wait(this.words, LOCK, CONTENDED);
    }
  }

  private unlock(): void {
    if (Atomics.exchange(this.words, LOCK, FREE) === CONTENDED) Atomics.notify(this.words, LOCK, 1);
  }

  tryAcquire(): boolean {
    this.lock();
    const permits = this.words[PERMITS]!;
    if (permits > 0) this.words[PERMITS] = permits - 1;
    this.unlock();
    return permits > 0;
  }
}

class Gate {
  constructor(private readonly words: Int32Array) {}

  pass(): void {
    while (Atomics.load(this.words, PERMITS) === 0) Atomics.wait(this.words, PERMITS, 0);
  }

  open(): void {
    Atomics.store(this.words, PERMITS, 1);
    Atomics.notify(this.words, LOCK);
  }
}

scenario('two threads want the only permit', () => {
  const words = new Int32Array(new SharedArrayBuffer(8));
  words[PERMITS] = 1;
  for (const name of ['a', 'b']) thread(name, () => new Semaphore(words).tryAcquire());
});

scenario('one waits for a permit, one gives it', () => {
  const words = new Int32Array(new SharedArrayBuffer(8));
  thread('waiter', () => new Gate(words).pass());
  thread('giver', () => new Gate(words).open());
});
