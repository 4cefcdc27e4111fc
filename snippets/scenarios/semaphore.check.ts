/** The semaphore: permits are conserved, and no thread sleeps beside one. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Semaphore } from '../src/semaphore.ts';

function semaphore(permits: number, most = 9, spins = 0): Semaphore {
  const made = Semaphore.create(permits, most);
  made.spins = spins;
  return made;
}

/** How many permits are there at the end; takes them. */
function left(from: Semaphore): number {
  let count = 0;
  while (count < 9 && from.acquireIfAvailable()) count++;
  return count;
}

scenario('one permit is a mutex', () => {
  const one = semaphore(1);
  const word = new Int32Array(new SharedArrayBuffer(8));
  for (let t = 0; t < 3; t++) {
    thread(() => {
      one.acquire();
      word[0]!++;
      one.release();
    });
  }
  invariant(() => {
    check(word[0] === 3, 'no increment is lost');
    check(left(one) === 1, 'one permit is there at the end');
  });
});

scenario('one permit, with spinning', () => {
  const one = semaphore(1, 1, 1);
  const word = new Int32Array(new SharedArrayBuffer(8));
  for (let t = 0; t < 2; t++) {
    thread(() => {
      one.acquire();
      word[0]!++;
      one.release();
    });
  }
  invariant(() => check(word[0] === 2 && left(one) === 1, 'no increment and no permit is lost'));
});

scenario('two permits for three threads', () => {
  const two = semaphore(2);
  const inside = new Int32Array(new SharedArrayBuffer(8));
  for (let t = 0; t < 3; t++) {
    thread(() => {
      two.acquire();
      check(Atomics.add(inside, 0, 1) < 2, 'at most two are inside');
      Atomics.sub(inside, 0, 1);
      two.release();
    });
  }
  invariant(() => check(left(two) === 2, 'two permits are there at the end'));
});

scenario('two sleep, and two permits come at once', () => {
  const none = semaphore(0);
  thread(() => none.acquire());
  thread(() => none.acquire());
  thread(() => none.release(2));
  invariant(() => check(left(none) === 0, 'both were taken'));
});

scenario('two sleep, and permits come one after the other', () => {
  const none = semaphore(0);
  thread(() => none.acquire());
  thread(() => none.acquire());
  thread(() => {
    none.release();
    none.release();
  });
  invariant(() => check(left(none) === 0, 'both were taken'));
});

scenario('one that gives up leaves the permit to the other', () => {
  const none = semaphore(0);
  const impatient = thread('impatient', () => none.acquireIfAvailable(1) !== undefined);
  thread('patient', () => none.acquire());
  thread('giver', () => {
    none.release();
    none.release();
  });
  invariant(() => check(left(none) === (impatient.result ? 0 : 1), 'the permits are conserved'));
});

scenario('who will not wait is sent away or let in, at once', () => {
  const one = semaphore(1);
  thread('hasty', () => one.acquireIfAvailable()?.release());
  thread('other', () => one.acquire().release());
  invariant(() => check(left(one) === 1, 'the permits are conserved'));
});

scenario('two that will not wait, and a permit for each', () => {
  const two = semaphore(2);
  const hasty = [0, 1].map(() => thread('hasty', () => two.acquireIfAvailable() !== undefined));
  invariant(() => check(hasty.every((t) => t.result === true), 'none is sent away'));
});

scenario('nothing is released: the time passes', () => {
  const none = semaphore(0);
  const alone = thread(() => none.acquireIfAvailable(1));
  invariant(() => check(alone.result === undefined, 'and it is said'));
});

scenario('more than the most is refused, and changes nothing', () => {
  const full = semaphore(1, 2);
  const refused = (): boolean => {
    try {
      full.release();
      return false;
    } catch (error) {
      return error instanceof RangeError;
    }
  };
  const a = thread(refused);
  const b = thread(refused);
  invariant(() => {
    check(a.result !== b.result, 'one of two is refused');
    check(left(full) === 2, 'there are as many as there may be');
  });
});

scenario('threads that must not block', () => {
  const one = semaphore(1);
  const word = new Int32Array(new SharedArrayBuffer(8));
  for (let t = 0; t < 2; t++) {
    thread(async () => {
      await one.acquireAsync();
      word[0]!++;
      one.release();
    });
  }
  thread(() => {
    one.acquire();
    word[0]!++;
    one.release();
  });
  invariant(() => check(word[0] === 3 && left(one) === 1, 'no increment and no permit is lost'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(Semaphore.BYTES);
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = Semaphore.attach(buffer);
    return own.acquireIfAvailable() !== undefined && (own.release(), true);
  };
  const maker = thread('maker', () => Semaphore.create(1, 1, buffer));
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
