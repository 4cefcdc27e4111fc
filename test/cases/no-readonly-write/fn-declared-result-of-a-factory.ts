// The object is seen to be made with a writable view; that its declared type makes the handle read-only is not followed.
interface Handle {
  readonly words: Readonly<Int32Array<SharedArrayBuffer>>;
}
const make = (region: SharedArrayBuffer): Handle => ({ words: new Int32Array(region) });
export function reset(region: SharedArrayBuffer): void {
  Atomics.store(make(region).words as Int32Array, 0, 0);
}
