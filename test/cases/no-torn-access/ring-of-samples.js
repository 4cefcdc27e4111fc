/** One writer, one reader: the reader alone can see a torn sample. */
export class Ring {
  /** @param {SharedArrayBuffer} region */
  constructor(region) {
    this.cursors = new Int32Array(region, 0, 2);
    this.samples = new Float32Array(region, 8);
  }
  push(sample) {
    const write = Atomics.load(this.cursors, 0);
    this.samples[write % this.samples.length] = sample;
    Atomics.store(this.cursors, 0, write + 1);
  }
  pop() {
    const read = Atomics.load(this.cursors, 1);
    if (read === Atomics.load(this.cursors, 0)) return undefined;
    const sample = this.samples[read % this.samples.length]; // strict no-torn-access
    Atomics.store(this.cursors, 1, read + 1);
    return sample;
  }
}
