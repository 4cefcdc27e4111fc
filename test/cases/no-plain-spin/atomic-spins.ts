// Strict: an atomic spin with neither a wait, a pause nor a bound.
export function load(flag: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.load(flag, 0) === 0) {} // strict no-plain-spin possible
}
export function lock(word: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.compareExchange(word, 0, 0, 1) !== 0); // strict no-plain-spin possible
}
export function exchange(word: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.exchange(word, 0, 1) === 1) {} // strict no-plain-spin possible
}
export function ticket(words: Int32Array<SharedArrayBuffer>): void {
  const mine = Atomics.add(words, 0, 1);
  while (Atomics.load(words, 1) !== mine) {} // strict no-plain-spin possible
}
export function ownId(word: Int32Array<SharedArrayBuffer>, id: number): void {
  for (;;) if (Atomics.compareExchange(word, 0, 0, id) === 0) return; // strict no-plain-spin possible
}
export function waits(flag: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.load(flag, 0) === 0) Atomics.wait(flag, 0, 0);
}
export function pauses(flag: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.load(flag, 0) === 0) Atomics.pause?.();
}
export function bounded(flag: Int32Array<SharedArrayBuffer>): boolean {
  for (let i = 0; i < 100; i++) if (Atomics.load(flag, 0) !== 0) return true;
  return false;
}
export function spinThenWait(flag: Int32Array<SharedArrayBuffer>): void {
  let spins = 0;
  while (Atomics.load(flag, 0) === 0) {
    if (++spins > 100) break;
  }
  while (Atomics.load(flag, 0) === 0) Atomics.wait(flag, 0, 0);
}
export function clocked(flag: Int32Array<SharedArrayBuffer>, ms: number): boolean {
  const end = Date.now() + ms;
  while (Atomics.load(flag, 0) === 0) if (Date.now() > end) return false;
  return true;
}
export function increment(word: Int32Array<SharedArrayBuffer>): void {
  let old: number;
  do old = Atomics.load(word, 0);
  while (Atomics.compareExchange(word, 0, old, old + 1) !== old);
}
export function retried(word: Int32Array<SharedArrayBuffer>): void {
  let old = Atomics.load(word, 0);
  for (;;) {
    const seen = Atomics.compareExchange(word, 0, old, old | 1);
    if (seen === old) return;
    old = seen;
  }
}
export async function polls(flag: Int32Array<SharedArrayBuffer>): Promise<void> {
  while (Atomics.load(flag, 0) === 0) await null;
}
export function drains(words: Int32Array<SharedArrayBuffer>, items: Float64Array<SharedArrayBuffer>): number {
  let sum = 0;
  while (Atomics.load(words, 0) !== Atomics.load(words, 1)) {
    sum += items[Atomics.load(words, 0)]!;
    Atomics.add(words, 0, 1);
  }
  return sum;
}
export function follows(next: Int32Array<SharedArrayBuffer>, head: number): number {
  let at = head;
  while (Atomics.load(next, at) !== 0) at = Atomics.load(next, at);
  return at;
}
