/** @region single-writer */
const WRITE = 0;
const READ = 1;
/** @region single-writer */ // want region-comment
const CAPACITY = 2;
export class Producer {
  constructor(private readonly cursors: Int32Array<SharedArrayBuffer>) {}
  advance(by: number): void {
    const write = Atomics.load(this.cursors, WRITE);
    Atomics.store(this.cursors, WRITE, write + by);
  }
  capacity(): number {
    return Atomics.load(this.cursors, CAPACITY) - Atomics.load(this.cursors, READ);
  }
}
export class Sequence {
  /** @region single-writer */
  private readonly next: Int32Array<SharedArrayBuffer>;
  /** @region single-writer */ // want region-comment
  private readonly seen: Int32Array<SharedArrayBuffer>;
  constructor(region: SharedArrayBuffer) {
    this.next = new Int32Array(region, 0, 1);
    this.seen = new Int32Array(region, 4, 1);
  }
  advance(): void {
    Atomics.store(this.next, 0, Atomics.load(this.next, 0) + 1);
  }
  see(value: number): void {
    Atomics.store(this.seen, 0, value);
  }
}
