// The read is in a helper, a getter or a closure that a visible helper spins on.
function isSet(flag: Int32Array<SharedArrayBuffer>): boolean {
  return flag[0] !== 0; // want no-plain-spin likely
}
export function viaHelper(flag: Int32Array<SharedArrayBuffer>): void {
  while (!isSet(flag)) {}
}
function spinUntil(condition: () => boolean): void {
  while (!condition()) {}
}
export function viaClosure(flag: Int32Array<SharedArrayBuffer>): void {
  spinUntil(() => flag[1] === 1); // want no-plain-spin likely
}
export function viaAtomicClosure(flag: Int32Array<SharedArrayBuffer>): void {
  spinUntil(() => Atomics.load(flag, 1) === 1); // strict no-plain-spin possible
}
export class Status {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  get ready(): boolean {
    return this.words[2] === 1; // want no-plain-spin likely
  }
  wait(): void {
    while (!this.ready) {}
  }
}
