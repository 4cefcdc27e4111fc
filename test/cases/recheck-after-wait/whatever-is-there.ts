// Waits for the value that it has just loaded, which nothing looked at.
const { load, wait } = Atomics;
export function direct(state: Int32Array<SharedArrayBuffer>, i: number): void {
  Atomics.wait(state, i, Atomics.load(state, i)); // want recheck-after-wait likely
}
export function destructured(state: Int32Array<SharedArrayBuffer>): void {
  wait(state, 0, load(state, 0)); // want recheck-after-wait likely
}
export function throughALocal(state: Int32Array<SharedArrayBuffer>): string {
  const seen = Atomics.load(state, 0);
  return Atomics.wait(state, 0, seen); // want recheck-after-wait likely
}
export function withTimeout(state: Int32Array<SharedArrayBuffer>): string {
  return Atomics.wait(state, 0, Atomics.load(state, 0), 1000); // want recheck-after-wait likely
}
export function wide(state: BigInt64Array<SharedArrayBuffer>): void {
  Atomics.wait(state, 0, Atomics.load(state, 0)); // want recheck-after-wait likely
}
export async function asynchronous(state: Int32Array<SharedArrayBuffer>): Promise<void> {
  const result = Atomics.waitAsync(state, 0, Atomics.load(state, 0)); // want recheck-after-wait likely
  if (result.async) await result.value;
}
export class Bell {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  #now(): number {
    return Atomics.load(this.words, 0);
  }
  listen(): void {
    Atomics.wait(this.words, 0, this.#now()); // want recheck-after-wait likely
  }
}
export function inALoop(state: Int32Array<SharedArrayBuffer>, done: () => boolean): void {
  while (!done()) Atomics.wait(state, 0, Atomics.load(state, 0)); // want recheck-after-wait likely
}
export function insideTheTest(state: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.load(state, 0) === 0) Atomics.wait(state, 0, Atomics.load(state, 0)); // want recheck-after-wait likely
}
