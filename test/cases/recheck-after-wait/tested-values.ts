// The value was tested, or is an event count that was loaded before something else was done.
export function constant(state: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.load(state, 0) === 0) Atomics.wait(state, 0, 0);
}
export function tested(state: Int32Array<SharedArrayBuffer>): number {
  for (;;) {
    const seen = Atomics.load(state, 0);
    if (seen !== 0) return seen;
    Atomics.wait(state, 0, seen);
  }
}
export function untilChanged(state: Int32Array<SharedArrayBuffer>, last: number): number {
  let now: number;
  while ((now = Atomics.load(state, 0)) === last) Atomics.wait(state, 0, now);
  return now;
}
export function generation(state: Int32Array<SharedArrayBuffer>): void {
  const mine = Atomics.load(state, 1);
  if (Atomics.sub(state, 0, 1) === 1) {
    Atomics.add(state, 1, 1);
    Atomics.notify(state, 1);
    return;
  }
  while (Atomics.load(state, 1) === mine) Atomics.wait(state, 1, mine);
}
export class Condition {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  wait(unlock: () => void, lock: () => void): void {
    const sequence = Atomics.load(this.words, 0);
    unlock();
    Atomics.wait(this.words, 0, sequence);
    lock();
  }
  waitOn(mutex: Int32Array<SharedArrayBuffer>): void {
    const sequence = Atomics.load(this.words, 0);
    Atomics.store(mutex, 0, 0);
    Atomics.notify(mutex, 0, 1);
    Atomics.wait(this.words, 0, sequence);
    while (Atomics.compareExchange(mutex, 0, 0, 1) !== 0) Atomics.wait(mutex, 0, 1);
  }
  notify(): void {
    Atomics.add(this.words, 0, 1);
    Atomics.notify(this.words, 0, 1);
  }
}
export function eventCount(words: Int32Array<SharedArrayBuffer>): number {
  for (;;) {
    const key = Atomics.load(words, 0);
    const item = Atomics.exchange(words, 1, 0);
    if (item !== 0) return item;
    Atomics.wait(words, 0, key);
  }
}
export function anotherWord(words: Int32Array<SharedArrayBuffer>): void {
  while (Atomics.load(words, 0) === 0) Atomics.wait(words, 0, Math.min(0, Atomics.load(words, 1)));
}
export function resultOfAnExchange(word: Int32Array<SharedArrayBuffer>): void {
  for (;;) {
    const seen = Atomics.compareExchange(word, 0, 0, 1);
    if (seen === 0) return;
    Atomics.wait(word, 0, seen);
  }
}
