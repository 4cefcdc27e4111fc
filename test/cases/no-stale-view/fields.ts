export class Heap {
  private readonly memory = new WebAssembly.Memory({ initial: 1, maximum: 10, shared: true });
  private readonly bytes = new Uint8Array(this.memory.buffer);
  grow(pages: number): void {
    this.memory.grow(pages); // strict no-stale-view proven
  }
  get(at: number): number {
    return this.bytes[at];
  }
}
export class Fresh {
  private bytes: Uint8Array;
  constructor(private readonly memory: WebAssembly.Memory) {
    this.bytes = new Uint8Array(memory.buffer);
  }
  grow(pages: number): void {
    this.memory.grow(pages);
    this.bytes = new Uint8Array(this.memory.buffer);
  }
  get(at: number): number {
    return this.bytes[at];
  }
}
export class TooEarly {
  private bytes: Uint8Array;
  constructor(private readonly memory: WebAssembly.Memory) {
    this.bytes = new Uint8Array(memory.buffer);
  }
  grow(pages: number): void {
    this.bytes = new Uint8Array(this.memory.buffer);
    this.memory.grow(pages); // strict no-stale-view
  }
  get(at: number): number {
    return this.bytes[at];
  }
}
export class Lazy {
  private cached: Uint8Array | undefined;
  constructor(private readonly memory: WebAssembly.Memory) {}
  grow(pages: number): void {
    this.memory.grow(pages);
  }
  get bytes(): Uint8Array {
    if (!this.cached || this.cached.buffer !== this.memory.buffer) this.cached = new Uint8Array(this.memory.buffer);
    return this.cached;
  }
  get(at: number): number {
    return this.bytes[at];
  }
}
export class ByTheCaller {
  private bytes: Uint8Array;
  constructor(private readonly memory: WebAssembly.Memory) {
    this.bytes = new Uint8Array(memory.buffer);
  }
  private grow(pages: number): void {
    this.memory.grow(pages);
  }
  private update(): void {
    this.bytes = new Uint8Array(this.memory.buffer);
  }
  ensure(pages: number): void {
    this.grow(pages);
    this.update();
  }
  get(at: number): number {
    return this.bytes[at];
  }
}
export class Tracking {
  private readonly bytes: Uint8Array;
  private readonly header: Int32Array;
  private readonly region = new SharedArrayBuffer(1024, { maxByteLength: 65536 });
  constructor() {
    this.bytes = new Uint8Array(this.region);
    this.header = new Int32Array(this.region, 0, 2);
  }
  grow(bytes: number): void {
    this.region.grow(this.region.byteLength + bytes);
  }
  get(at: number): number {
    return this.bytes[at] + Atomics.load(this.header, 0);
  }
}
