class Flag {
  constructor(private readonly words: Int32Array) {}
  set(): void {
    Atomics.store(this.words, 0, 1); // want no-unshared-atomics proven
  }
}
const { store, load: read } = Atomics;
export function attach(bytes: Uint8Array<SharedArrayBuffer>): void {
  new Flag(new Int32Array(bytes)).set();
  const copy = bytes.slice();
  store(copy, 0, 1); // want no-unshared-atomics proven
  read(bytes, 0);
}
