export function* rows(lock: Int32Array<SharedArrayBuffer>, data: Int32Array<SharedArrayBuffer>): Generator<number> {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1); // strict release-on-all-paths possible
  for (let i = 8; i < 16; i++) yield data[i]!;
  Atomics.store(lock, 0, 0);
}
export function* safe(lock: Int32Array<SharedArrayBuffer>, data: Int32Array<SharedArrayBuffer>): Generator<number> {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1);
  try {
    for (let i = 8; i < 16; i++) yield data[i]!;
  } finally {
    Atomics.store(lock, 0, 0);
  }
}
export function* gaveUp(lock: Int32Array<SharedArrayBuffer>, stop: boolean): Generator<number> {
  if (Atomics.exchange(lock, 0, 1) !== 0) return;
  if (stop) return; // want release-on-all-paths proven
  Atomics.store(lock, 0, 0);
}
