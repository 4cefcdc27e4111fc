/** The reader–writer lock: a writer is alone, readers are not disturbed, and nobody sleeps beside a free lock. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { ReadWriteLock } from '../src/rwlock.ts';

/** Handles on one lock, and two plain words that it guards, always equal outside of a write. */
function guarded(n: number, spins = 0): { locks: ReadWriteLock[]; words: Int32Array } {
  const buffer = new SharedArrayBuffer(ReadWriteLock.BYTES + 8);
  const locks = [ReadWriteLock.create(buffer)];
  for (let t = 1; t < n; t++) locks.push(ReadWriteLock.attach(buffer));
  for (const lock of locks) lock.spins = spins;
  return { locks, words: new Int32Array(buffer, ReadWriteLock.BYTES, 2) };
}

function write(lock: ReadWriteLock, words: Int32Array): void {
  lock.lockWrite();
  words[0]!++;
  words[1]!++;
  lock.unlock();
}

function read(lock: ReadWriteLock, words: Int32Array): void {
  lock.lockRead();
  const [a, b] = [words[0], words[1]];
  lock.unlock();
  check(a === b, 'no write is under way');
}

scenario('a writer and two readers', () => {
  const { locks, words } = guarded(3);
  thread('writer', () => write(locks[0]!, words));
  thread('reader', () => read(locks[1]!, words));
  thread('reader', () => read(locks[2]!, words));
  invariant(() => check(words[0] === 1, 'the write is done'));
});

scenario('two writers and a reader', () => {
  const { locks, words } = guarded(3);
  thread('writer', () => write(locks[0]!, words));
  thread('writer', () => write(locks[1]!, words));
  thread('reader', () => read(locks[2]!, words));
  invariant(() => check(words[0] === 2, 'no write is lost'));
});

scenario('a writer and a reader that spin, twice each', () => {
  const { locks, words } = guarded(2, 1);
  thread('writer', () => {
    write(locks[0]!, words);
    write(locks[0]!, words);
  });
  thread('reader', () => {
    read(locks[1]!, words);
    read(locks[1]!, words);
  });
  invariant(() => check(words[0] === 2, 'no write is lost'));
});

scenario('readers are not kept out by readers', () => {
  const { locks } = guarded(2);
  const inside = new Int32Array(new SharedArrayBuffer(8));
  for (const lock of locks) {
    thread(() => {
      lock.lockRead();
      Atomics.add(inside, 0, 1);
      // Ends only if both are inside at a time.
      while (Atomics.load(inside, 0) < 2);
      lock.unlock();
    });
  }
});

scenario('a writer that gives up leaves nobody asleep', () => {
  const { locks, words } = guarded(3);
  thread('reader', () => read(locks[0]!, words));
  const impatient = thread('impatient', () => {
    if (!locks[1]!.lockWriteIfAvailable(1)) return 0;
    words[0]!++;
    words[1]!++;
    locks[1]!.unlock();
    return 1;
  });
  thread('late reader', () => read(locks[2]!, words));
  invariant(() => {
    check(words[0] === impatient.result, 'it wrote if it was let in');
    check(locks[0]!.lockWriteIfAvailable() !== undefined, 'free at the end');
  });
});

scenario('a reader that gives up leaves nobody asleep', () => {
  const { locks, words } = guarded(3);
  thread('writer', () => write(locks[0]!, words));
  thread('impatient', () => {
    if (locks[1]!.lockReadIfAvailable(1)) locks[1]!.unlock();
  });
  thread('other writer', () => write(locks[2]!, words));
  invariant(() => check(words[0] === 2, 'no write is lost'));
});

scenario('who will not wait is sent away or let in, at once', () => {
  const { locks, words } = guarded(3);
  thread('writer', () => write(locks[0]!, words));
  thread('hasty reader', () => {
    if (!locks[1]!.lockReadIfAvailable()) return;
    const [a, b] = [words[0], words[1]];
    locks[1]!.unlock();
    check(a === b, 'no write is under way');
  });
  const hasty = thread('hasty writer', () => {
    if (!locks[2]!.lockWriteIfAvailable()) return 1;
    words[0]!++;
    words[1]!++;
    locks[2]!.unlock();
    return 2;
  });
  invariant(() => check(words[0] === hasty.result, 'no write is lost'));
});

scenario('a stranger cannot unlock, nor can the holder twice', () => {
  const { locks, words } = guarded(2);
  const refused = (lock: ReadWriteLock): boolean => {
    try {
      lock.unlock();
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  };
  thread('writer', () => {
    write(locks[0]!, words);
    check(refused(locks[0]!), 'a second unlock is reported');
  });
  thread('reader', () => {
    check(refused(locks[1]!), 'an unlock by a stranger is reported');
    read(locks[1]!, words);
  });
});

scenario('who locks twice is told, and does not wait for itself', () => {
  const { locks } = guarded(1);
  const told = thread(() => {
    locks[0]!.lockWrite();
    try {
      locks[0]!.lockRead();
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  });
  invariant(() => check(told.result === true, 'a TypeError'));
});

scenario('threads that must not block', () => {
  const { locks, words } = guarded(3);
  thread('writer', async () => {
    await locks[0]!.lockWriteAsync();
    words[0]!++;
    words[1]!++;
    locks[0]!.unlock();
  });
  thread('reader', async () => {
    await locks[1]!.lockReadAsync();
    const [a, b] = [words[0], words[1]];
    locks[1]!.unlock();
    check(a === b, 'no write is under way');
  });
  thread('writer', () => write(locks[2]!, words));
  invariant(() => check(words[0] === 2, 'no write is lost'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(ReadWriteLock.BYTES);
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = ReadWriteLock.attach(buffer);
    return own.lockWriteIfAvailable() !== undefined && (own.unlock(), true);
  };
  const maker = thread('maker', () => ReadWriteLock.create(buffer));
  const early = thread('early', () => {
    try {
      return works();
    } catch (error) {
      return error instanceof RangeError && /with \w+\.create first/.test(error.message);
    }
  });
  thread('late', () => {
    join(maker);
    join(early);
    check(works(), 'whole in the end');
  });
  invariant(() => check(early.result === true, 'told, or whole'));
});
