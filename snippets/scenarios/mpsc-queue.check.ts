/** The queue: each producer's records in order, nothing lost or seen half, also where tickets wrap. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { MpscQueue } from '../src/mpsc-queue.ts';

const HEAD = 16;
const TAIL = 32;
const TABLE = 48;

/** Handles of so many producers, and the consumer's; the first ticket is `ticket`. */
function queue(producers: number, slots: number, ticket = 0, spins = 0): { handles: MpscQueue[]; consumer: MpscQueue } {
  const { buffer } = MpscQueue.create(slots, 3);
  const words = new Int32Array(buffer);
  Atomics.store(words, HEAD, ticket);
  Atomics.store(words, TAIL, ticket);
  for (let slot = 0; slot < slots; slot++) Atomics.store(words, TABLE + 2 * ((ticket + slot) & (slots - 1)), (ticket + slot) | 0);
  const handles: MpscQueue[] = [];
  for (let p = 0; p < producers; p++) handles.push(MpscQueue.attach(buffer));
  const consumer = MpscQueue.attach(buffer);
  consumer.spins = spins;
  return { handles, consumer };
}

/** Two bytes with the same mark: seen half if they differ. */
const record = (mark: number): Uint8Array => new Uint8Array([mark, mark]);

function markOf(popped: Uint8Array): number {
  check(popped.length === 2 && popped[0] === popped[1], 'a record is whole');
  return popped[0]!;
}

/** Marks of one producer come in order. */
function inOrder(marks: readonly number[]): void {
  for (const p of [1, 2, 3]) {
    const own = marks.filter((mark) => mark >> 4 === p);
    check(own.join() === [...own].sort((a, b) => a - b).join(), "each producer's records in order");
  }
}

function flow(producers: number, each: number, slots: number, ticket = 0, spins = 0): void {
  const { handles, consumer } = queue(producers, slots, ticket, spins);
  for (const [p, handle] of handles.entries()) {
    thread('producer', () => {
      for (let i = 0; i < each; i++) check(handle.push(record(16 * (p + 1) + i)), 'there is room');
    });
  }
  const taken = thread('consumer', () => {
    const marks: number[] = [];
    for (let i = 0; i < producers * each; i++) marks.push(markOf(consumer.popWait()!));
    return marks;
  });
  invariant(() => {
    inOrder(taken.result!);
    check(new Set(taken.result).size === producers * each && consumer.pop() === undefined, 'each record once');
  });
}

scenario('two producers, one record each', () => flow(2, 1, 2));
scenario('one producer, two records', () => flow(1, 2, 2));
scenario('two producers, two records each', { preemptions: 2 }, () => flow(2, 2, 4));
scenario('three producers, where tickets wrap', { preemptions: 2 }, () => flow(3, 1, 4, 2 ** 31 - 2));
scenario('two producers, and a consumer that spins, where tickets wrap to 0', () => flow(2, 1, 2, -1, 1));

/** A queue of two slots that was filled and emptied `rounds` times by pushes and pops that do not wait. */
function overflow(producers: number, each: number, pops: number): void {
  const { handles, consumer } = queue(producers, 2);
  const pushed = handles.map((handle, p) => thread('producer', () => {
    const accepted: number[] = [];
    for (let i = 0; i < each; i++) if (handle.push(record(16 * (p + 1) + i))) accepted.push(16 * (p + 1) + i);
    return accepted;
  }));
  const taken = thread('consumer', () => {
    const marks: number[] = [];
    for (let i = 0; i < pops; i++) {
      const popped = consumer.pop();
      if (popped) marks.push(markOf(popped));
    }
    return marks;
  });
  invariant(() => {
    const marks = [...taken.result!];
    for (let popped = consumer.pop(); popped; popped = consumer.pop()) marks.push(markOf(popped));
    inOrder(marks);
    const accepted = pushed.flatMap((t) => t.result!);
    check(marks.sort().join() === accepted.sort().join(), 'what was accepted comes out, once');
    check(accepted.length >= Math.min(2, producers * each), 'a slot that is free is not refused');
  });
}

scenario('more is pushed than there is room for', () => overflow(1, 4, 2));
scenario('more is pushed by two than there is room for', () => overflow(2, 2, 2));

scenario('a producer comes while others are at work', () => {
  const { handles: [early], consumer } = queue(1, 4);
  thread('producer', () => early!.push(record(16)));
  thread('late producer', () => MpscQueue.attach(early!.buffer).push(record(32)));
  const taken = thread('consumer', () => {
    const marks: number[] = [];
    for (let i = 0; i < 2; i++) marks.push(markOf(consumer.popWait()!));
    return marks;
  });
  invariant(() => check(taken.result!.sort().join() === '16,32', 'each record once'));
});

scenario('the consumer goes, and another takes over', () => {
  const { handles: [producer], consumer } = queue(1, 2);
  thread('producer', () => {
    for (let i = 0; i < 2; i++) check(producer!.push(record(16 + i)), 'there is room');
  });
  const first = thread('consumer', () => markOf(consumer.popWait()!));
  const second = thread('successor', () => {
    join(first);
    return markOf(MpscQueue.attach(consumer.buffer).popWait()!);
  });
  invariant(() => check(first.result === 16 && second.result === 17, 'it goes on where the first one stopped'));
});

scenario('waiting for a time', () => {
  const { handles: [producer], consumer } = queue(1, 2);
  thread('producer', () => producer!.push(record(16)));
  const taken = thread('consumer', () => consumer.popWait(1));
  invariant(() => check(markOf((taken.result ?? consumer.pop())!) === 16, 'the record comes out, in time or later'));
});

scenario('nobody comes: the time passes', () => {
  const first = queue(0, 2).consumer;
  const second = queue(0, 2).consumer;
  const blocking = thread(() => first.popWait(1));
  const waiting = thread(() => second.popAsync(1));
  invariant(() => check(blocking.result === undefined && waiting.result === undefined, 'and it is said'));
});

scenario('a consumer that must not block', () => {
  const { handles, consumer } = queue(2, 2);
  for (const [p, handle] of handles.entries()) thread('producer', () => handle.push(record(16 * (p + 1))));
  const taken = thread('consumer', async () => {
    const marks: number[] = [];
    for (let i = 0; i < 2; i++) marks.push(markOf((await consumer.popAsync())!));
    return marks;
  });
  invariant(() => check(taken.result!.sort().join() === '16,32', 'each record once'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(MpscQueue.bytesFor(2, 3));
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = MpscQueue.attach(buffer);
    return own.push(record(1)) && own.push(record(2)) && markOf(own.pop()!) === 1 && markOf(own.pop()!) === 2 && own.popWait(0) === undefined;
  };
  const maker = thread('maker', () => MpscQueue.create(2, 3, buffer));
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
