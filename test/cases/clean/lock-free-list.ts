// A lock-free free list (Treiber stack) in an index arena, with a tag against ABA.
const HEAD = 0;
const NIL = 0xffff;
export class FreeList {
  private readonly head: Uint32Array;
  private readonly next: Uint16Array;
  constructor(sab: SharedArrayBuffer, capacity: number) {
    this.head = new Uint32Array(sab, 0, 1);
    this.next = new Uint16Array(sab, 4, capacity);
  }
  /** @region exclusive */
  initialise(): void {
    for (let i = 0; i < this.next.length; i++) this.next[i] = i + 1 === this.next.length ? NIL : i + 1;
    this.head[HEAD] = 0;
  }
  pop(): number {
    for (;;) {
      const head = Atomics.load(this.head, HEAD);
      const index = head & 0xffff;
      if (index === NIL) return -1;
      const next = Atomics.load(this.next, index);
      const tagged = ((((head >>> 16) + 1) << 16) | next) >>> 0;
      if (Atomics.compareExchange(this.head, HEAD, head, tagged) === head) return index;
    }
  }
  push(index: number): void {
    for (;;) {
      const head = Atomics.load(this.head, HEAD);
      Atomics.store(this.next, index, head & 0xffff);
      const tagged = ((((head >>> 16) + 1) << 16) | index) >>> 0;
      if (Atomics.compareExchange(this.head, HEAD, head, tagged) === head) return;
    }
  }
}
