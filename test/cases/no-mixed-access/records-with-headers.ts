// A log record: a header of 16 bytes that the writer commits atomically, then the text.
const HEADER = 16;
const STATE = 0;
const LENGTH = 1;

export class RecordWriter {
  private readonly state: Int32Array;
  private readonly header: DataView;
  private readonly body: Uint8Array;
  constructor(sab: SharedArrayBuffer, at: number) {
    if (at % 8) throw new RangeError('records start at multiples of eight');
    this.state = new Int32Array(sab, at, HEADER / 4);
    this.header = new DataView(sab, at, HEADER);
    this.body = new Uint8Array(sab, at + HEADER);
  }
  write(text: Uint8Array, time: number): void {
    this.header.setFloat64(8, time, true);
    this.body.set(text);
    Atomics.store(this.state, LENGTH, text.length);
    Atomics.store(this.state, STATE, 1);
    Atomics.notify(this.state, STATE);
  }
  length(): number {
    return this.header.getInt32(4, true); // want no-mixed-access
  }
  time(): number {
    return this.header.getFloat64(8, true);
  }
}
