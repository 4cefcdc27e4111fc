import type { ReadonlyUint8Array } from '@solana/kit';
type Mutating = 'set' | 'fill' | 'copyWithin' | 'sort' | 'reverse';
interface ReadonlyInt32Array extends Omit<Int32Array, Mutating> {
  readonly [index: number]: number;
}
export function clear(bytes: ReadonlyUint8Array): void {
  (bytes as unknown as Uint8Array).fill(0); // want no-readonly-write
}
export function bump(words: ReadonlyInt32Array): number {
  return Atomics.add(words as unknown as Int32Array, 0, 1); // want no-readonly-write
}
export function omitted(words: Omit<Int32Array, Mutating>): number {
  return Atomics.add(words as Int32Array, 0, 1); // want no-readonly-write
}
export const load = (words: ReadonlyInt32Array): number => Atomics.load(words as unknown as Int32Array, 0);
