// Each way out releases: by hand, in a handler, in finally, with using.
const FREE = 0;
const BUSY = 1;
export function byHand(lock: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>, x: number): boolean {
  while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
  if (x < 0) {
    Atomics.store(lock, 0, FREE);
    return false;
  }
  data[0] = x;
  Atomics.store(lock, 0, FREE);
  return true;
}
export function inFinally(lock: Int32Array<SharedArrayBuffer>, work: (x: number) => number, x: number): number {
  while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
  try {
    if (x < 0) return -1;
    if (x === 0) throw new Error('zero');
    return work(x);
  } finally {
    Atomics.store(lock, 0, FREE);
    Atomics.notify(lock, 0, 1);
  }
}
export function inCatch(lock: Int32Array<SharedArrayBuffer>, work: () => void): void {
  if (Atomics.exchange(lock, 0, BUSY) !== FREE) return;
  try {
    work();
  } catch (error) {
    Atomics.store(lock, 0, FREE);
    throw error;
  }
  Atomics.store(lock, 0, FREE);
}
export function claimedInside(lock: Int32Array<SharedArrayBuffer>, work: () => void): void {
  let claimed = false;
  try {
    claimed = Atomics.compareExchange(lock, 0, FREE, BUSY) === FREE;
    if (!claimed) return;
    work();
  } finally {
    if (claimed) Atomics.store(lock, 0, FREE);
  }
}
export function untilBreak(lock: Int32Array<SharedArrayBuffer>, items: readonly number[]): void {
  while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
  for (const item of items) {
    if (item === 0) continue;
    if (item < 0) break;
  }
  Atomics.store(lock, 0, FREE);
}
export function correlated(lock: Int32Array<SharedArrayBuffer>, data: Int32Array<SharedArrayBuffer>, shared: boolean): void {
  if (shared) while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
  data[0] = 1;
  if (shared) Atomics.store(lock, 0, FREE);
}
export function byOption(lock: Int32Array<SharedArrayBuffer>, options: { lock: boolean }, data: Int32Array<SharedArrayBuffer>): void {
  if (options.lock) while (Atomics.exchange(lock, 0, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
  data[0] = 1;
  if (options.lock) {
    Atomics.store(lock, 0, FREE);
    Atomics.notify(lock, 0, 1);
  }
}
export function releasedByExchange(lock: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(lock, 0, 0, 1) !== 0) return;
  if (Atomics.exchange(lock, 0, 0) === 2) Atomics.notify(lock, 0, 1);
}
export function releasedByAnd(state: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(state, 0, 0, 1) !== 0) return;
  Atomics.and(state, 0, ~1);
}
export function releasedByCompareExchange(lock: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(lock, 0, 0, 1) !== 0) return;
  if (Atomics.compareExchange(lock, 0, 1, 0) !== 1) {
    Atomics.store(lock, 0, 0);
    Atomics.notify(lock, 0, 1);
  }
}
