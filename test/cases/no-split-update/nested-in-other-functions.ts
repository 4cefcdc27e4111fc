// Getters, setters and helpers: the store is reported where it stands.
export class Counter {
  readonly #words: Int32Array<SharedArrayBuffer>;
  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer);
  }
  get value(): number {
    return Atomics.load(this.#words, 0);
  }
  set value(next: number) {
    Atomics.store(this.#words, 0, next); // want no-split-update likely
  }
  #get(i: number): number {
    return Atomics.load(this.#words, i);
  }
  #set(i: number, next: number): void {
    Atomics.store(this.#words, i, next); // want no-split-update likely
  }
  increment(): void {
    this.value++;
  }
  double(): void {
    this.value = this.value * 2;
  }
  bump(i: number): void {
    this.#set(i, this.#get(i) + 1);
  }
}
const next = (words: Int32Array<SharedArrayBuffer>, i: number): number => Atomics.load(words, i) + 1;
export function advance(words: Int32Array<SharedArrayBuffer>): void {
  Atomics.store(words, 5, next(words, 5)); // want no-split-update likely
  Atomics.store(words, 6, next(words, 5));
}
