/** Once: the work is done by one, and done when `call` returns. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Once } from '../src/once.ts';

/** Handles of threads 0 to n - 1, and a plain word for the work. */
function handles(n: number): { all: Once[]; word: Int32Array } {
  const buffer = new SharedArrayBuffer(Once.BYTES + 8);
  const all = [Once.create(0, buffer)];
  for (let t = 1; t < n; t++) all.push(Once.attach(buffer, t));
  return { all, word: new Int32Array(buffer, Once.BYTES, 1) };
}

scenario('three threads', () => {
  const { all, word } = handles(3);
  const threads = all.map((once) => thread(() => {
    const mine = once.call(() => {
      word[0]!++;
    });
    check(word[0] === 1, 'the work is done when call returns');
    return mine;
  }));
  invariant(() => check(threads.filter((t) => t.result === true).length === 1, 'one did it'));
});

scenario('the work throws: another thread tries', () => {
  const { all, word } = handles(3);
  const threads = all.map((once) => thread(() => {
    try {
      return once.call(() => {
        if (Atomics.add(word, 0, 1) === 0) throw new Error('the first try fails');
      }) ? 1 : 0;
    } catch {
      return -1;
    }
  }));
  invariant(() => check(threads.map((t) => t.result).sort().join() === '-1,0,1', 'one fails, one does it, one finds it done'));
});

scenario('threads that must not block', () => {
  const { all, word } = handles(3);
  const threads = all.slice(0, 2).map((once) => thread(async () => {
    const mine = await once.callAsync(() => {
      word[0]!++;
    });
    check(word[0] === 1, 'the work is done when call returns');
    return mine;
  }));
  const last = thread(() => all[2]!.call(() => {
    word[0]!++;
  }));
  invariant(() => check([...threads, last].filter((t) => t.result === true).length === 1, 'one did it'));
});

scenario('asynchronous work throws: another thread tries', () => {
  const { all, word } = handles(2);
  const threads = all.map((once) => thread(async () => {
    try {
      return await once.callAsync(() => {
        if (Atomics.add(word, 0, 1) === 0) throw new Error('the first try fails');
      }) ? 1 : 0;
    } catch {
      return -1;
    }
  }));
  invariant(() => check(threads.map((t) => t.result).sort().join() === '-1,1', 'one fails, one does it'));
});

/** Thread 0 may die at its call; two others recover it, and two call as well. */
scenario('the thread that works dies', () => {
  const { all, word } = handles(4);
  const work = (): void => {
    Atomics.add(word, 0, 1);
  };
  const mortal = thread('mortal', () => all[0]!.call(work), { dies: true });
  const recoverers = [1, 2].map((t) => thread('recoverer', () => join(mortal) && all[t]!.recover(0)));
  const others = [2, 3].map((t) => thread('other', () => all[t]!.call(work)));
  invariant(() => {
    const recovered = recoverers.filter((t) => t.result === true).length;
    check(recovered <= 1, 'a death is recovered from once');
    check(word[0]! > 0 && word[0]! <= 1 + recovered, 'the work is done, and again only if its thread died');
    check(others.filter((t) => t.result === true).length <= 1, 'by one of those that live at most');
  });
});

scenario('it dies when the work is done, before it can wake the others', () => {
  const { all } = handles(4);
  const mortal = thread('mortal', () => all[0]!.call(() => {}), { dies: true });
  for (const once of all.slice(1, 3)) thread('other', () => once.call(() => {}));
  thread('recoverer', () => join(mortal) && all[3]!.recover(0));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(Once.BYTES);
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = Once.attach(buffer, 3);
    return own.call(() => {}) || !own.call(() => {});
  };
  const maker = thread('maker', () => Once.create(0, buffer));
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
