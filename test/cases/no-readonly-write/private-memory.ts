// Not shared, so nobody reads it meanwhile: the table fills itself through its own cast.
const table: Readonly<Uint8Array> = new Uint8Array(256);
for (let i = 0; i < 256; i++) (table as Uint8Array)[i] = i;
export const at = (i: number): number => table[i] ?? 0;
export function fill(bytes: Readonly<Uint8Array<ArrayBuffer>>): void {
  bytes.fill(0);
}
// A read-only object whose field is a writable view.
export function store(state: Readonly<{ words: Int32Array<SharedArrayBuffer> }>): void {
  Atomics.store(state.words, 0, 1);
}
export function list(states: readonly Int32Array<SharedArrayBuffer>[]): void {
  for (const state of states) Atomics.store(state, 0, 1);
}
