/** The bump arena: pieces do not overlap, nothing wraps, what is given back can be taken again. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { BumpArena, type Piece } from '../src/bump-arena.ts';

const PREAMBLE = 16;

/** Plain accesses to all bytes of a piece: another thread in them is a race. */
function use(piece: Piece, mark: number): void {
  const { bytes } = piece;
  bytes.fill(mark);
  let wrong = 0;
  for (let i = 0; i < bytes.length; i++) wrong += bytes[i] === mark ? 0 : 1;
  check(wrong === 0, 'nobody else writes into a piece that is taken');
}

scenario('three threads take', () => {
  const arena = BumpArena.create(PREAMBLE + 24);
  const threads = [1, 2, 3].map((mark) => thread(() => {
    const piece = arena.take(5);
    if (piece) use(piece, mark);
    return piece?.offset;
  }));
  invariant(() => {
    check(threads.map((t) => t.result).sort((a, b) => a! - b!).join() === '16,24,32', 'three pieces, one behind the other');
    check(arena.room() === 0, 'and no room');
  });
});

scenario('there is room for one', () => {
  const arena = BumpArena.create(PREAMBLE + 16);
  const threads = [1, 2].map((mark) => thread(() => {
    const piece = arena.take(9);
    if (piece) use(piece, mark);
    return piece !== undefined;
  }));
  invariant(() => check(threads.filter((t) => t.result).length === 1, 'one gets it'));
});

scenario('take and give back', () => {
  const arena = BumpArena.create(PREAMBLE + 16);
  const threads = [1, 2].map((mark) => thread(() => {
    const given: boolean[] = [];
    for (let turn = 0; turn < 2; turn++) {
      const piece = arena.take(8);
      if (!piece) continue;
      use(piece, mark);
      given.push(piece.give());
    }
    return given;
  }));
  invariant(() => {
    const kept = threads.flatMap((t) => t.result!).filter((given) => !given).length;
    check(arena.room() === 16 - 8 * kept || (kept > 0 && arena.room() < 16), 'what was given back can be taken again');
  });
});

scenario('a piece that another lies behind is given later', () => {
  const arena = BumpArena.create(PREAMBLE + 16);
  const [lower, upper] = [arena.take(8)!, arena.take(8)!];
  const threads = [
    thread('lower', () => {
      if (lower.give()) return true;
      while (arena.room() < 8);
      return lower.give();
    }),
    thread('upper', () => upper.give()),
  ];
  invariant(() => check(arena.room() === 16 && threads.every((t) => t.result === true), 'in the end all is free'));
});

scenario('given twice', () => {
  const arena = BumpArena.create(PREAMBLE + 8);
  const refused = thread('careless', () => {
    const piece = arena.take(8);
    if (!piece?.give()) return true;
    try {
      piece.give();
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  });
  thread('other', () => {
    const piece = arena.take(8);
    if (piece) use(piece, 1);
  });
  invariant(() => check(refused.result === true, 'is reported'));
});

scenario('reset, when all are done', () => {
  const arena = BumpArena.create(PREAMBLE + 16);
  const done = new Int32Array(new SharedArrayBuffer(8));
  for (let mark = 1; mark < 3; mark++) {
    thread(() => {
      use(arena.take(8)!, mark);
      Atomics.add(done, 0, 1);
    });
  }
  thread('owner', () => {
    while (Atomics.load(done, 0) < 2);
    arena.reset();
    use(arena.take(16)!, 3);
  });
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(32);
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = BumpArena.attach(buffer);
    return own.room() === 16;
  };
  const maker = thread('maker', () => BumpArena.create(buffer));
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
