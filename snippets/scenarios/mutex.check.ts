/** The mutex: exclusion, no sleeper beside a free lock, strangers reported, deaths told to the next holder. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Mutex } from '../src/mutex.ts';

/** Handles of threads 0 to n - 1 on one mutex, and what it guards: a plain word. */
function guarded(n: number, spins = 0): { mutexes: Mutex[]; word: Int32Array } {
  const buffer = new SharedArrayBuffer(Mutex.BYTES + 8);
  const mutexes = [Mutex.create(0, buffer)];
  for (let t = 1; t < n; t++) mutexes.push(Mutex.attach(buffer, t));
  for (const mutex of mutexes) mutex.spins = spins;
  return { mutexes, word: new Int32Array(buffer, Mutex.BYTES, 1) };
}

function increment(mutex: Mutex, word: Int32Array): void {
  mutex.lock();
  word[0]!++;
  mutex.unlock();
}

scenario('three threads increment a plain word', () => {
  const { mutexes, word } = guarded(3);
  for (const mutex of mutexes) thread(() => increment(mutex, word));
  invariant(() => check(word[0] === 3, 'no increment is lost'));
});

scenario('two threads increment a plain word twice each, and spin', () => {
  const { mutexes, word } = guarded(2, 1);
  for (const mutex of mutexes) {
    thread(() => {
      increment(mutex, word);
      increment(mutex, word);
    });
  }
  invariant(() => check(word[0] === 4, 'no increment is lost'));
});

scenario('one that gives up after it was woken leaves the wake-up to the others', () => {
  const { mutexes, word } = guarded(3);
  thread('holder', () => increment(mutexes[0]!, word));
  const impatient = thread('impatient', () => {
    if (!mutexes[1]!.lockIfAvailable(1)) return 0;
    word[0]!++;
    mutexes[1]!.unlock();
    return 1;
  });
  thread('patient', () => increment(mutexes[2]!, word));
  invariant(() => check(word[0] === 2 + impatient.result!, 'each that was let in has done its work'));
});

scenario('who will not wait is sent away or let in, at once', () => {
  const { mutexes, word } = guarded(2);
  thread(() => increment(mutexes[0]!, word));
  const hasty = thread(() => {
    if (!mutexes[1]!.lockIfAvailable()) return 0;
    word[0]!++;
    mutexes[1]!.unlock();
    return 1;
  });
  invariant(() => check(word[0] === 1 + hasty.result!, 'each that was let in has done its work'));
});

scenario('a stranger cannot unlock, nor can the holder twice', () => {
  const { mutexes, word } = guarded(3);
  const refused = (mutex: Mutex): boolean => {
    try {
      mutex.unlock();
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  };
  thread('holder', () => {
    increment(mutexes[0]!, word);
    check(refused(mutexes[0]!), 'a second unlock is reported');
  });
  thread('stranger', () => check(refused(mutexes[1]!), 'an unlock by a stranger is reported'));
  thread('other', () => increment(mutexes[2]!, word));
  invariant(() => check(word[0] === 2, 'and nobody was let in by it'));
});

scenario('who locks twice is told, and does not wait for itself', () => {
  const { mutexes } = guarded(1);
  const told = thread(() => {
    mutexes[0]!.lock();
    try {
      mutexes[0]!.lock();
      return false;
    } catch (error) {
      return error instanceof TypeError;
    } finally {
      mutexes[0]!.unlock();
    }
  });
  invariant(() => check(told.result === true, 'a TypeError'));
});

scenario('the holder dies: the next one is told', () => {
  const { mutexes, word } = guarded(3);
  const mortal = thread('mortal', () => increment(mutexes[0]!, word), { dies: true });
  const recoverer = thread('recoverer', () => join(mortal) && mutexes[1]!.recover(0));
  const next = thread('next', () => {
    mutexes[2]!.lock();
    const { abandoned } = mutexes[2]!;
    word[0] = 7;
    mutexes[2]!.unlock();
    return abandoned;
  });
  invariant(() => {
    check(!next.result || recoverer.result === true, 'abandoned only if a death left it so');
    check(word[0] === 7 || word[0] === 8, 'and the word is whole');
    const late = Mutex.attach(mutexes[0]!.buffer, 9).lockIfAvailable();
    check(late !== undefined, 'free at the end');
    check(recoverer.result !== true || next.result || late.abandoned, 'somebody is told of the death');
  });
});

scenario('one that was woken dies before it can lock', () => {
  const { mutexes, word } = guarded(4);
  thread('holder', () => increment(mutexes[0]!, word));
  const mortal = thread('mortal', () => mutexes[1]!.lock().unlock(), { dies: true });
  thread('patient', () => increment(mutexes[2]!, word));
  thread('recoverer', () => join(mortal) && mutexes[3]!.recover(1));
  invariant(() => check(word[0] === 2, 'the others go on'));
});

scenario('two recover from one death', () => {
  const { mutexes, word } = guarded(4);
  const mortal = thread('mortal', () => mutexes[0]!.lock().unlock(), { dies: true });
  const recoverers = [1, 2].map((t) => thread('recoverer', () => join(mortal) && mutexes[t]!.recover(0)));
  thread('other', () => increment(mutexes[3]!, word));
  invariant(() => {
    check(recoverers.filter((t) => t.result === true).length <= 1, 'a death is recovered from once');
    check(word[0] === 1 && mutexes[3]!.lockIfAvailable() !== undefined, 'and the mutex is free at the end');
  });
});

scenario('nobody unlocks: the time passes', () => {
  const { mutexes } = guarded(2);
  mutexes[0]!.lock();
  const alone = thread(() => mutexes[1]!.lockIfAvailable(1));
  invariant(() => check(alone.result === undefined, 'and it is said'));
});

scenario('recovering a thread that held nothing lets nobody in', () => {
  const { mutexes, word } = guarded(3);
  const none = thread('recoverer', () => mutexes[0]!.recover(9));
  thread(() => increment(mutexes[1]!, word));
  thread(() => increment(mutexes[2]!, word));
  invariant(() => {
    check(none.result === false, 'it held nothing');
    check(word[0] === 2, 'no increment is lost');
  });
});

scenario('threads that must not block', () => {
  const { mutexes, word } = guarded(3);
  for (const mutex of mutexes.slice(0, 2)) {
    thread(async () => {
      await mutex.lockAsync();
      word[0]!++;
      mutex.unlock();
    });
  }
  thread(() => increment(mutexes[2]!, word));
  invariant(() => check(word[0] === 3, 'no increment is lost'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(Mutex.BYTES);
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = Mutex.attach(buffer, 3);
    return own.lockIfAvailable() !== undefined && (own.unlock(), true);
  };
  const maker = thread('maker', () => Mutex.create(0, buffer));
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
