/** The barrier: nobody is early, generations do not mix, each has one leader. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Barrier } from '../src/barrier.ts';

function barrier(parties: number, spins = 0): Barrier {
  const made = Barrier.create(parties);
  made.spins = spins;
  return made;
}

/** Before the barrier each thread writes its own plain word, behind it all read all of them. */
function exchange(parties: number, rounds: number, at: Barrier): void {
  const words = new Int32Array(new SharedArrayBuffer(4 * parties));
  const leaders = new Int32Array(new SharedArrayBuffer(4 * rounds));
  for (let t = 0; t < parties; t++) {
    thread(() => {
      for (let round = 0; round < rounds; round++) {
        words[t] = round + 1;
        if (at.wait()) Atomics.add(leaders, round, 1);
        for (let other = 0; other < parties; other++) check(words[other] === round + 1, 'all have arrived before anybody goes on');
        if (round + 1 < rounds) at.wait();
      }
    });
  }
  invariant(() => {
    for (const count of leaders) check(count === 1, 'one leader');
  });
}

scenario('two threads', () => exchange(2, 1, barrier(2)));
scenario('two threads, two rounds', () => exchange(2, 2, barrier(2)));
scenario('two threads that spin', () => exchange(2, 2, barrier(2, 1)));
scenario('three threads', () => exchange(3, 1, barrier(3)));

scenario('three threads, two generations', () => {
  const at = barrier(3);
  const leaders = new Int32Array(new SharedArrayBuffer(8));
  for (let t = 0; t < 3; t++) {
    thread(() => {
      for (let round = 0; round < 2; round++) if (at.wait()) Atomics.add(leaders, 0, 1);
    });
  }
  invariant(() => check(leaders[0] === 2, 'a leader in each generation'));
});

scenario('threads that must not block', () => {
  const at = barrier(3);
  const words = new Int32Array(new SharedArrayBuffer(16));
  const threads = [0, 1].map((t) => thread(async () => {
    words[t] = 1;
    const leader = await at.waitAsync();
    for (let other = 0; other < 3; other++) check(words[other] === 1, 'all have arrived before anybody goes on');
    return leader;
  }));
  const last = thread(() => {
    words[2] = 1;
    return at.wait();
  });
  invariant(() => check([...threads, last].filter((t) => t.result === true).length === 1, 'one leader'));
});

scenario('one more than the barrier is for', () => {
  const at = barrier(2);
  const come = (): boolean => {
    try {
      at.wait();
      return false;
    } catch (error) {
      return error instanceof RangeError;
    }
  };
  const threads = [thread(come, { daemon: true }), thread(come, { daemon: true })];
  const last = thread(async () => {
    try {
      await at.waitAsync();
      return false;
    } catch (error) {
      return error instanceof RangeError;
    }
  }, { daemon: true });
  invariant(() => check([...threads, last].filter((t) => t.result === true).length <= 1, 'at most one is refused: the others pass, or one waits for the next round'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(Barrier.BYTES);
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = Barrier.attach(buffer);
    return own.wait();
  };
  const maker = thread('maker', () => Barrier.create(1, buffer));
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
