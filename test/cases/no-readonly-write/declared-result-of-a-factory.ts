// The object is seen to be made with a writable view; its declared type makes the handle read-only.
interface Handle {
  readonly words: Readonly<Int32Array<SharedArrayBuffer>>;
}
const make = (region: SharedArrayBuffer): Handle => ({ words: new Int32Array(region) });
export function reset(region: SharedArrayBuffer): void {
  Atomics.store(make(region).words as Int32Array, 0, 0); // want no-readonly-write likely
}
