export class Channel {
  private static readonly BUSY = 0;
  readonly #header: Int32Array;
  readonly #bytes: Uint8Array;
  constructor(readonly region: SharedArrayBuffer, start = 0) {
    this.#header = new Int32Array(region, start, 2);
    this.#bytes = new Uint8Array(region, start + 8);
    this.#header[Channel.BUSY] = 0; // want no-mixed-access proven
  }
  claim(): boolean {
    return Atomics.compareExchange(this.#header, Channel.BUSY, 0, 1) === 0;
  }
  write(message: Uint8Array): void {
    this.#bytes.set(message);
  }
  get busy(): boolean {
    return this.#header[Channel.BUSY] === 1; // want no-mixed-access proven
  }
  reset(): void {
    new Uint8Array(this.region).fill(0); // want no-mixed-access
  }
}
