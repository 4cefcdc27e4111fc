const words = new Int32Array(new SharedArrayBuffer(16));
export const handle: Readonly<Int32Array<SharedArrayBuffer>> = words;
export const bump = (): number => Atomics.add(words, 0, 1);
