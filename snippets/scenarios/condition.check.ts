/** The condition: no notification between the look and the sleep is lost. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Condition } from '../src/condition.ts';

/** The least that can be a mutex, so that the condition is what is explored. */
class SpinLock {
  private readonly word: Int32Array;

  constructor(word: Int32Array) {
    this.word = word;
  }

  lock(): void {
    while (Atomics.compareExchange(this.word, 0, 0, 1) !== 0);
  }

  async lockAsync(): Promise<void> {
    this.lock();
  }

  unlock(): void {
    Atomics.store(this.word, 0, 0);
  }
}

interface Place { readonly condition: Condition; readonly mutex: SpinLock; readonly tokens: Int32Array; readonly news: Int32Array }

/** Tokens that the mutex guards, a plain word beside them, and a condition for those who want one. */
function place(): Place {
  const buffer = new SharedArrayBuffer(24);
  const mutex = new SpinLock(new Int32Array(buffer, 8, 1));
  return { condition: Condition.create(buffer), mutex, tokens: new Int32Array(buffer, 12, 1), news: new Int32Array(buffer, 16, 1) };
}

function take({ condition, mutex, tokens, news }: Place): number {
  mutex.lock();
  while (Atomics.load(tokens, 0) === 0) condition.wait(mutex);
  Atomics.sub(tokens, 0, 1);
  const read = news[0]!;
  mutex.unlock();
  return read;
}

function give({ mutex, tokens, news }: Place, count: number): void {
  mutex.lock();
  news[0] = 7;
  Atomics.add(tokens, 0, count);
  mutex.unlock();
}

scenario('one waits, one notifies', () => {
  const here = place();
  const taker = thread('taker', () => take(here));
  thread('giver', () => {
    give(here, 1);
    here.condition.notify(1);
  });
  invariant(() => check(taker.result === 7 && here.tokens[0] === 0, 'the token was taken, and what came with it was seen'));
});

scenario('the notification comes from within the mutex', () => {
  const here = place();
  thread('taker', () => take(here));
  thread('giver', () => {
    here.mutex.lock();
    Atomics.add(here.tokens, 0, 1);
    here.condition.notify(1);
    here.mutex.unlock();
  });
  invariant(() => check(here.tokens[0] === 0, 'the token was taken'));
});

scenario('two wait, both are notified at once', () => {
  const here = place();
  thread('taker', () => take(here));
  thread('taker', () => take(here));
  thread('giver', () => {
    give(here, 2);
    here.condition.notify();
  });
  invariant(() => check(here.tokens[0] === 0, 'both tokens were taken'));
});

scenario('two wait, and are notified one by one', () => {
  const here = place();
  thread('taker', () => take(here));
  thread('taker', () => take(here));
  thread('giver', () => {
    give(here, 2);
    here.condition.notify(1);
    here.condition.notify(1);
  });
  invariant(() => check(here.tokens[0] === 0, 'both tokens were taken'));
});

scenario('waiting for a time', () => {
  const here = place();
  const taker = thread('taker', () => {
    here.mutex.lock();
    const woken = Atomics.load(here.tokens, 0) !== 0 || here.condition.wait(here.mutex, 1);
    const taken = Atomics.load(here.tokens, 0) > 0;
    if (taken) Atomics.sub(here.tokens, 0, 1);
    here.mutex.unlock();
    return { woken, taken };
  });
  thread('giver', () => {
    give(here, 1);
    here.condition.notify(1);
  });
  invariant(() => {
    const { woken, taken } = taker.result!;
    check(taken || !woken, 'who was woken finds the token');
    check(here.tokens[0] === (taken ? 0 : 1), 'no token is lost');
  });
});

scenario('nobody notifies: the time passes, and the mutex is held again', () => {
  const here = place();
  const blocking = thread(() => {
    here.mutex.lock();
    const woken = here.condition.wait(here.mutex, 1);
    here.mutex.unlock();
    return woken;
  });
  const waiting = thread(async () => {
    await here.mutex.lockAsync();
    const woken = await here.condition.waitAsync(here.mutex, 1);
    here.mutex.unlock();
    return woken;
  });
  invariant(() => check(blocking.result === false && waiting.result === false, 'and it is said'));
});

scenario('threads that must not block', () => {
  const here = place();
  thread('taker', async () => {
    await here.mutex.lockAsync();
    while (Atomics.load(here.tokens, 0) === 0) await here.condition.waitAsync(here.mutex);
    Atomics.sub(here.tokens, 0, 1);
    here.mutex.unlock();
  });
  thread('taker', () => take(here));
  thread('giver', () => {
    give(here, 2);
    here.condition.notify();
  });
  invariant(() => check(here.tokens[0] === 0, 'both tokens were taken'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(Condition.BYTES);
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = Condition.attach(buffer);
    return own.notify() === 0;
  };
  const maker = thread('maker', () => Condition.create(buffer));
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

scenario('notifications that mean nothing are no harm', () => {
  const here = place();
  thread('taker', () => {
    take(here);
    take(here);
  });
  thread('giver', () => {
    for (let i = 0; i < 2; i++) {
      give(here, 1);
      here.condition.notify(1);
    }
  });
  thread('noise', () => here.condition.notify());
  invariant(() => check(here.tokens[0] === 0, 'both tokens were taken'));
});

scenario('… nor to one that must not block', () => {
  const here = place();
  thread('taker', async () => {
    await here.mutex.lockAsync();
    while (Atomics.load(here.tokens, 0) === 0) await here.condition.waitAsync(here.mutex);
    here.mutex.unlock();
  });
  thread('giver', () => {
    give(here, 1);
    here.condition.notify(1);
  });
  thread('noise', () => here.condition.notify());
});
