// Someone wants a 64-bit counter out of a 32-bit view, and gets it wrong.
export class Clock {
  private readonly words: Int32Array<SharedArrayBuffer>;
  constructor(sab: SharedArrayBuffer) {
    this.words = new Int32Array(sab, 0, 2);
  }
  ticks(): bigint {
    return Atomics.load(this.words as unknown as BigInt64Array, 0); // want no-unsafe-cast
  }
  right(): bigint {
    const wide = new BigInt64Array(this.words.buffer, this.words.byteOffset, 1);
    return wide[0] ?? 0n;
  }
  unsigned(): Uint32Array {
    return <Uint32Array>(<unknown>this.words); // want no-unsafe-cast
  }
  raw(): unknown {
    return this.words as unknown;
  }
}
