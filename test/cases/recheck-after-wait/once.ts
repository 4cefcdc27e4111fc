// Strict: the result is unused and nothing reads the location again.
export function once(state: Int32Array<SharedArrayBuffer>): void {
  Atomics.wait(state, 0, 0); // strict recheck-after-wait possible
}
export function ifOnly(state: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.load(state, 0) === 0) Atomics.wait(state, 0, 0); // strict recheck-after-wait possible
}
export function loopWithoutReading(state: Int32Array<SharedArrayBuffer>, rounds: number): void {
  for (let i = 0; i < rounds; i++) Atomics.wait(state, 0, 0); // strict recheck-after-wait possible
}
export function readsAnother(state: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.load(state, 1) === 0) Atomics.wait(state, 0, 0); // strict recheck-after-wait possible
}
export function resultUsed(state: Int32Array<SharedArrayBuffer>): boolean {
  return Atomics.wait(state, 0, 0, 100) !== 'timed-out';
}
export function resultTested(state: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.wait(state, 0, 0, 100) === 'timed-out') throw new Error('timed out');
}
export function exchanged(state: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(state, 0, 0, 1) !== 0) Atomics.wait(state, 0, 1);
}
export function looped(state: Int32Array<SharedArrayBuffer>): void {
  for (;;) {
    if (Atomics.load(state, 0) !== 0) break;
    Atomics.wait(state, 0, 0);
  }
}
function sleepOn(state: Int32Array<SharedArrayBuffer>): void {
  Atomics.wait(state, 0, 0);
}
export function loopInTheCaller(state: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.load(state, 0) === 0) sleepOn(state);
}
export function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
const nap = new Int32Array(new SharedArrayBuffer(4));
export function sleepOften(ms: number): void {
  Atomics.wait(nap, 0, 0, ms);
}
class Sleeper {
  readonly #words = new Int32Array(new SharedArrayBuffer(4));
  sleep(ms: number): void {
    Atomics.wait(this.#words, 0, 0, ms);
  }
}
export const sleeper = new Sleeper();
