// Accessors hide the atomic operations; the update is split all the same.
export class SharedFlags {
  constructor(private readonly view: Uint32Array<SharedArrayBuffer>) {}
  get flags(): number {
    return Atomics.load(this.view, 0);
  }
  set flags(value: number) {
    Atomics.store(this.view, 0, value); // want no-split-update
  }
  add(flag: number): void {
    this.flags = this.flags | flag;
  }
  has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }
}
