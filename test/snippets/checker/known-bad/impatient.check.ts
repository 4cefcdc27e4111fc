/** A lock whose waiter, woken after its time is up, gives up without passing the wake-up on. */

import { scenario, thread } from 'atomics-snippets/checker';

class Lock {
  constructor(private readonly words: Int32Array) {}

  lock(milliseconds = Infinity): boolean {
    const start = performance.now();
    while (Atomics.compareExchange(this.words, 0, 0, 1) !== 0) {
      const left = milliseconds - (performance.now() - start);
      if (left <= 0) return false;
      Atomics.wait(this.words, 0, 1, left);
    }
    return true;
  }

  /** Wakes one, who is then to take the lock or to wake the next. */
  unlock(): void {
    Atomics.store(this.words, 0, 0);
    Atomics.notify(this.words, 0, 1);
  }

  /** As `lock`, but looks at the time first once it is awake. */
  lockImpatiently(milliseconds: number): boolean {
    const start = performance.now();
    if (Atomics.compareExchange(this.words, 0, 0, 1) === 0) return true;
    Atomics.wait(this.words, 0, 1, milliseconds);
    if (performance.now() - start >= milliseconds) return false;
    return Atomics.compareExchange(this.words, 0, 0, 1) === 0;
  }
}

scenario('a patient and an impatient waiter', () => {
  const words = new Int32Array(new SharedArrayBuffer(4));
  words[0] = 1;
  const lock = new Lock(words);
  thread('holder', () => lock.unlock());
  thread('impatient', () => { if (lock.lockImpatiently(10)) lock.unlock(); });
  thread('patient', () => { if (lock.lock()) lock.unlock(); });
});
