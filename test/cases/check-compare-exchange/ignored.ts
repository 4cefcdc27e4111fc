// The result is dropped, and the function goes on as if it had claimed.
const FREE = 0;
const BUSY = 1;
export function locks(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  Atomics.compareExchange(lock, 0, FREE, BUSY); // want check-compare-exchange likely
  data[4] = 1;
  Atomics.store(lock, 0, FREE);
}
export function sameRegion(buffer: SharedArrayBuffer): void {
  const words = new Int32Array(buffer);
  const bytes = new Uint8Array(buffer, 8);
  Atomics.compareExchange(words, 0, FREE, BUSY); // want check-compare-exchange likely
  bytes[0] = 1;
}
export function inAVariable(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  const _old = Atomics.compareExchange(lock, 0, FREE, BUSY); // want check-compare-exchange likely
  data[4] = 1;
  Atomics.store(lock, 0, FREE);
}
function attempt(lock: Int32Array<SharedArrayBuffer>): number {
  return Atomics.compareExchange(lock, 0, FREE, BUSY); // want check-compare-exchange likely
}
export function throughAHelper(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  attempt(lock);
  data[4] = 1;
  Atomics.store(lock, 0, FREE);
}
export function release(lock: Int32Array<SharedArrayBuffer>): void {
  Atomics.compareExchange(lock, 0, BUSY, FREE);
  Atomics.notify(lock, 0, 1);
}
export function section(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
  data[4] = 1;
  Atomics.compareExchange(lock, 0, BUSY, FREE);
  data[5] = 2;
}
export function initialise(word: Int32Array<SharedArrayBuffer>, data: Int32Array<SharedArrayBuffer>, mine: number): number {
  Atomics.compareExchange(word, 0, 0, mine);
  const owner = Atomics.load(word, 0);
  return data[owner]!;
}
export function initialiseConstant(buffer: SharedArrayBuffer): number {
  const words = new Int32Array(buffer);
  Atomics.compareExchange(words, 0, 0, 4);
  const at = Atomics.load(words, 0);
  return words[at + 8]!;
}
export function contended(word: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  while (Atomics.exchange(word, 0, 2) !== 0) {
    Atomics.compareExchange(word, 0, 1, 2);
    Atomics.wait(word, 0, 2);
  }
  data[4] = 1;
}
export function hint(words: Int32Array<SharedArrayBuffer>): void {
  Atomics.compareExchange(words, 3, 0, 1);
}
