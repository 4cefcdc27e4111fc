const header = new Int32Array(new SharedArrayBuffer(16));
export const claim = (): boolean => Atomics.compareExchange(header, 0, 0, 1) === 0;
export const peek = (): number => header[0]; // want no-mixed-access proven
export const payload = (): number => header[2];
