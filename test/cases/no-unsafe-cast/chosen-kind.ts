// The same flag that chose the kind of memory chooses the assertion.
declare const crossOriginIsolated: boolean;
declare function upload(buffer: ArrayBuffer): void;
const buffer = crossOriginIsolated ? new SharedArrayBuffer(64) : new ArrayBuffer(64);
if (!crossOriginIsolated) upload(buffer as ArrayBuffer);
export const words = new Int32Array(buffer as SharedArrayBuffer); // strict no-unsafe-cast possible
