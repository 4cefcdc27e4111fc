/** Threads that wait for room: none sleeps beside it. */

import { assume, check, invariant, scenario, thread } from '../../checker/api.ts';
import type { Region } from '../../src/region-allocator.ts';
import { allFree, first, handles, useAndRelease } from './regions.ts';

/** The word of the preamble that counts. */
const EVENT = 3;

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

scenario('one waits for what two release', () => {
  const regions = handles(3, 48);
  const [a, b, c] = regions as [Region, Region, Region];
  const segments = [a.allocate(8)!, b.allocate(8)!, a.allocate(8)!];
  thread('releases', () => segments[0]!.release());
  thread('releases', () => segments[1]!.release());
  thread('waits', () => check(useAndRelease(c.allocateWait(24), 3), 'there is room at last'));
  invariant(() => check(a.stats().usedBytes === 8, 'only the third is held'));
});

scenario('one waits for what another splits off', () => {
  const regions = handles(2, 48);
  thread('takes less than there is', () => regions[0]!.allocate(8));
  thread('waits', () => check(regions[1]!.allocateWait(8) !== undefined, 'there is room at last'));
  invariant(() => check(regions[0]!.stats().usedBytes >= 8, 'both may hold one'));
});

scenario('two wait, and there is room for one of them only', { preemptions: 1 }, () => {
  const regions = handles(3, 48);
  const [a, b, c] = regions as [Region, Region, Region];
  const [held] = [c.allocate(8)!, c.allocate(24)!];
  thread('wants too much', () => a.allocateWait(24, 1));
  thread('wants little', () => check(useAndRelease(b.allocateWait(8), 2), 'there is room at last'));
  thread('releases', () => held.release());
  invariant(() => check(a.stats().usedBytes === 24, 'only the other is held'));
});

/** What tells of room, without the searches around it: a count of two stands for the room that is waited for. */
interface Events { announce(): void; expectRoom(): number }

scenario('the event count: one that announces late does not make it the old one again', () => {
  const regions = handles(2, 16);
  const [a, b] = regions as unknown as [Events, Events];
  const [room, events] = [new Int32Array(new SharedArrayBuffer(4)), new Int32Array(regions[0]!.buffer)];
  thread('announces, and waits itself', () => {
    a.announce();
    a.expectRoom();
  });
  thread('waits for two', () => {
    while (Atomics.load(room, 0) < 2) {
      const event = b.expectRoom();
      if (Atomics.load(room, 0) < 2) Atomics.wait(events, EVENT, event);
    }
  });
  thread('makes two', () => {
    for (let i = 0; i < 2; i++) {
      Atomics.add(room, 0, 1);
      a.announce();
    }
  });
});

scenario('waiting for a time', () => {
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

scenario('threads that must not block', () => {
  const regions = handles(2, 16);
  for (const [t, region] of regions.entries()) thread(async () => check(useAndRelease(await region.allocateAsync(8), t + 1), 'it comes'));
  allFree(regions, 16);
});

scenario('the region grows while another thread waits for room', () => {
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
