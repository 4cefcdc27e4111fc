// The old value equals the replacement just where another thread was first.
const FREE = 0;
const BUSY = 1;
enum State {
  Idle,
  Running,
}
export function claim(state: Int32Array<SharedArrayBuffer>, i: number): boolean {
  return Atomics.compareExchange(state, i, FREE, BUSY) === BUSY; // want check-compare-exchange likely
}
export function byEnum(state: Int32Array<SharedArrayBuffer>): boolean {
  const old = Atomics.compareExchange(state, 0, State.Idle, State.Running); // want check-compare-exchange likely
  return old === State.Running;
}
export function opensWork(state: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(state, 0, 0, 1) === 1) { // want check-compare-exchange likely
    data[4] = 1;
    Atomics.store(state, 0, 0);
  }
}
export function negated(state: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): boolean {
  if (Atomics.compareExchange(state, 0, FREE, BUSY) !== BUSY) return false; // want check-compare-exchange likely
  data[4] = 1;
  Atomics.store(state, 0, FREE);
  return true;
}
export function wide(headers: BigInt64Array<SharedArrayBuffer>, i: number): boolean {
  return Atomics.compareExchange(headers, i, 0n, 1n) === 1n; // want check-compare-exchange likely
}
export function viaAVariable(state: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): number {
  const claimed = Atomics.compareExchange(state, 0, 0, 1) === 1; // want check-compare-exchange likely
  if (!claimed) return -1;
  const value = data[4]!;
  Atomics.store(state, 0, 0);
  return value;
}
export const arrow = (words: Int32Array<SharedArrayBuffer>): boolean => Atomics.compareExchange(words, 0, 0, 1) == 1; // want check-compare-exchange likely
class Flag {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  #swap(): boolean {
    return Atomics.compareExchange(this.words, 0, FREE, BUSY) === BUSY; // want check-compare-exchange likely
  }
  use(data: Float64Array<SharedArrayBuffer>): void {
    if (!this.#swap()) return;
    data[4]! += 1;
    Atomics.store(this.words, 0, FREE);
  }
}
export const flag = (words: Int32Array<SharedArrayBuffer>): Flag => new Flag(words);
