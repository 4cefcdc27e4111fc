// How JavaScript writes a type assertion.
const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
export const a = /** @type {ArrayBuffer} */ (/** @type {unknown} */ (region)); // want no-unsafe-cast proven
export const b = /** @type {Int32Array<ArrayBuffer>} */ (words); // want no-unsafe-cast proven
export const c = /** @type {BigInt64Array} */ (/** @type {any} */ (words)); // want no-unsafe-cast proven
export const d = /** @type {SharedArrayBuffer} */ (words.buffer);
export const e = /** @type {Int32Array} */ (words).length;
/** @param {SharedArrayBuffer} shared */
export function own(shared) {
  return new Uint8Array(/** @type {ArrayBuffer} */ (/** @type {unknown} */ (shared))); // want no-unsafe-cast likely
}
/** @type {(words: Int32Array) => void} */
export const use = (words) => void words;
