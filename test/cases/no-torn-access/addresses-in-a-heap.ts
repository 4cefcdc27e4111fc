// Numbers at addresses that come from elsewhere: that two of them meet is possible, no more.
export class Heap {
  readonly #view: DataView;
  constructor(memory: SharedArrayBuffer) {
    this.#view = new DataView(memory);
  }
  get(address: number): number {
    return this.#view.getFloat64(address, true); // strict no-torn-access possible
  }
  set(address: number, value: number): void {
    this.#view.setFloat64(address, value, true);
  }
}
// A stride makes it likely: both are the same field of some record.
export class Records {
  readonly #view: DataView;
  constructor(memory: SharedArrayBuffer) {
    this.#view = new DataView(memory);
  }
  get(i: number): number {
    return this.#view.getFloat64(i * 16 + 8, true); // strict no-torn-access likely
  }
  set(i: number, value: number): void {
    this.#view.setFloat64(i * 16 + 8, value, true);
  }
  id(i: number): number {
    return this.#view.getUint32(i * 16, true);
  }
}
