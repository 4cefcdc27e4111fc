const region = new SharedArrayBuffer(16);
const words = new Int32Array(region);
const bytes = new Uint8Array(region);
export const word = (): number => Atomics.load(words, 0);
export const byte = (): number => Atomics.load(bytes, 0);
