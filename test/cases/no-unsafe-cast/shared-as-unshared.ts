// The origin of the operand is known: proven, however the assertion is written.
declare function upload(bytes: Uint8Array<ArrayBuffer>): void;
declare function keep(buffer: ArrayBuffer): void;
declare function send(source: BufferSource): void;
const region = new SharedArrayBuffer(64);
const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
const bytes = new Uint8Array(region, 8);
export const a = region as unknown as ArrayBuffer; // want no-unsafe-cast proven
export const b = <ArrayBuffer>(<unknown>region); // want no-unsafe-cast proven
export const c = region as any as ArrayBuffer; // want no-unsafe-cast proven
export const d = bytes.subarray(4) as unknown as Uint8Array<ArrayBuffer>; // want no-unsafe-cast proven
export const e = new DataView(region) as unknown as DataView<ArrayBuffer>; // want no-unsafe-cast proven
upload(bytes as unknown as Uint8Array<ArrayBuffer>); // want no-unsafe-cast proven
send(bytes as BufferSource); // want no-unsafe-cast proven
keep((memory.buffer as unknown) as ArrayBuffer); // want no-unsafe-cast proven
keep(bytes.buffer as ArrayBufferLike as ArrayBuffer); // want no-unsafe-cast proven
const blob = new Blob([bytes.slice() as BlobPart, bytes as BlobPart]); // want no-unsafe-cast proven
const options = { body: bytes as BodyInit }; // want no-unsafe-cast proven
export { blob, options };

// What is true may be said.
upload(bytes.slice() as Uint8Array<ArrayBuffer>);
keep(new Uint8Array(bytes).buffer as ArrayBuffer);
keep(new ArrayBuffer(8) as ArrayBuffer);
export const f = region as ArrayBufferLike;
export const g = bytes as Uint8Array;
export const h = bytes as unknown as Uint8Array<SharedArrayBuffer>;
export const i = bytes as unknown;
export const j = bytes as never;
export const k = region satisfies SharedArrayBuffer;
export const l = bytes!;
