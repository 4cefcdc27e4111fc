const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
export const load = () => Atomics.load(words, 0);
/**
 * Empties the region.
 *
 * @region exclusive - called before the workers start
 * @returns {void}
 */
export function reset() {
  words.fill(0);
}
/** // want region-comment
 * @param {SharedArrayBuffer} region
 * @region exclusive
 */
export function sizeOf(region) {
  return region.byteLength;
}
/**
 * The offset comes from the allocator.
 *
 * @param {SharedArrayBuffer} region
 */
export function view(region, /** @region aligned 8 */ offset) {
  return new BigInt64Array(region, offset, 1);
}
