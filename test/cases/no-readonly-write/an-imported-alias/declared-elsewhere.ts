import type { ReadonlyWords } from './declared-elsewhere-types';
type Peek = Readonly<Int32Array<SharedArrayBuffer>>;
type Frozen<T> = Readonly<T>;
interface Snapshot {
  readonly words: Peek;
  readonly own: Int32Array<SharedArrayBuffer>;
}
const words = new Int32Array(new SharedArrayBuffer(64));
export const peek: Peek = words;
export function alias(state: Peek): void {
  Atomics.store(state as Int32Array, 0, 1); // want no-readonly-write
}
export function generic(state: Frozen<Int32Array<SharedArrayBuffer>>): void {
  Atomics.store(state as Int32Array, 0, 1); // want no-readonly-write
}
export function member(snapshot: Snapshot): void {
  Atomics.store(snapshot.words as Int32Array, 0, 1); // want no-readonly-write
  // A readonly *field* says nothing about the bytes.
  Atomics.store(snapshot.own, 0, 1);
}
export function imported(state: ReadonlyWords): void {
  Atomics.store(state as Int32Array, 0, 1); // want no-readonly-write
}
export function constant(): void {
  Atomics.store(peek as Int32Array, 0, 1); // want no-readonly-write likely
  Atomics.store(words, 0, 1);
}
export function union(state: Peek | undefined): void {
  if (state) Atomics.store(state as Int32Array, 0, 1); // want no-readonly-write
}
export function without(state: Omit<Int32Array<SharedArrayBuffer>, 'set' | 'fill' | 'copyWithin' | 'sort' | 'reverse'>): void {
  Atomics.store(state as Int32Array, 0, 1); // want no-readonly-write
}
export function picked(state: Pick<Int32Array<SharedArrayBuffer>, 'length' | 'at' | 'buffer'>): void {
  Atomics.store(state as Int32Array, 0, 1); // want no-readonly-write
}
let current: Peek | undefined;
export function assignedLater(): void {
  current = words;
  Atomics.store(current as Int32Array, 0, 1); // want no-readonly-write
}
