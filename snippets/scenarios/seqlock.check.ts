/** The seqlock: what is read is a state that existed. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Seqlock } from '../src/seqlock.ts';

const SEQUENCE = 2;

/** Two words, always written equal. */
function seqlock(spins = 0, sequence = 0): Seqlock {
  const made = Seqlock.create(2);
  made.spins = spins;
  Atomics.store(new Int32Array(made.buffer), SEQUENCE, sequence);
  return made;
}

function look(at: Seqlock): number {
  const [a, b] = at.read();
  check(a === b, 'a state that existed');
  return a!;
}

scenario('a writer and two readers', () => {
  const pair = seqlock();
  thread('writer', () => pair.write([1, 1]));
  for (let t = 0; t < 2; t++) thread('reader', () => look(pair));
  invariant(() => check(pair.read().join() === '1,1', 'the write is done'));
});

scenario('a writer that writes twice, and a reader that reads twice', () => {
  const pair = seqlock();
  thread('writer', () => {
    pair.write([1, 1]);
    pair.write([2, 2]);
  });
  thread('reader', () => {
    const first = look(pair);
    check(first <= look(pair), 'states are seen in their order');
  });
});

scenario('two writers', () => {
  const pair = seqlock();
  thread('writer', () => pair.write([1, 1]));
  thread('writer', () => pair.write([2, 2]));
  thread('reader', () => look(pair));
  invariant(() => check(look(pair) > 0, 'a write is there at the end'));
});

scenario('a reader that does not wait', () => {
  const pair = seqlock(1);
  thread('writer', () => pair.write([1, 1]));
  const reader = thread('reader', () => pair.readIfAvailable()?.join());
  invariant(() => check(['0,0', '1,1', undefined].includes(reader.result), 'a state that existed, or none'));
});

scenario('the number wraps', () => {
  const pair = seqlock(0, 2 ** 31 - 2);
  thread('writer', () => {
    pair.write([1, 1]);
    pair.write([2, 2]);
  });
  thread('reader', () => look(pair));
  invariant(() => {
    check(look(pair) === 2, 'both writes are done');
    check(Atomics.load(new Int32Array(pair.buffer), SEQUENCE) === -(2 ** 31) + 2, 'and the number went on');
  });
});

scenario('what cannot be written is refused, and nobody waits for it', () => {
  const pair = seqlock();
  thread('writer', () => {
    let refused = 0;
    for (const values of [[1], [1, 2, 3], [1n, 1n] as unknown as number[]]) {
      try {
        pair.write(values);
      } catch {
        refused++;
      }
    }
    check(refused === 3, 'an error each');
  });
  thread('reader', () => check(look(pair) === 0, 'nothing was written'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(Seqlock.bytesFor(2));
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = Seqlock.attach(buffer);
    return own.readIfAvailable()?.join() === '0,0';
  };
  const maker = thread('maker', () => Seqlock.create(2, buffer));
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
