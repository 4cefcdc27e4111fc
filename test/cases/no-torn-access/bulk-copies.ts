const region = new SharedArrayBuffer(1024);
const words = new Int32Array(region, 0, 64);
const bytes = new Uint8Array(region, 256, 64);
export function publish(frame: Int32Array, plain: number[], raw: Uint8Array): void {
  words.set(frame); // strict no-torn-access
  bytes.set(raw);
  words[63] = plain[0];
}
export function snapshot(): Int32Array {
  return words.slice(0, 8); // strict no-torn-access
}
export function element(): number {
  return words[0];
}
export function into(target: Int32Array, other: Float64Array): void {
  target.set(words); // strict no-torn-access
  other.set(words);
}
export function copyOfBytes(): Uint8Array {
  return bytes.slice();
}
export function move(): void {
  words.copyWithin(8, 0, 4); // strict no-torn-access
}
