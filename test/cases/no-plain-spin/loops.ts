// A plain read is all that ends the loop, however the loop is written.
const words = new Int32Array(new SharedArrayBuffer(64));
export const start = (worker: Worker): void => worker.postMessage(words.buffer);
export function forever(): void {
  for (;;) if (words[0]) break; // want no-plain-spin proven
}
export function endless(): void {
  while (true) {
    if (words[1] !== 0) return; // want no-plain-spin proven
  }
}
export function bodyFirst(): void {
  do {} while (words[2] === 0); // want no-plain-spin proven
}
export function counting(): number {
  let rounds = 0;
  while (words[3] === 0) rounds++; // want no-plain-spin proven
  return rounds;
}
export function negated(flag: Uint8Array<SharedArrayBuffer>): void {
  while (!flag[0]); // want no-plain-spin likely
}
export function atAnIndex(flags: Int32Array<SharedArrayBuffer>, i: number): void {
  while (flags[i] === 0) {} // want no-plain-spin likely
}
export function wide(header: BigInt64Array<SharedArrayBuffer>): void {
  while (header[0] === 0n) {} // want no-plain-spin likely
}
export function throughDataView(view: DataView<SharedArrayBuffer>): void {
  while (view.getInt32(0, true) === 0) {} // want no-plain-spin likely
}
export function twoWords(): void {
  while (words[4] === 0 || words[5] === 0) {} // want no-plain-spin proven
}
export function pausing(): void {
  while (words[6] === 0) Atomics.pause(); // want no-plain-spin proven
}
export function continued(): void {
  while (true) {
    if (words[7] === 0) continue; // want no-plain-spin proven
    break;
  }
}
