/** The bitmap slab: no slot is lost, or taken or given twice. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { BitmapSlab } from '../src/bitmap-slab.ts';

/** Plain accesses to all bytes of a slot: another thread in them is a race. */
function use(slab: BitmapSlab, slot: number, mark: number): void {
  const bytes = slab.bytes(slot);
  bytes.fill(mark);
  let wrong = 0;
  for (let i = 0; i < bytes.length; i++) wrong += bytes[i] === mark ? 0 : 1;
  check(wrong === 0, 'nobody else writes into a slot that is taken');
}

/** The slots that are free at the end; takes them. */
function left(slab: BitmapSlab): number {
  const seen = new Set<number>();
  for (let slot = slab.take(); slot >= 0 && seen.size < 99; slot = slab.take()) {
    check(!seen.has(slot) && slot < slab.slots, 'each once, and none that does not exist');
    seen.add(slot);
  }
  return seen.size;
}

scenario('three threads, two slots', () => {
  const slab = BitmapSlab.create(2, 5);
  for (let mark = 1; mark < 4; mark++) {
    const own = BitmapSlab.attach(slab.buffer);
    thread(() => {
      const slot = own.take();
      if (slot < 0) return;
      use(own, slot, mark);
      own.give(slot);
    });
  }
  invariant(() => check(left(slab) === 2, 'no slot is lost'));
});

scenario('two threads, one slot, twice', () => {
  const slab = BitmapSlab.create(1, 8);
  for (let mark = 1; mark < 3; mark++) {
    const own = BitmapSlab.attach(slab.buffer);
    thread(() => {
      for (let turn = 0; turn < 2; turn++) {
        const slot = own.take();
        if (slot < 0) continue;
        use(own, slot, mark);
        own.give(slot);
      }
    });
  }
  invariant(() => check(left(slab) === 1, 'no slot is lost'));
});

scenario('slots in two words of bits', () => {
  const slab = BitmapSlab.create(34, 1);
  for (let slot = 0; slot < 31; slot++) slab.take();
  const threads = [1, 2, 3].map((mark) => {
    const own = BitmapSlab.attach(slab.buffer);
    return thread(() => {
      const slot = own.take();
      check(slot >= 0, 'there are as many as threads');
      use(own, slot, mark);
      return slot;
    });
  });
  invariant(() => check(threads.map((t) => t.result).sort().join() === '31,32,33' && left(slab) === 0, 'each has one of its own'));
});

scenario('given twice', () => {
  const slab = BitmapSlab.create(2, 8);
  const [own, other] = [BitmapSlab.attach(slab.buffer), BitmapSlab.attach(slab.buffer)];
  thread('careful', () => own.give(own.take()));
  const told = thread('careless', () => {
    try {
      other.give(1);
      return false;
    } catch (error) {
      return error instanceof RangeError;
    }
  });
  invariant(() => check(told.result === true && left(slab) === 2, 'is reported, and no slot is lost'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(BitmapSlab.bytesFor(33, 5));
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = BitmapSlab.attach(buffer);
    return own.slots === 33 && own.bytes(32).length === 5 && own.take() === 0 && (own.give(0), true);
  };
  const maker = thread('maker', () => BitmapSlab.create(33, 5, buffer));
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
