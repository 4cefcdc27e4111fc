// An open-addressing hash map of int to int: keys claimed with compareExchange.
export class SharedIntMap {
  private readonly keys: Int32Array;
  private readonly values: Int32Array;
  private readonly mask: number;
  constructor(sab: SharedArrayBuffer, bits: number) {
    const n = 1 << bits;
    this.keys = new Int32Array(sab, 0, n);
    this.values = new Int32Array(sab, n * 4, n);
    this.mask = n - 1;
  }
  set(key: number, value: number): boolean {
    for (let i = hash(key) & this.mask, probes = 0; probes <= this.mask; i = (i + 1) & this.mask, probes++) {
      const found = Atomics.compareExchange(this.keys, i, 0, key);
      if (found === 0 || found === key) {
        Atomics.store(this.values, i, value);
        return true;
      }
    }
    return false;
  }
  get(key: number): number | undefined {
    for (let i = hash(key) & this.mask, probes = 0; probes <= this.mask; i = (i + 1) & this.mask, probes++) {
      const found = Atomics.load(this.keys, i);
      if (found === key) return Atomics.load(this.values, i);
      if (found === 0) return undefined;
    }
    return undefined;
  }
  *entries(): Generator<[number, number]> {
    for (let i = 0; i <= this.mask; i++) if (this.keys[i] !== 0) yield [this.keys[i], Atomics.load(this.values, i)]; // want no-mixed-access
  }
}
function hash(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return x ^ (x >>> 16);
}
