/** Threads that die anywhere: what they held is there again, and the chain is whole. */

import { check, invariant, join, scenario, thread } from '../../checker/api.ts';
import type { Region } from '../../src/region-allocator.ts';
import { allFree, death, first, handles, recover, useAndRelease } from './regions.ts';

/** Waits for the other while that one is alone, in turns without number as far as the scenario is concerned. */
scenario('recovering waits a little for one that merges', { steps: 4000 }, () => {
  const regions = handles(3, 64, 0, 1);
  const [a, b, c] = regions as [Region, Region, Region];
  c.allocate(8);
  a.allocate(8)!.release();
  thread('merges', () => useAndRelease(a.allocate(40), 1));
  const released = thread('recovers', () => recover(b, 2));
  invariant(() => check(released.result === 1, 'what it held is released'));
  allFree(regions, 64);
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

scenario('a thread that has ended is recovered while another is at work', () => {
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

scenario('two recover one that died while it was alone', () => {
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

scenario('death of one that waits', () => {
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
