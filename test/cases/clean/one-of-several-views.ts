// A view of one of several kinds is one kind at a time, as the tests tell.
export function store(view: Int32Array | BigInt64Array, i: number, x: number): void {
  if (view instanceof BigInt64Array) Atomics.store(view, i, BigInt(x));
  else Atomics.store(view, i, x);
}
export function put(view: Int32Array | Float64Array, i: number, x: number): void {
  if (view instanceof Int32Array) Atomics.store(view, i, x);
  else view[i] = x;
}
export class Cell<T extends Int32Array | BigInt64Array> {
  constructor(private readonly view: T) {}
  load(): number | bigint {
    const { view } = this;
    return view instanceof BigInt64Array ? Atomics.load(view, 0) : Atomics.load(view, 0);
  }
  store(x: number): void {
    if (this.view instanceof BigInt64Array) Atomics.store(this.view, 0, BigInt(x));
    else Atomics.store(this.view as Int32Array, 0, x);
  }
}
const make = (wide: boolean) => (wide ? new BigInt64Array(new SharedArrayBuffer(8)) : new Int32Array(new SharedArrayBuffer(8)));
export function both(wide: boolean) {
  const view = make(wide);
  if (view instanceof Int32Array) Atomics.add(view, 0, 1);
  else Atomics.add(view, 0, 1n);
}
export function byElementSize(view: Int32Array | BigInt64Array) {
  if (view.BYTES_PER_ELEMENT === 8) return Atomics.load(view, 0);
  return Atomics.add(view as Int32Array, 0, 1);
}
type Kind = 'i32' | 'f64';
export function byName(kind: Kind, bytes: number) {
  const view = kind === 'i32' ? new Int32Array(new SharedArrayBuffer(bytes)) : new Float64Array(new SharedArrayBuffer(bytes));
  const set = (port: MessagePort): void => port.postMessage(view);
  if (kind === 'i32') Atomics.store(view as Int32Array, 0, 1);
  else view[0] = 1;
  return set;
}
export function byFlag(port: MessagePort, isWide: boolean) {
  const view = isWide ? new BigInt64Array(new SharedArrayBuffer(8)) : new Int32Array(new SharedArrayBuffer(8));
  port.postMessage(view);
  if (!isWide) Atomics.add(view as Int32Array, 0, 1);
  else Atomics.add(view as BigInt64Array, 0, 1n);
}
