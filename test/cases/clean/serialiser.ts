// A private scratch buffer, serialised and then posted: no shared memory at all.
export class Encoder {
  #buffer = new ArrayBuffer(1024);
  #view = new DataView(this.#buffer);
  #bytes = new Uint8Array(this.#buffer);
  #at = 0;
  u8(value: number): this {
    this.#grow(1);
    this.#view.setUint8(this.#at++, value);
    return this;
  }
  f64(value: number): this {
    this.#grow(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
    return this;
  }
  string(text: string): this {
    const encoded = new TextEncoder().encode(text);
    this.#grow(4 + encoded.length);
    this.#view.setUint32(this.#at, encoded.length, true);
    this.#bytes.set(encoded, this.#at + 4);
    this.#at += 4 + encoded.length;
    return this;
  }
  finish(): ArrayBuffer {
    return this.#buffer.slice(0, this.#at);
  }
  #grow(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.byteLength) return;
    const next = new ArrayBuffer(Math.max(this.#buffer.byteLength * 2, this.#at + bytes));
    new Uint8Array(next).set(this.#bytes);
    this.#buffer = next;
    this.#view = new DataView(next);
    this.#bytes = new Uint8Array(next);
  }
}
export function post(port: MessagePort, encoder: Encoder): void {
  const message = encoder.finish();
  port.postMessage(message, [message]);
}
