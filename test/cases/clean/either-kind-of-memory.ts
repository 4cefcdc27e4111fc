// One flag, made of two tests, chose the memory and chooses how it is accessed.
const canShare = typeof SharedArrayBuffer !== 'undefined' && globalThis.crossOriginIsolated === true;
export class Signal {
  readonly buffer: SharedArrayBuffer | ArrayBuffer;
  readonly #view: Int32Array;
  constructor() {
    this.buffer = canShare ? new SharedArrayBuffer(4) : new ArrayBuffer(4);
    this.#view = new Int32Array(this.buffer);
  }
  raise(): void {
    if (canShare) Atomics.store(this.#view, 0, 1);
    else this.#view[0] = 1;
  }
  get raised(): boolean {
    return (canShare ? Atomics.load(this.#view, 0) : this.#view[0]) === 1;
  }
}
