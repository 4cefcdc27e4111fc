function logged<This, Args extends unknown[], Result>(method: (this: This, ...args: Args) => Result, _context: ClassMethodDecoratorContext) {
  return function (this: This, ...args: Args): Result {
    return method.call(this, ...args);
  };
}
export class Progress {
  accessor total = 0;
  readonly #done: Int32Array<SharedArrayBuffer>;
  constructor(sab: SharedArrayBuffer) {
    this.#done = new Int32Array(sab);
  }
  @logged
  advance(by: number): number {
    return Atomics.add(this.#done, 0, by) + by;
  }
  get ratio(): number {
    return Atomics.load(this.#done, 0) / this.total;
  }
}
