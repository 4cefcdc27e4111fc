// A single producer and a single consumer: each cursor has one writer. Quiet in recommended.
const READ = 0;
const WRITE = 1;
export class Ring {
  readonly #cursors: Int32Array<SharedArrayBuffer>;
  readonly #items: Float32Array<SharedArrayBuffer>;
  constructor(buffer: SharedArrayBuffer) {
    this.#cursors = new Int32Array(buffer, 0, 2);
    this.#items = new Float32Array(buffer, 8);
  }
  push(value: number): boolean {
    const write = Atomics.load(this.#cursors, WRITE);
    const next = (write + 1) % this.#items.length;
    if (next === Atomics.load(this.#cursors, READ)) return false;
    this.#items[write] = value;
    Atomics.store(this.#cursors, WRITE, next); // strict no-split-update possible
    return true;
  }
  pop(): number | undefined {
    const read = Atomics.load(this.#cursors, READ);
    if (read === Atomics.load(this.#cursors, WRITE)) return undefined;
    const value = this.#items[read];
    Atomics.store(this.#cursors, READ, (read + 1) % this.#items.length); // strict no-split-update possible
    return value;
  }
  clear(): void {
    Atomics.store(this.#cursors, READ, Atomics.load(this.#cursors, WRITE));
  }
}
/** A seqlock with one writer. */
export function publish(words: Int32Array<SharedArrayBuffer>, x: number, y: number): void {
  const sequence = Atomics.load(words, 0);
  Atomics.store(words, 0, sequence + 1); // strict no-split-update possible
  Atomics.store(words, 1, x);
  Atomics.store(words, 2, y);
  Atomics.store(words, 0, sequence + 2); // strict no-split-update possible
}
export function restored(words: Int32Array<SharedArrayBuffer>): void {
  const saved = Atomics.exchange(words, 3, 0);
  Atomics.store(words, 3, saved);
}
