type Shared = Int32Array<SharedArrayBuffer>;
export function atomic(state: Readonly<Shared>): void {
  Atomics.add(state, 0, 1); // want no-readonly-write proven
  Atomics.compareExchange(state, 1, 0, 1); // want no-readonly-write proven
  Atomics.exchange(state, 1, 0); // want no-readonly-write proven
  Atomics.notify(state, 1);
  Atomics.wait(state, 1, 0);
  Atomics.load(state, 1);
}
export function methods(state: Readonly<Shared>, other: number[]): void {
  state.fill(0); // want no-readonly-write proven
  state.set(other, 2); // want no-readonly-write proven
  state.copyWithin(0, 4); // want no-readonly-write proven
  state.sort(); // want no-readonly-write proven
  state.reverse(); // want no-readonly-write proven
  state.slice(0, 2).fill(0);
  state.toSorted();
  state.map((n) => n + 1);
}
export function plain(state: Readonly<Shared>): void {
  (state as Shared)[0] = 1; // want no-readonly-write proven
  (state as any)[1]++; // want no-readonly-write proven
  (<Shared>state)[2] += 2; // want no-readonly-write proven
  [(state as Shared)[3]] = [4]; // want no-readonly-write proven
}
export function platform(bytes: Readonly<Uint8Array>): void {
  new TextEncoder().encodeInto('text', bytes as Uint8Array<ArrayBuffer>); // want no-readonly-write proven
}
export function dataView(view: Readonly<DataView<SharedArrayBuffer>>): number {
  view.setInt32(0, 1); // want no-readonly-write proven
  return view.getInt32(4);
}
