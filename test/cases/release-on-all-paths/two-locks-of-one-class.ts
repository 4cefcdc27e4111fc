class M {
  constructor(private readonly w: Int32Array<SharedArrayBuffer>) {}
  lock(): void { while (Atomics.compareExchange(this.w, 0, 0, 1) !== 0) Atomics.wait(this.w, 0, 1); }
  tryLock(): boolean { return Atomics.compareExchange(this.w, 0, 0, 1) === 0; }
  unlock(): void { Atomics.store(this.w, 0, 0); Atomics.notify(this.w, 0, 1); }
}
export function transfer(a: M, b: M, cells: Int32Array<SharedArrayBuffer>, n: number): boolean {
  a.lock();
  b.lock();
  Atomics.store(cells, 1, Atomics.load(cells, 1) - n);
  Atomics.store(cells, 2, Atomics.load(cells, 2) + n);
  if (n < 0) return false; // want release-on-all-paths
  b.unlock();
  Atomics.store(cells, 3, Atomics.load(cells, 3) + n);
  a.unlock();
  Atomics.store(cells, 4, Atomics.load(cells, 4) + n);
  return true;
}
export function pair(a: M, b: M): boolean {
  a.lock();
  if (!b.tryLock()) {
    a.unlock();
    return false;
  }
  return true;
}
export function doubled(m: M, n: M, x: number): boolean {
  m.lock();
  n.lock();
  if (x < 0) { n.unlock(); return false; } // want release-on-all-paths
  n.unlock();
  m.unlock();
  return true;
}
