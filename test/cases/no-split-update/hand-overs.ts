// The one owner uses what the flag guards between test and store: a mailbox, a ring, a request.
const EMPTY = 0;
const FULL = 1;
export function take(flags: Int32Array<SharedArrayBuffer>, payload: Float64Array<SharedArrayBuffer>): number | undefined {
  if (Atomics.load(flags, 0) !== FULL) return undefined;
  const value = payload[8]!;
  Atomics.store(flags, 0, EMPTY);
  Atomics.notify(flags, 0);
  return value;
}
export function put(flags: Int32Array<SharedArrayBuffer>, payload: Float64Array<SharedArrayBuffer>, value: number): boolean {
  if (Atomics.load(flags, 0) !== EMPTY) return false;
  payload[8] = value;
  Atomics.store(flags, 0, FULL);
  return true;
}
export function copyAll(flags: Int32Array<SharedArrayBuffer>, payload: Uint8Array<SharedArrayBuffer>, count: number): number[] {
  const out: number[] = [];
  if (Atomics.load(flags, 0) !== FULL) return out;
  for (let i = 0; i < count; i++) out[i] = payload[64 + i]!;
  Atomics.store(flags, 0, EMPTY);
  return out;
}
export function bulk(flags: Int32Array<SharedArrayBuffer>, payload: Uint8Array<SharedArrayBuffer>, source: Uint8Array): void {
  while (Atomics.load(flags, 0) !== EMPTY) Atomics.wait(flags, 0, FULL);
  payload.set(source, 64);
  Atomics.store(flags, 0, FULL);
  Atomics.notify(flags, 0, 1);
}
export function handled(flags: Int32Array<SharedArrayBuffer>, handle: () => void): void {
  if (Atomics.load(flags, 0) === FULL) {
    handle();
    Atomics.store(flags, 0, EMPTY);
  }
}
function read(payload: Int32Array<SharedArrayBuffer>, at: number): number {
  return payload[at]!;
}
export function throughAHelper(flags: Int32Array<SharedArrayBuffer>, payload: Int32Array<SharedArrayBuffer>): number {
  let value = -1;
  if (Atomics.load(flags, 0) === FULL) {
    value = read(payload, 16);
    Atomics.store(flags, 0, EMPTY);
  }
  return value;
}
export function decode(flags: Int32Array<SharedArrayBuffer>, bytes: Uint8Array<SharedArrayBuffer>): string {
  while (Atomics.load(flags, 0) === EMPTY) Atomics.wait(flags, 0, EMPTY);
  const text = String.fromCharCode(...bytes.slice(8, 40));
  Atomics.store(flags, 0, EMPTY);
  return text;
}
