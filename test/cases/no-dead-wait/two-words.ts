// It waits on one word while all its notifies go to another.
const GATE = 0;
const COUNT = 1;
export class Latch {
  readonly #words = new Int32Array(new SharedArrayBuffer(8));
  constructor(count: number) {
    Atomics.store(this.#words, COUNT, count);
  }
  wait(): void {
    while (Atomics.load(this.#words, COUNT) > 0) Atomics.wait(this.#words, GATE, 0); // want no-dead-wait likely
  }
  countDown(): void {
    if (Atomics.sub(this.#words, COUNT, 1) === 1) Atomics.notify(this.#words, COUNT);
  }
}
export class LatchRight {
  readonly #words = new Int32Array(new SharedArrayBuffer(8));
  wait(): void {
    while (Atomics.load(this.#words, GATE) === 0) Atomics.wait(this.#words, GATE, 0);
  }
  open(): void {
    Atomics.store(this.#words, GATE, 1);
    Atomics.notify(this.#words, GATE);
  }
}
