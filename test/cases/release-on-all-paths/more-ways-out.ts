class M {
  constructor(private readonly w: Int32Array<SharedArrayBuffer>) {}
  lock(): void { while (Atomics.compareExchange(this.w, 0, 0, 1) !== 0) Atomics.wait(this.w, 0, 1); }
  tryLock(): boolean { return Atomics.compareExchange(this.w, 0, 0, 1) === 0; }
  unlock(): void { Atomics.store(this.w, 0, 0); Atomics.notify(this.w, 0, 1); }
}
export function caught(m: M, work: () => number): number | null {
  m.lock();
  let n: number;
  try { n = work(); } catch { return null; } // want release-on-all-paths
  m.unlock();
  return n;
}
export function ternary(m: M, x: number): number {
  m.lock();
  if (x > 3) { if (x > 5) { return x; } m.unlock(); return 1; } // want release-on-all-paths
  m.unlock();
  return 0;
}
export function optional(m: M | undefined, x: number): boolean {
  m?.lock();
  if (x === 0) return false; // want release-on-all-paths
  m?.unlock();
  return true;
}
export function arrow(m: M): (x: number) => boolean {
  return (x) => {
    m.lock();
    if (x < 0) return false; // want release-on-all-paths
    m.unlock();
    return true;
  };
}
export function looped(m: M, xs: number[]): void {
  for (let i = 0; i < xs.length; i++) {
    if (!m.tryLock()) continue;
    if (xs[i] === 0) continue; // want release-on-all-paths
    xs[i]!--;
    m.unlock();
  }
}
export function whileTrue(m: M, next: () => number): number {
  while (true) {
    m.lock(); // strict release-on-all-paths
    const n = next();
    if (n > 10) break;
    m.unlock();
  }
  return 1;
}
export function nullish(m: M, x: number | null): number {
  m.lock();
  const y = x ?? -1;
  if (y < 0) throw new Error('no'); // want release-on-all-paths
  m.unlock();
  return y;
}
export const expr = (m: M, x: number): void => {
  if (!m.tryLock()) return;
  if (!x) return; // want release-on-all-paths
  m.unlock();
};
export function afterUnlock(m: M, x: number): boolean {
  m.lock();
  const bad = x < 0;
  m.unlock();
  if (bad) return false;
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
