/** A condition whose waiters all wait on one constant value: a notify between the unlock and the wait is missed. */

import { scenario, thread } from 'atomics-snippets/checker';

const LOCK = 0;
const SIGNAL = 1;
const READY = 2;

class Monitor {
  constructor(private readonly words: Int32Array) {}

  lock(): void {
    while (Atomics.compareExchange(this.words, LOCK, 0, 1) !== 0) Atomics.wait(this.words, LOCK, 1);
  }

  unlock(): void {
    Atomics.store(this.words, LOCK, 0);
    Atomics.notify(this.words, LOCK, 1);
  }

  wait(): void {
    this.unlock();
    // A sequence number, read before the unlock, would tell that the notify has been.
    Atomics.wait(this.words, SIGNAL, 0);
    this.lock();
  }

  notify(): void {
    Atomics.notify(this.words, SIGNAL, 1);
  }
}

scenario('one waits until the other is ready', () => {
  const words = new Int32Array(new SharedArrayBuffer(12));
  thread('waiter', () => {
    const monitor = new Monitor(words);
    monitor.lock();
    while (words[READY] === 0) monitor.wait();
    monitor.unlock();
  });
  thread('notifier', () => {
    const monitor = new Monitor(words);
    monitor.lock();
    words[READY] = 1;
    monitor.notify();
    monitor.unlock();
  });
});
