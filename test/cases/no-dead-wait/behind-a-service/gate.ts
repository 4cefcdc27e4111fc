const A = 0, B = 1;
export class Gate {
  readonly #w = new Int32Array(new SharedArrayBuffer(8));
  pass(): void {
    while (Atomics.load(this.#w, A) === 0) Atomics.wait(this.#w, A, 0); // want no-dead-wait
  }
  open(): void {
    Atomics.store(this.#w, A, 1);
    Atomics.notify(this.#w, B);
  }
}
