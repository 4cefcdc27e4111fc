/**
 * The region allocator: live segments do not meet, the chain stays whole, no thread sleeps beside room, and after a
 * death anywhere all that the dead thread held is there again.
 */

import { assume, check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Region } from '../src/region-allocator.ts';
import { allFree, death, first, handles, recover, sitDown, use, useAndRelease } from './regions.ts';

scenario('two threads allocate and release', () => {
  const regions = handles(2, 48);
  for (const [t, region] of regions.entries()) thread(() => useAndRelease(region.allocate(8), t + 1));
  allFree(regions, 48);
});

scenario('two threads, two sizes each', { preemptions: 3 }, () => {
  const regions = handles(2, 48);
  for (const [t, region] of regions.entries()) {
    thread(() => {
      useAndRelease(region.allocate(8), t + 1);
      useAndRelease(region.allocate(25), t + 3);
    });
  }
  allFree(regions, 48);
});

scenario('three threads allocate and release', { preemptions: 2 }, () => {
  const regions = handles(3, 64);
  for (const [t, region] of regions.entries()) thread(() => useAndRelease(region.allocate(8 + t), t + 1));
  allFree(regions, 64);
});

scenario('two threads that look again when the other is in the way', { preemptions: 3 }, () => {
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

scenario('two threads wait for one segment', () => {
  const regions = handles(2, 16);
  for (const [t, region] of regions.entries()) thread(() => check(useAndRelease(region.allocateWait(8), t + 1), 'it comes'));
  allFree(regions, 16);
});

scenario('three threads wait for one segment', { preemptions: 2 }, () => {
  const regions = handles(3, 16);
  for (const [t, region] of regions.entries()) thread(() => check(useAndRelease(region.allocateWait(8), t + 1), 'it comes'));
  allFree(regions, 16);
});

scenario('one waits for what two release', { preemptions: 3 }, () => {
  const regions = handles(3, 48);
  const [a, b, c] = regions as [Region, Region, Region];
  const segments = [a.allocate(8)!, b.allocate(8)!, a.allocate(8)!];
  thread('releases', () => segments[0]!.release());
  thread('releases', () => segments[1]!.release());
  thread('waits', () => check(useAndRelease(c.allocateWait(24), 3), 'there is room at last'));
  invariant(() => check(a.stats().usedBytes === 8, 'only the third is held'));
});

scenario('one waits for what another splits off', { preemptions: 3 }, () => {
  const regions = handles(2, 48);
  thread('takes less than there is', () => regions[0]!.allocate(8));
  thread('waits', () => check(regions[1]!.allocateWait(8) !== undefined, 'there is room at last'));
  invariant(() => check(regions[0]!.stats().usedBytes >= 8, 'both may hold one'));
});

scenario('waiting for a time', { preemptions: 4 }, () => {
  const regions = handles(2, 16);
  const [a, b] = regions as [Region, Region];
  const segment = a.allocate(8)!;
  thread('releases', () => segment.release());
  thread('waits', () => useAndRelease(b.allocateWait(8, 1), 2));
  allFree(regions, 16);
});

scenario('nothing is released: the time passes', () => {
  const [a, b] = handles(2, 16) as [Region, Region];
  const [c, d] = handles(2, 16) as [Region, Region];
  a.allocate(8);
  c.allocate(8);
  const blocking = thread(() => b.allocateWait(8, 1));
  const waiting = thread(() => d.allocateAsync(8, 1));
  invariant(() => check(blocking.result === undefined && waiting.result === undefined, 'and it is said'));
});

scenario('threads that must not block', { preemptions: 3 }, () => {
  const regions = handles(2, 16);
  for (const [t, region] of regions.entries()) thread(async () => check(useAndRelease(await region.allocateAsync(8), t + 1), 'it comes'));
  allFree(regions, 16);
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

scenario('the region grows while another thread waits for room', { preemptions: 3 }, () => {
  const regions = handles(2, 16, 48);
  const [a, b] = regions as [Region, Region];
  a.allocate(8);
  thread('grows', () => {
    assume(a.grow(first(2) + 48));
  });
  thread('waits', () => check(useAndRelease(b.allocateWait(20), 2), 'there is room at last'));
  invariant(() => {
    const { usedBytes, freeBytes } = a.stats();
    check(usedBytes === 8 && freeBytes >= 16, 'the new space is there');
  });
});

scenario('who finds another thread in the way is told so', { preemptions: 3 }, () => {
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

/** Waits for the other while that one is alone, in turns without number as far as the scenario is concerned. */
scenario('recovering waits a little for one that merges', { preemptions: 2, steps: 4000 }, () => {
  const regions = handles(3, 64, 0, 1);
  const [a, b, c] = regions as [Region, Region, Region];
  c.allocate(8);
  a.allocate(8)!.release();
  thread('merges', () => useAndRelease(a.allocate(40), 1));
  const released = thread('recovers', () => recover(b, 2));
  invariant(() => check(released.result === 1, 'what it held is released'));
  allFree(regions, 64);
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

scenario('death while it allocates and releases', () => {
  death(handles(2, 48), 48, (region) => {
    useAndRelease(region.allocate(8), 1);
    useAndRelease(region.allocate(24), 2);
  });
});

scenario('death while it merges', () => {
  const regions = handles(2, 64);
  const segments = [regions[1]!.allocate(8)!, regions[1]!.allocate(8)!, regions[1]!.allocate(8)!];
  for (const segment of segments) segment.release();
  death(regions, 64, (region) => {
    region.allocate(40);
  });
});

scenario('death while another thread is at work', { preemptions: 1 }, () => {
  const regions = handles(3, 64);
  death(regions, 64, (region) => useAndRelease(region.allocate(8), 1), (region) => useAndRelease(region.allocateWait(16), 3));
});

scenario('a thread that has ended is recovered while another is at work', { preemptions: 4 }, () => {
  const regions = handles(3, 48);
  const [ended, recoverer, other] = regions as [Region, Region, Region];
  ended.allocate(8);
  const released = thread('recoverer', () => recover(recoverer));
  thread('other', () => {
    useAndRelease(other.allocate(8), 3);
    useAndRelease(other.allocate(24), 4);
  });
  invariant(() => check(released.result === 1, 'what it held is released'));
  allFree(regions.slice(1), 48);
});

scenario('two recover one that died while it was alone', { preemptions: 3 }, () => {
  const regions = handles(3, 48);
  const [mortal, first1, second] = regions as [Region, Region, Region];
  mortal.allocate(8);
  const dying = thread('mortal', () => mortal.compact(), { dies: true });
  thread('recoverer', () => {
    join(dying);
    recover(first1);
    // What merges now is memory, no header that the other one may look at.
    useAndRelease(first1.allocate(40), 1);
  });
  thread('recoverer', () => {
    join(dying);
    recover(second);
  });
  allFree(regions.slice(1), 48);
});

scenario('death of one that waits', { preemptions: 2 }, () => {
  const regions = handles(3, 32);
  const all = regions[2]!.allocate(24)!;
  death(regions, 32, (region) => {
    useAndRelease(region.allocateWait(8), 1);
  }, () => all.release());
});

scenario('death of one that was handed a segment', () => {
  const regions = handles(2, 32);
  const segment = regions[1]!.allocate(8)!;
  const offset = segment.handOver(0);
  death(regions, 32, (region) => {
    region.adopt(offset).release();
  });
});

scenario('death while it grows', () => {
  const regions = handles(2, 16, 48);
  const dying = thread('mortal', () => regions[0]!.grow(first(2) + 48), { dies: true });
  const recoverer = thread('recoverer', () => {
    join(dying);
    recover(regions[1]!);
    return useAndRelease(regions[1]!.allocate(8), 1);
  });
  invariant(() => {
    const { usedBytes, freeBytes } = regions[1]!.stats();
    check(recoverer.result === true && usedBytes === 0 && (freeBytes === 8 || freeBytes >= 32), 'it has grown, or it has not');
  });
});

scenario('two recover one that died', () => {
  const regions = handles(3, 32);
  const dying = thread('mortal', () => {
    regions[0]!.allocate(8);
  }, { dies: true });
  const counts = [1, 2].map((t) => thread('recoverer', () => {
    join(dying);
    return recover(regions[t]!);
  }));
  invariant(() => {
    const freed = counts.map((t) => t.result!).filter((count) => count > 0);
    check(freed.length <= 1 && regions[1]!.stats().usedBytes === 0, 'one of them, once');
  });
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(first(3) + 32);
  new Int32Array(buffer).fill(-7);
  const works = (seat: number): boolean => {
    const own = Region.attach(buffer, seat, { spins: 0 });
    const { segments, freeBytes } = own.stats();
    return segments === 1 && freeBytes === 24 && useAndRelease(own.allocate(24), 1);
  };
  const maker = thread('maker', () => Region.create(buffer, { threads: 3 }).thread);
  const early = thread('early', () => {
    try {
      return works(1);
    } catch (error) {
      return error instanceof RangeError && /with \w+\.create first/.test(error.message);
    }
  });
  thread('late', () => {
    join(maker);
    join(early);
    check(works(2), 'whole in the end');
  });
  invariant(() => check(early.result === true && maker.result === 0, 'told, or whole; and the maker sits in the first seat'));
});
