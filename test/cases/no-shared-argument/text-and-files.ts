const decoder = new TextDecoder();
const encoder = new TextEncoder();
export class Log {
  private readonly bytes: Uint8Array<SharedArrayBuffer>;
  private readonly socket = new WebSocket('wss://example.org');
  constructor(region: SharedArrayBuffer) {
    this.bytes = new Uint8Array(region);
  }
  text(length: number): string {
    return decoder.decode(this.bytes.subarray(0, length)); // want no-shared-argument likely
  }
  write(text: string): void {
    encoder.encodeInto(text, this.bytes as never); // want no-shared-argument likely
  }
  send(): void {
    this.socket.send(this.bytes as never); // want no-shared-argument likely
  }
  async save(handle: FileSystemFileHandle): Promise<void> {
    const file = await handle.createWritable();
    await file.write(this.bytes as never); // want no-shared-argument likely
    await file.write({ type: 'write', position: 0, data: this.bytes as never }); // want no-shared-argument likely
    await file.write(this.bytes.slice());
    await file.close();
  }
  copied(length: number): string {
    return decoder.decode(this.bytes.slice(0, length));
  }
}
