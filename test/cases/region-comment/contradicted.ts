// What is seen to be otherwise is not believed.
function header(region: SharedArrayBuffer, /** @region aligned 8 */ offset: number): BigInt64Array { // want region-comment
  return new BigInt64Array(region, offset, 1);
}
export const first = header(new SharedArrayBuffer(64), 4);
