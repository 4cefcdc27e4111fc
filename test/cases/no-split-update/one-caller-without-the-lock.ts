const lockWord = new Int32Array(new SharedArrayBuffer(64));
function lock(): void {
  while (Atomics.exchange(lockWord, 0, 1) === 1) Atomics.wait(lockWord, 0, 1);
}
function unlock(): void {
  Atomics.store(lockWord, 0, 0);
  Atomics.notify(lockWord, 0, 1);
}
function guarded(n: number): void {
  Atomics.store(lockWord, 1, Atomics.load(lockWord, 1) + n);
}
function forgotten(n: number): void {
  Atomics.store(lockWord, 2, Atomics.load(lockWord, 2) + n); // want no-split-update likely
}
export function first(): void {
  lock();
  guarded(1);
  forgotten(1);
  unlock();
}
export function second(): void {
  lock();
  try {
    guarded(2);
  } finally {
    unlock();
  }
  forgotten(2);
}
