// Retry loops round a compareExchange: the second has its condition the wrong way round.
export function addCapped(v: Int32Array, i: number, n: number, cap: number): number {
  let seen = Atomics.load(v, i);
  for (;;) {
    const next = Math.min(seen + n, cap);
    const old = Atomics.compareExchange(v, i, seen, next);
    if (old === seen) return next;
    seen = old;
  }
}
export function addCappedWrong(v: Int32Array, i: number, n: number, cap: number): void {
  let seen: number;
  do {
    seen = Atomics.load(v, i);
  } while (Atomics.compareExchange(v, i, seen, Math.min(seen + n, cap)) === seen); // want check-compare-exchange
}
