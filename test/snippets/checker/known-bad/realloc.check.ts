/** A heap of fixed slots whose `grow` moves to a larger slot, and forgets to give back the one it leaves. */

import { check, invariant, scenario, thread } from 'atomics-snippets/checker';

/** Slots 0 and 1 are small, 2 and 3 are large; a word each: 0 free, 1 taken. */
class Heap {
  constructor(private readonly words: Int32Array) {}

  take(large: boolean): number {
    for (let i = large ? 2 : 0; i < (large ? 4 : 2); i++) if (Atomics.compareExchange(this.words, i, 0, 1) === 0) return i;
    return -1;
  }

  give(slot: number): void {
    Atomics.store(this.words, slot, 0);
  }

  grow(slot: number): number {
    const larger = this.take(true);
    return larger < 0 ? slot : larger;
  }
}

scenario('two threads take, grow and give', () => {
  const words = new Int32Array(new SharedArrayBuffer(16));
  for (const name of ['a', 'b']) {
    thread(name, () => {
      const heap = new Heap(words);
      const slot = heap.take(false);
      if (slot >= 0) heap.give(heap.grow(slot));
    });
  }
  invariant(() => {
    let taken = 0;
    for (let i = 0; i < 4; i++) taken += Atomics.load(words, i);
    check(taken === 0, 'every slot is free at the end');
  });
});
