/**
 * @param {Readonly<Int32Array<SharedArrayBuffer>>} state
 * @param {Int32Array} own
 */
export function poke(state, own) {
  Atomics.store(state, 0, 1); // want no-readonly-write proven
  Atomics.store(own, 0, 1);
}
/** @typedef {Readonly<Uint8Array>} Bytes */
/** @param {Bytes} bytes */
export const clear = (bytes) => bytes.fill(0); // want no-readonly-write proven
/** @returns {Readonly<Int32Array>} */
function header() {
  return new Int32Array(new SharedArrayBuffer(8));
}
export const bump = () => Atomics.add(header(), 0, 1); // want no-readonly-write likely
