const FREE = 0;
const BUSY = 1;
const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
export const claim = (): boolean => Atomics.compareExchange(words, 0, FREE, BUSY) === FREE;
/** @region exclusive */
export function reset(): void {
  words[0] = FREE;
}
/** Before the workers start. @region exclusive */
export const clear = (): void => void words.fill(0);
/** @region exclusive */ // want region-comment
export function size(): number {
  return words.length;
}
/** @region exclusive */ // want region-comment
export function payload(): number {
  return words[8];
}
/** @region exclusive */ // want region-comment
export function atomically(): void {
  Atomics.store(words, 0, FREE);
}
export class Pool {
  readonly #words = new Int32Array(new SharedArrayBuffer(64));
  /** @region exclusive */
  drain(): void {
    clearAll(this.#words);
  }
  take(): boolean {
    return Atomics.compareExchange(this.#words, 0, FREE, BUSY) === FREE;
  }
}
function clearAll(view: Int32Array): void {
  view[0] = 0;
}
