/** @region single-writer */
const WRITE = 0;
const READ = 1;
export class Producer {
  /** @region single-writer */
  readonly #sequence: Int32Array<SharedArrayBuffer>;
  readonly #cursors: Int32Array<SharedArrayBuffer>;
  constructor(buffer: SharedArrayBuffer, other: SharedArrayBuffer) {
    this.#cursors = new Int32Array(buffer);
    this.#sequence = new Int32Array(other);
  }
  push(): void {
    const write = Atomics.load(this.#cursors, WRITE);
    Atomics.store(this.#cursors, WRITE, write + 1);
  }
  skip(): void {
    const read = Atomics.load(this.#cursors, READ);
    Atomics.store(this.#cursors, READ, read + 1); // strict no-split-update possible
  }
  stamp(): void {
    Atomics.store(this.#sequence, 0, Atomics.load(this.#sequence, 0) + 1);
  }
}
