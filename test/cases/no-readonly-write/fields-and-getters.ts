export class Board {
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly view: Readonly<Int32Array<SharedArrayBuffer>>;
  constructor(region: SharedArrayBuffer) {
    this.words = new Int32Array(region);
    this.view = this.words;
  }
  get cells(): Readonly<Int32Array<SharedArrayBuffer>> {
    return this.words;
  }
  snapshot(): Readonly<Int32Array<SharedArrayBuffer>> {
    return this.words;
  }
  set(index: number, value: number): void {
    Atomics.store(this.words, index, value);
  }
  lie(index: number, value: number): void {
    Atomics.store(this.view as Int32Array, index, value); // want no-readonly-write likely
  }
}
class Reader {
  constructor(private readonly words: Readonly<Int32Array<SharedArrayBuffer>>) {}
  get(index: number): number {
    return Atomics.load(this.words, index);
  }
  consume(index: number): number {
    return Atomics.exchange(this.words as Int32Array, index, 0); // want no-readonly-write likely
  }
}
export function play(board: Board): number {
  Atomics.store(board.cells as Int32Array, 0, 1); // want no-readonly-write likely
  board.snapshot().fill(0); // want no-readonly-write likely
  board.set(0, 1);
  return new Reader(board.cells).consume(0);
}
