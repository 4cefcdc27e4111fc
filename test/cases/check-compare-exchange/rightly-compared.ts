// Compared with the expected value, or with the replacement where that retries, waits, throws or tells of failure.
const FREE = 0;
const BUSY = 1;
export function claim(state: Int32Array<SharedArrayBuffer>): boolean {
  return Atomics.compareExchange(state, 0, FREE, BUSY) === FREE;
}
export function refused(state: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): boolean {
  const old = Atomics.compareExchange(state, 0, FREE, BUSY);
  if (old === BUSY) return false;
  data[4] = 1;
  Atomics.store(state, 0, FREE);
  return true;
}
export function left(state: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(state, 0, FREE, BUSY) === BUSY) return;
  data[4] = 1;
  Atomics.store(state, 0, FREE);
}
export function thrown(state: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(state, 0, FREE, BUSY) === BUSY) throw new Error('busy');
}
export function waited(state: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(state, 0, FREE, BUSY) === BUSY) Atomics.wait(state, 0, BUSY);
}
export function spun(state: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(state, 0, 0, 1) === 1) Atomics.pause();
}
export function notBusy(state: Int32Array<SharedArrayBuffer>): boolean {
  return Atomics.compareExchange(state, 0, FREE, BUSY) !== BUSY;
}
export function isBusy(state: Int32Array<SharedArrayBuffer>): boolean {
  return Atomics.compareExchange(state, 0, FREE, BUSY) === BUSY;
}
export function slowPath(state: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(state, 0, FREE, BUSY) === BUSY) lockSlowly(state);
}
function lockSlowly(state: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.exchange(state, 0, 2) !== FREE) Atomics.wait(state, 0, 2);
}
export function counted(state: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): boolean {
  if (Atomics.compareExchange(state, 0, FREE, BUSY) === BUSY) {
    Atomics.add(state, 1, 1);
    return false;
  }
  data[4] = 1;
  return true;
}
export function either(state: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): number {
  switch (Atomics.compareExchange(state, 0, FREE, BUSY)) {
    case FREE:
      data[4] = 1;
      return 1;
    case BUSY:
      return data[4]!;
    default:
      throw new Error('corrupt');
  }
}
export function sameValue(state: Int32Array<SharedArrayBuffer>): boolean {
  return Atomics.compareExchange(state, 0, 5, 5) === 5;
}
export function tests(state: Int32Array<SharedArrayBuffer>): boolean {
  const lost = Atomics.compareExchange(state, 0, 0, 1) === 1;
  if (lost) {
    console.warn('contended');
    return false;
  }
  return true;
}
class Gate {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  #closed(): boolean {
    return Atomics.compareExchange(this.words, 0, FREE, BUSY) === BUSY;
  }
  enter(): void {
    while (this.#closed()) Atomics.wait(this.words, 0, BUSY);
  }
}
export const gate = (words: Int32Array<SharedArrayBuffer>): Gate => new Gate(words);
