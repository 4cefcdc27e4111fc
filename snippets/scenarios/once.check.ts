/** Once: the work is done by one, and done when `call` returns. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Once } from '../src/once.ts';

scenario('three threads', () => {
  const once = Once.create();
  const word = new Int32Array(new SharedArrayBuffer(8));
  const threads = [0, 1, 2].map(() => thread(() => {
    const mine = once.call(() => {
      word[0]!++;
    });
    check(word[0] === 1, 'the work is done when call returns');
    return mine;
  }));
  invariant(() => check(threads.filter((t) => t.result === true).length === 1, 'one did it'));
});

scenario('the work throws: another thread tries', () => {
  const once = Once.create();
  const tries = new Int32Array(new SharedArrayBuffer(8));
  const threads = [0, 1, 2].map(() => thread(() => {
    try {
      return once.call(() => {
        if (Atomics.add(tries, 0, 1) === 0) throw new Error('the first try fails');
      }) ? 1 : 0;
    } catch {
      return -1;
    }
  }));
  invariant(() => {
    const results = threads.map((t) => t.result).sort().join();
    check(results === '-1,0,1', 'one fails, one does it, one finds it done');
  });
});

scenario('threads that must not block', () => {
  const once = Once.create();
  const word = new Int32Array(new SharedArrayBuffer(8));
  const threads = [0, 1].map(() => thread(async () => {
    const mine = await once.callAsync(() => {
      word[0]!++;
    });
    check(word[0] === 1, 'the work is done when call returns');
    return mine;
  }));
  const last = thread(() => once.call(() => {
    word[0]!++;
  }));
  invariant(() => check([...threads, last].filter((t) => t.result === true).length === 1, 'one did it'));
});

scenario('asynchronous work throws: another thread tries', () => {
  const once = Once.create();
  const tries = new Int32Array(new SharedArrayBuffer(8));
  const threads = [0, 1].map(() => thread(async () => {
    try {
      return await once.callAsync(() => {
        if (Atomics.add(tries, 0, 1) === 0) throw new Error('the first try fails');
      }) ? 1 : 0;
    } catch {
      return -1;
    }
  }));
  invariant(() => check(threads.map((t) => t.result).sort().join() === '-1,1', 'one fails, one does it'));
});

scenario('the thread that works dies', () => {
  const once = Once.create();
  const word = new Int32Array(new SharedArrayBuffer(8));
  const work = (): void => {
    Atomics.add(word, 0, 1);
  };
  const mortal = thread('mortal', () => once.call(work), { dies: true });
  const other = thread('other', () => once.call(work));
  const recoverer = thread('recoverer', () => join(mortal) && once.recover());
  invariant(() => {
    check(other.result !== undefined && word[0]! > 0, 'the other goes on, and the work is done');
    check(word[0] === 1 || recoverer.result === true, 'twice only after a death');
  });
});
