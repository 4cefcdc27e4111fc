// A retry loop that repeats on success and gives up on failure; and loops that rightly go round on success.
export function upsideDown(words: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(words, 0, 0, 1) === 0) {} // want check-compare-exchange likely
}
export function untilBusy(words: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(words, 0, 0, 1) !== 1) Atomics.pause(); // want check-compare-exchange likely
}
export function increment(words: Int32Array<SharedArrayBuffer>): number {
  let old: number;
  do {
    old = Atomics.load(words, 0);
  } while (Atomics.compareExchange(words, 0, old, old + 1) === old); // want check-compare-exchange likely
  return old;
}
export function incrementRight(words: Int32Array<SharedArrayBuffer>): number {
  let old: number;
  do {
    old = Atomics.load(words, 0);
  } while (Atomics.compareExchange(words, 0, old, old + 1) !== old);
  return old;
}
export function spinRight(words: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(words, 0, 0, 1) !== 0);
}
export function claimAll(words: Int32Array<SharedArrayBuffer>, count: number): boolean {
  for (let i = 0; i < count; i++) if (Atomics.compareExchange(words, i, 0, 1) !== 0) return false;
  return true;
}
export function drain(words: Int32Array<SharedArrayBuffer>, handle: () => void): void {
  while (Atomics.compareExchange(words, 0, 1, 0) === 1) handle();
}
export function takeAll(permits: Int32Array<SharedArrayBuffer>): number {
  let n = Atomics.load(permits, 0);
  let taken = 0;
  while (n > 0 && Atomics.compareExchange(permits, 0, n, n - 1) === n) {
    n--;
    taken++;
  }
  return taken;
}
export function countFree(words: Int32Array<SharedArrayBuffer>): number {
  let i = 0;
  while (Atomics.compareExchange(words, i, 0, 1) === 0) i++;
  return i;
}
