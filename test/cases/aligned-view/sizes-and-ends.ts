const region = new SharedArrayBuffer(20);
export const odd = new BigInt64Array(region); // want aligned-view proven
export const fits = new BigInt64Array(region, 0, 2);
export const beyond = new BigInt64Array(region, 8, 2); // want aligned-view proven
export const words = new Int32Array(region);
export const elementsForBytes = new Int32Array(region, 4, 16); // want aligned-view proven
export const bytesBeyond = new Uint8Array(region, 16, 8); // want aligned-view proven
export const viewBeyond = new DataView(region, 24); // want aligned-view proven
export const empty = new Uint8Array(region, 20);
export const emptyWords = new Int32Array(region, 20);
export const growing = new SharedArrayBuffer(20, { maxByteLength: 64 });
export const tracking = new BigInt64Array(growing);
export const unshared = new Float64Array(new ArrayBuffer(12)); // want aligned-view proven
export const ofItsOwn = new Float64Array(3);
export const unknownSize = (n: number): Int32Array => new Int32Array(new SharedArrayBuffer(n));
export const knownFactor = (n: number): Int32Array => new Int32Array(new SharedArrayBuffer(n * 4));
export const wrongFactor = (n: number): BigInt64Array => new BigInt64Array(new SharedArrayBuffer(8 * n + 4)); // want aligned-view proven
