/** A bump allocator in int32: the top wraps below zero, which passes the test against the end of the region. */

import { check, scenario, thread } from 'atomics-snippets/checker';

const END = 64;

class Arena {
  constructor(private readonly words: Int32Array) {}

  /** The offset of `size` bytes, or -1 if there is no room. */
  take(size: number): number {
    const start = Atomics.add(this.words, 0, size);
    return ((start + size) | 0) <= END ? start : -1;
  }
}

scenario('a size near 2^31, and an ordinary one', () => {
  const words = new Int32Array(new SharedArrayBuffer(4));
  thread('greedy', () => {
    const at = new Arena(words).take(0x7fffffff);
    check(at < 0, 'what does not fit is refused');
  });
  thread('modest', () => {
    const at = new Arena(words).take(16);
    check(at === -1 || (at >= 0 && at + 16 <= END), 'what is given lies in the region');
  });
});
