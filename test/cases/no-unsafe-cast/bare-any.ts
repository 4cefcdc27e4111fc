declare function log(value: unknown): void;
const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
log(region as any); // strict no-unsafe-cast possible
(words as any).label = 'header'; // strict no-unsafe-cast possible
// Old declarations of `Atomics` take no `Int32Array<SharedArrayBuffer>`.
Atomics.wait(words as any, 0, 0, 10);
Atomics.store(words as any, 0, 1);
export function unknownHandle(view: Int32Array): unknown {
  return view as any;
}
export function typed(view: Int32Array<SharedArrayBuffer>): unknown {
  return view as any; // strict no-unsafe-cast possible
}
