/** Threads that share a region: live segments do not meet, the chain stays whole, and mistakes are reported. */

import { check, invariant, join, scenario, thread } from '../../checker/api.ts';
import { Region } from '../../src/region-allocator.ts';
import { allFree, first, handles, sitDown, use, useAndRelease } from './regions.ts';

scenario('two threads allocate and release', () => {
  const regions = handles(2, 48);
  for (const [t, region] of regions.entries()) thread(() => useAndRelease(region.allocate(8), t + 1));
  allFree(regions, 48);
});

scenario('two threads, two sizes each', () => {
  const regions = handles(2, 48);
  for (const [t, region] of regions.entries()) {
    thread(() => {
      useAndRelease(region.allocate(8), t + 1);
      useAndRelease(region.allocate(25), t + 3);
    });
  }
  allFree(regions, 48);
});

scenario('three threads allocate and release', () => {
  const regions = handles(3, 64);
  for (const [t, region] of regions.entries()) thread(() => useAndRelease(region.allocate(8 + t), t + 1));
  allFree(regions, 64);
});

scenario('two threads that look again when the other is in the way', () => {
  const regions = handles(2, 48, 0, 1);
  for (const [t, region] of regions.entries()) {
    const segment = region.allocate(8)!;
    thread(() => {
      segment.release();
      useAndRelease(region.allocate(24), t + 1);
    });
  }
  allFree(regions, 48);
});

scenario('live segments of two threads', () => {
  const regions = handles(2, 48);
  const live = regions.map((region, t) => thread(() => {
    const segment = region.allocate(10);
    if (segment) use(segment, t + 1);
    return segment?.offset;
  }));
  invariant(() => {
    const { usedBytes, segments } = regions[0]!.stats();
    const held = live.filter((t) => t.result !== undefined);
    check(usedBytes === 16 * held.length && segments >= held.length, 'what is held is used');
    check(new Set(held.map((t) => t.result)).size === held.length, 'by one thread each');
  });
});

scenario('one allocates while the other merges', () => {
  const regions = handles(2, 64);
  const [a, b] = regions as [Region, Region];
  const segments = [a.allocate(8)!, a.allocate(8)!, b.allocate(8)!];
  segments[0]!.release();
  segments[1]!.release();
  thread('merges', () => a.compact());
  thread('allocates', () => {
    useAndRelease(b.allocate(8), 2);
    segments[2]!.release();
    useAndRelease(b.allocate(8), 3);
  });
  allFree(regions, 64);
});

scenario('one releases what the other merges', () => {
  const regions = handles(2, 64);
  const [a, b] = regions as [Region, Region];
  const mine = b.allocate(8)!;
  const other = b.allocate(8)!;
  other.release();
  thread('needs all', () => useAndRelease(a.allocate(40), 1));
  thread('releases', () => {
    use(mine, 2);
    mine.release();
    useAndRelease(b.allocate(8), 3);
  });
  allFree(regions, 64);
});

scenario('a thread whose hint was merged away', () => {
  const regions = handles(2, 64);
  const [a, b] = regions as [Region, Region];
  const [one, two] = [a.allocate(8)!, b.allocate(8)!];
  one.release();
  // From here on, b looks first at what a merges into its own segment.
  two.release();
  thread('merges and fills', () => {
    const all = a.allocate(40);
    if (all) use(all, 0xff);
    all?.release();
  });
  thread('looks at its hint', () => useAndRelease(b.allocate(8), 2));
  allFree(regions, 64);
});

scenario('one merges over the hint of another that stores a new one', () => {
  const regions = handles(2, 64);
  const [a, b] = regions as [Region, Region];
  const [before, hinted, held] = [a.allocate(8)!, b.allocate(8)!, b.allocate(8)!];
  before.release();
  hinted.release();
  thread('merges', () => a.compact());
  thread('releases', () => held.release());
  allFree(regions, 64);
});

scenario('a thread that is alone merges over its own hint', () => {
  const regions = handles(1, 64);
  const [region] = regions as [Region];
  const [first1, second] = [region.allocate(8)!, region.allocate(8)!];
  thread(() => {
    first1.release();
    second.release();
    region.compact();
    const [small, large] = [region.allocate(8), region.allocate(32)];
    check(small !== undefined && large !== undefined, 'there is room for both');
    use(small, 1);
    check(useAndRelease(large, 2) && useAndRelease(small, 1), 'apart from each other');
  });
  allFree(regions, 64);
});

scenario('released twice, or when it is not held any more', () => {
  const regions = handles(2, 32);
  const refused = thread('careless', () => {
    const segment = regions[0]!.allocateWait(8)!;
    use(segment, 1);
    segment.release();
    try {
      segment.release();
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  });
  thread('other', () => useAndRelease(regions[1]!.allocateWait(8), 2));
  invariant(() => check(refused.result === true, 'is reported'));
  allFree(regions, 32);
});

scenario('a segment is handed over', () => {
  const regions = handles(2, 32);
  const word = new Int32Array(new SharedArrayBuffer(8));
  thread('gives', () => {
    const segment = regions[0]!.allocate(8)!;
    segment.bytes.fill(7);
    Atomics.store(word, 0, segment.handOver(1));
    Atomics.notify(word, 0);
  });
  thread('gets', () => {
    while (Atomics.load(word, 0) === 0) Atomics.wait(word, 0, 0);
    const segment = regions[1]!.adopt(Atomics.load(word, 0));
    let sum = 0;
    for (const byte of segment.bytes) sum += byte;
    check(sum === 56, 'with what is in it');
    segment.release();
    let refused = false;
    try {
      regions[1]!.adopt(Atomics.load(word, 0));
    } catch (error) {
      refused = error instanceof RangeError;
    }
    check(refused, 'once');
  });
  allFree(regions, 32);
});

scenario('what was not handed over cannot be adopted', () => {
  const regions = handles(2, 48);
  const held = regions[0]!.allocate(8)!;
  // Its payload looks like the header of a segment that was handed over.
  held.words.fill(-2);
  const refused = thread(() => {
    let count = 0;
    for (const offset of [held.offset, held.offset + 8, 0, -8, 4.5, NaN, 1e9]) {
      try {
        regions[1]!.adopt(offset);
      } catch (error) {
        if (error instanceof RangeError) count++;
      }
    }
    return count;
  });
  thread(() => held.release());
  invariant(() => check(refused.result === 7, 'each is reported'));
  allFree(regions, 48);
});

scenario('who finds another thread in the way is told so', () => {
  const regions = handles(3, 48);
  const [a, b, c] = regions as [Region, Region, Region];
  const segments = [a.allocate(8)!, b.allocate(8)!];
  const offset = segments[0]!.handOver(2);
  segments[1]!.release();
  thread('merges', () => a.compact());
  const told = thread('others', () => {
    let count = 0;
    for (const act of [() => void c.stats(), () => void c.adopt(offset).release(), () => void c.recover(1)]) {
      try {
        act();
      } catch (error) {
        check(error instanceof Error && error.message.startsWith('Thread'), 'who is in the way');
        count++;
      }
    }
    return count;
  });
  invariant(() => check(told.result! <= 3 && a.stats().usedBytes <= 8, 'and nothing is harmed'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(first(3) + 32);
  new Int32Array(buffer).fill(-7);
  const works = (own: Region): boolean => {
    const { segments, freeBytes } = own.stats();
    return own.thread !== 0 && segments === 1 && freeBytes === 24 && useAndRelease(own.allocate(24), 1);
  };
  const maker = thread('maker', () => Region.create(buffer, { threads: 3 }).thread);
  const early = thread('early', () => {
    try {
      return works(Region.attach(buffer, undefined, { spins: 0 }));
    } catch (error) {
      return error instanceof RangeError && /with \w+\.create first/.test(error.message);
    }
  });
  thread('late', () => {
    join(maker);
    join(early);
    check(works(Region.attach(buffer, 2, { spins: 0 })), 'whole in the end');
  });
  invariant(() => check(early.result === true && maker.result === 0, 'told, or whole; and the maker sits in the first seat'));
});

scenario('two threads sit down', () => {
  const region = Region.create(first(3) + 32, { threads: 3, spins: 0 });
  const seats = [1, 2].map(() => thread(() => sitDown(region)));
  thread('owner', () => useAndRelease(region.allocate(8), 1));
  invariant(() => check(seats.map((t) => t.result).sort().join() === '1,2', 'in seats of their own'));
  allFree([region], 32);
});

scenario('two threads want one seat', () => {
  const region = Region.create(first(2) + 32, { threads: 2, spins: 0 });
  const seats = [1, 2].map(() => thread(() => sitDown(region, 1)));
  invariant(() => check(seats.map((t) => t.result).sort().join() === '0,1', 'one gets it'));
});
