// Written before anyone else can see it, or not shared at all.
export class Table {
  readonly #values: Float64Array;
  constructor(region: SharedArrayBuffer) {
    this.#values = new Float64Array(region);
  }
  static create(): Table {
    const region = new SharedArrayBuffer(64);
    const values = new Float64Array(region);
    values[0] = 1;
    values.fill(2, 1);
    return new Table(region);
  }
  get(i: number): number {
    return this.#values[i];
  }
}
const own = new Float64Array(8);
export const set = (i: number, value: number): void => void (own[i] = value);
export const get = (i: number): number => own[i];
export function unknown(samples: Float32Array, i: number): number {
  samples[i] = 1;
  return samples[i];
}
export const peek = (samples: Float32Array, i: number): number => samples[i];
