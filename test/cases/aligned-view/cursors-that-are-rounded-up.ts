// A binary parser with a cursor.
export class Reader {
  private at = 0;
  constructor(private readonly buffer: ArrayBuffer) {}
  u32s(count: number): Uint32Array {
    const view = new Uint32Array(this.buffer, this.at, count);
    this.at += count * 4;
    return view;
  }
  f64s(count: number): Float64Array {
    const view = new Float64Array(this.buffer, this.at, count); // want aligned-view
    this.at += count * 8;
    return view;
  }
}
export class AligningReader {
  private at = 0;
  constructor(private readonly buffer: ArrayBuffer) {}
  u32s(count: number): Uint32Array {
    this.at = (this.at + 3) & ~3;
    const view = new Uint32Array(this.buffer, this.at, count);
    this.at += count * 4;
    return view;
  }
  f64s(count: number): Float64Array {
    this.at = (this.at + 7) & ~7;
    const view = new Float64Array(this.buffer, this.at, count);
    this.at += count * 8;
    return view;
  }
}
