export class Counter {
  readonly #words: Int32Array;
  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer);
  }
  increment(): void {
    this.#words[0]!++; // want no-plain-update likely
  }
  add(n: number): void {
    Atomics.add(this.#words, 1, n);
  }
}
