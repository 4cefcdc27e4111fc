/** A cell that is written once, by whoever claims it first; the others wait. */
export class OnceCell {
  constructor(private readonly state: Int32Array<SharedArrayBuffer>, private readonly value: Float64Array<SharedArrayBuffer>) {}
  get(make: () => number): number {
    switch (Atomics.compareExchange(this.state, 0, 0, 1)) {
      case 0: {
        let done = false;
        try {
          this.value[0] = make();
          done = true;
        } finally {
          Atomics.store(this.state, 0, done ? 2 : 0);
          Atomics.notify(this.state, 0);
        }
        break;
      }
      case 1:
        while (Atomics.load(this.state, 0) === 1) Atomics.wait(this.state, 0, 1);
        if (Atomics.load(this.state, 0) === 0) return this.get(make);
    }
    return this.value[0];
  }
}
