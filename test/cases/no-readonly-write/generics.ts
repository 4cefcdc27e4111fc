type Handle<T> = Readonly<T>;
interface Slot<V> {
  readonly view: V;
}
export function zero<T extends Int32Array | BigInt64Array>(view: Readonly<T>): void {
  view.fill(0 as never); // want no-readonly-write
}
export function slot(one: Slot<Handle<Int32Array<SharedArrayBuffer>>>, two: Slot<Int32Array<SharedArrayBuffer>>): void {
  Atomics.store(one.view as Int32Array, 0, 1); // want no-readonly-write
  Atomics.store(two.view, 0, 1);
}
export class Cell<T extends Int32Array> {
  constructor(private readonly view: Readonly<T>, private readonly own: T) {}
  set(value: number): void {
    Atomics.store(this.view as T, 0, value); // want no-readonly-write
    Atomics.store(this.own, 0, value);
  }
}
export function load<T extends Readonly<Int32Array>>(view: T): number {
  return Atomics.load(view, 0);
}
export function store<T extends Readonly<Int32Array>>(view: T): number {
  return Atomics.store(view, 0, 1); // want no-readonly-write
}
