import { Index, Slot } from './slots';
export function push(words: Int32Array<SharedArrayBuffer>): void {
  const write = Atomics.load(words, Slot.Write);
  Atomics.store(words, Slot.Write, write + 1);
  const tail = Atomics.load(words, Index.tail);
  Atomics.store(words, Index.tail, tail + 1);
}
