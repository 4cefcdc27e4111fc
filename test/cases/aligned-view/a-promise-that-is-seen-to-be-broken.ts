// What is seen to be otherwise is not believed, whatever a comment says.
function header(region: SharedArrayBuffer, /** @region aligned 8 */ offset: number): BigInt64Array {
  return new BigInt64Array(region, offset, 1); // want aligned-view proven
}
export const first = header(new SharedArrayBuffer(64), 4);
export const later = (region: SharedArrayBuffer, offset: number): BigInt64Array => header(region, offset);
