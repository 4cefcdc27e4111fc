// Each kind by itself: only what is plain on the kind that is also treated atomically is told.
export function increment(view: Int32Array | BigInt64Array, i: number): void {
  if (view instanceof BigInt64Array) Atomics.add(view, i, 1n);
  else view[i]++;
}
export function read(view: Int32Array | Float64Array, i: number): number {
  return view[i];
}
export function clear(view: Int32Array | Float64Array, i: number): void {
  if (view instanceof Float64Array) view[i] = 0;
  else Atomics.store(view, i, 0);
  view[i] = 0; // want no-mixed-access
}
export function either(view: Int32Array | Uint32Array, i: number): number {
  Atomics.add(view, i, 1);
  return view[i]; // want no-mixed-access
}
export function onOneRegion(kind: 'i32' | 'f64', sab: SharedArrayBuffer) {
  const view = kind === 'i32' ? new Int32Array(sab) : new Float64Array(sab);
  if (kind === 'i32') Atomics.store(view as Int32Array, 0, 1);
  else view[0] = 1; // want no-mixed-access
}
