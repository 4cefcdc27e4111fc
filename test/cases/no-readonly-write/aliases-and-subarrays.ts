export function part(state: Readonly<Int32Array<SharedArrayBuffer>>): void {
  const slots = state.subarray(4);
  Atomics.store(slots, 0, 1); // want no-readonly-write proven
  const alias = state as Int32Array<SharedArrayBuffer>;
  alias.fill(0); // want no-readonly-write proven
  const { length } = alias;
  Atomics.store(new Int32Array(length), 0, 1);
}
export function another(state: Readonly<Int32Array<SharedArrayBuffer>>): void {
  // A second view on the buffer is no alias of the handle.
  const own = new Int32Array(state.buffer, state.byteOffset, 1);
  Atomics.store(own, 0, 1);
}
// The direct callee: proven. Farther away: likely.
function clear(words: Int32Array<SharedArrayBuffer>): void {
  words.fill(0); // want no-readonly-write proven
}
function indirectly(words: Int32Array<SharedArrayBuffer>): void {
  bump(words);
}
function bump(words: Int32Array<SharedArrayBuffer>): void {
  Atomics.add(words, 0, 1); // want no-readonly-write likely
}
export function reset(state: Readonly<Int32Array<SharedArrayBuffer>>): void {
  clear(state as Int32Array<SharedArrayBuffer>);
  indirectly(state as Int32Array<SharedArrayBuffer>);
}
// The same helper through a writable handle.
function mark(words: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(words, 1, 1);
}
export const markAll = (words: Int32Array<SharedArrayBuffer>): void => mark(words);
