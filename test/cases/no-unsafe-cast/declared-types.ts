// Only the declared type tells what the operand is: likely.
type Words = Int32Array<SharedArrayBuffer>;
interface Message {
  readonly region: SharedArrayBuffer;
  readonly words: Words;
  readonly buffer: ArrayBuffer;
}
export function fromParameter(region: SharedArrayBuffer): ArrayBuffer {
  return region as unknown as ArrayBuffer; // want no-unsafe-cast likely
}
export function fromMember({ region, words, buffer }: Message): unknown[] {
  return [
    region as unknown as ArrayBuffer, // want no-unsafe-cast likely
    words as unknown as Int32Array<ArrayBuffer>, // want no-unsafe-cast likely
    buffer as unknown as SharedArrayBuffer, // want no-unsafe-cast likely
    words as Int32Array,
    buffer as ArrayBuffer,
  ];
}
type Own = Uint8Array<ArrayBuffer>;
export class Channel {
  private readonly bytes: Uint8Array<SharedArrayBuffer>;
  constructor(message: { bytes: Uint8Array<SharedArrayBuffer> }) {
    this.bytes = message.bytes;
  }
  get raw(): Own {
    return this.bytes as unknown as Own; // want no-unsafe-cast likely
  }
  get copy(): Own {
    return this.bytes.slice() as Own;
  }
}
export function optional(region: SharedArrayBuffer | undefined): ArrayBuffer | undefined {
  return region as unknown as ArrayBuffer | undefined; // want no-unsafe-cast likely
}
export const held = (message: Message): Readonly<Int32Array<ArrayBuffer>> => message.words as unknown as Readonly<Int32Array<ArrayBuffer>>; // want no-unsafe-cast likely
