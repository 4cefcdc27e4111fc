export type ReadonlyWords = Readonly<Int32Array<SharedArrayBuffer>>;
