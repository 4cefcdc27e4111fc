/** The tagged free list: no slot is lost, or taken or given twice. What too short a tag leads to is in the tests. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { TaggedFreeList } from '../src/tagged-free-list.ts';

/** Plain accesses to all bytes of a slot: another thread in them is a race. */
function use(list: TaggedFreeList, slot: number, mark: number): void {
  const bytes = list.bytes(slot);
  bytes.fill(mark);
  let wrong = 0;
  for (let i = 0; i < bytes.length; i++) wrong += bytes[i] === mark ? 0 : 1;
  check(wrong === 0, 'nobody else writes into a slot that is taken');
}

/** How many slots are free at the end; takes them. */
function left(list: TaggedFreeList): number {
  const seen = new Set<number>();
  for (let slot = list.take(); slot >= 0 && seen.size < 99; slot = list.take()) {
    check(!seen.has(slot), 'each once');
    seen.add(slot);
  }
  return seen.size;
}

scenario('three threads, two slots', () => {
  const list = TaggedFreeList.create(2, 5);
  for (let mark = 1; mark < 4; mark++) {
    const own = TaggedFreeList.attach(list.buffer);
    thread(() => {
      const slot = own.take();
      if (slot < 0) return;
      use(own, slot, mark);
      if (mark < 3) own.give(slot);
    });
  }
  invariant(() => check(left(list) >= 1, 'no slot is lost'));
});

scenario('one holds a slot while the other takes two and gives the first one back', () => {
  const list = TaggedFreeList.create(3, 8);
  thread('slow', () => {
    const slot = list.take();
    if (slot >= 0) use(list, slot, 1);
  });
  thread('quick', () => {
    const first = list.take();
    const second = list.take();
    if (second >= 0) use(list, second, 2);
    if (first >= 0) list.give(first);
    const third = list.take();
    if (third >= 0) use(list, third, 3);
  });
  invariant(() => check(left(list) === 0, 'all slots are taken, by one each'));
});

scenario('two threads take and give twice', () => {
  const list = TaggedFreeList.create(2, 1);
  for (let mark = 1; mark < 3; mark++) {
    thread(() => {
      for (let turn = 0; turn < 2; turn++) {
        const slot = list.take();
        if (slot < 0) continue;
        use(list, slot, mark);
        list.give(slot);
      }
    });
  }
  invariant(() => check(left(list) === 2, 'no slot is lost'));
});

scenario('two give one slot', () => {
  const list = TaggedFreeList.create(2, 8);
  const slot = list.take();
  const give = (): boolean => {
    try {
      list.give(slot);
      return true;
    } catch (error) {
      check(error instanceof RangeError, 'a RangeError');
      return false;
    }
  };
  const [a, b] = [thread(give), thread(give)];
  invariant(() => check(a.result !== b.result && left(list) === 2, 'one of them is told, and no slot is lost'));
});

scenario('given twice', () => {
  const list = TaggedFreeList.create(2, 8);
  thread('careful', () => {
    const slot = list.take();
    use(list, slot, 1);
    list.give(slot);
  });
  const told = thread('careless', () => {
    try {
      list.give(1);
      return false;
    } catch (error) {
      return error instanceof RangeError;
    }
  });
  invariant(() => check(told.result === true && left(list) === 2, 'is reported, and no slot is lost'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(TaggedFreeList.bytesFor(2, 5));
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = TaggedFreeList.attach(buffer);
    return own.tagBits === 30 && own.bytes(1).length === 5 && own.take() === 0 && own.take() === 1 && own.take() < 0 && (own.give(1), own.give(0), true);
  };
  const maker = thread('maker', () => TaggedFreeList.create(2, 5, 30, buffer));
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
