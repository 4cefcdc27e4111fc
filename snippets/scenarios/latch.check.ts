/** The latch: opens after all events, for all that wait, once. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Latch } from '../src/latch.ts';

function latch(count: number, spins = 0): Latch {
  const made = Latch.create(count);
  made.spins = spins;
  return made;
}

scenario('two events, two that wait', () => {
  const gate = latch(2);
  const words = new Int32Array(new SharedArrayBuffer(8));
  const opened = [0, 1].map((t) => thread('event', () => {
    words[t] = 1;
    return gate.countDown();
  }));
  for (let t = 0; t < 2; t++) {
    thread('waiter', () => {
      check(gate.wait(), 'the latch is open');
      for (let t = 0; t < 2; t++) check(words[t] === 1, 'both events have happened');
    });
  }
  invariant(() => check(opened[0]!.result !== opened[1]!.result, 'one of them opened it'));
});

scenario('several events in one call, and spinning', () => {
  const gate = latch(3, 1);
  thread('event', () => gate.countDown(2));
  thread('event', () => gate.countDown());
  thread('waiter', () => check(gate.wait(), 'the latch is open'));
});

scenario('waiting for a time', () => {
  const gate = latch(1);
  const word = new Int32Array(new SharedArrayBuffer(8));
  thread('event', () => {
    word[0] = 1;
    gate.countDown();
  });
  thread('waiter', () => {
    if (gate.wait(1)) check(word[0] === 1, 'what was before the event is seen');
  });
  thread('hasty', () => {
    if (gate.wait(0)) check(word[0] === 1, 'what was before the event is seen');
  });
});

scenario('nothing happens: the time passes', () => {
  const gate = latch(1);
  const blocking = thread(() => gate.wait(1));
  const waiting = thread(() => gate.waitAsync(1));
  invariant(() => check(blocking.result === false && waiting.result === false, 'and it is said'));
});

scenario('an event too many is refused, and the latch stays open', () => {
  const gate = latch(1);
  const count = (): boolean => {
    try {
      return gate.countDown();
    } catch (error) {
      check(error instanceof RangeError, 'a RangeError');
      return false;
    }
  };
  const a = thread(count);
  const b = thread(count);
  thread('waiter', () => check(gate.wait(), 'the latch is open'));
  invariant(() => check(a.result !== b.result, 'one of two is refused'));
});

scenario('threads that must not block', () => {
  const gate = latch(1);
  const word = new Int32Array(new SharedArrayBuffer(8));
  for (let t = 0; t < 2; t++) {
    thread('waiter', async () => {
      check(await gate.waitAsync(), 'the latch is open');
      check(word[0] === 1, 'what was before the event is seen');
    });
  }
  thread('event', () => {
    word[0] = 1;
    gate.countDown();
  });
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(Latch.BYTES);
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = Latch.attach(buffer);
    return own.wait(0);
  };
  const maker = thread('maker', () => Latch.create(0, buffer));
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
