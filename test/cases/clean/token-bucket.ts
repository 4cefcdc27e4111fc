// A token bucket in two words; refill by compareExchange on the time word.
const TOKENS = 0;
const STAMP = 1;
export class Bucket {
  readonly #w: Int32Array;
  constructor(sab: SharedArrayBuffer, private readonly perSecond: number, private readonly burst: number) {
    this.#w = new Int32Array(sab);
  }
  take(now: number): boolean {
    const last = Atomics.load(this.#w, STAMP);
    const elapsed = now - last;
    if (elapsed > 0 && Atomics.compareExchange(this.#w, STAMP, last, now) === last) {
      const earned = Math.floor((elapsed * this.perSecond) / 1000);
      let have = Atomics.load(this.#w, TOKENS);
      for (;;) {
        const next = Math.min(have + earned, this.burst);
        const found = Atomics.compareExchange(this.#w, TOKENS, have, next);
        if (found === have) break;
        have = found;
      }
    }
    for (let have = Atomics.load(this.#w, TOKENS); have > 0; ) {
      const found = Atomics.compareExchange(this.#w, TOKENS, have, have - 1);
      if (found === have) return true;
      have = found;
    }
    return false;
  }
}
