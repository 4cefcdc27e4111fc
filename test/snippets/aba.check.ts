/** One thread is slow between its look at the list and its exchange; the other takes three slots and gives one back. */

import { invariant, scenario, thread } from '../../snippets/checker/api.ts';
import { TaggedFreeList } from '../../snippets/src/tagged-free-list.ts';

function slowAndQuick(tagBits?: number): void {
  const list = TaggedFreeList.create(3, 8, tagBits);
  const use = (slot: number, mark: number): void => {
    if (slot >= 0) list.bytes(slot).fill(mark);
  };
  thread('slow', () => {
    use(list.take(), 1);
    use(list.take(), 2);
  });
  thread('quick', () => {
    const first = list.take();
    const second = list.take();
    list.take();
    if (first < 0) return;
    // The fourth exchange: a tag of one bit is what it was.
    list.give(first);
    use(second, 3);
  });
  invariant(() => list.take());
}

scenario('no tag', () => slowAndQuick(0));
scenario('a tag of one bit', () => slowAndQuick(1));
scenario('the whole tag', () => slowAndQuick());
