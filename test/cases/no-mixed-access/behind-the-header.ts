const HEADER = 2;
const words = new Int32Array(new SharedArrayBuffer(1024));
export const claim = (): boolean => Atomics.compareExchange(words, 0, 0, 1) === 0;
export const length = (n: number): number => Atomics.store(words, 1, n);
export function put(k: number, x: number): void {
  words[HEADER + k] = x;
  words[k + HEADER] = x;
  words[HEADER + 2 * k] = x;
  words[HEADER + (k & 7)] = x;
  words.set([x], HEADER + k);
  words.fill(x, HEADER);
  words.subarray(HEADER).fill(x);
}
export function wrap(k: number, x: number): void {
  words[HEADER + (k % 14)] = x;
}
