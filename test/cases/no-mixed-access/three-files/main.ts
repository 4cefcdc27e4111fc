import { region, Word } from './region';
const words = new Int32Array(region);
export const claim = (): number => Atomics.exchange(words, Word.Busy, 1);
export function setLength(n: number): void {
  words[Word.Length] = n;
  words[Word.Busy] = 0; // want no-mixed-access proven
}
