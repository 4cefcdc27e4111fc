// The body awaits, yields, calls what cannot be seen into, is atomic, writes the bytes, changes the index; or a counter ends it.
export async function awaits(flag: Int32Array<SharedArrayBuffer>): Promise<void> {
  while (flag[0] === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
export function* yields(flag: Int32Array<SharedArrayBuffer>): Generator<void> {
  while (flag[0] === 0) yield;
}
export function calls(flag: Int32Array<SharedArrayBuffer>, step: () => void): void {
  while (flag[0] === 0) step();
}
export function method(flag: Int32Array<SharedArrayBuffer>, host: { poll(): void }): void {
  while (flag[0] === 0) host.poll();
}
export function atomics(flag: Int32Array<SharedArrayBuffer>): void {
  while (flag[0] === 0) Atomics.wait(flag, 1, 0, 10);
}
export function writes(flag: Int32Array<SharedArrayBuffer>): void {
  while (flag[0]! < 10) flag[0]!++;
}
export function walks(list: Int32Array<SharedArrayBuffer>, at: number): number {
  while (list[at] !== 0) at = list[at]!;
  return at;
}
export function scans(bytes: Uint8Array<SharedArrayBuffer>): number {
  let n = 0;
  while (bytes[n] !== 0) n++;
  return n;
}
export function bounded(flag: Int32Array<SharedArrayBuffer>): boolean {
  for (let i = 0; i < 1000; i++) if (flag[0] !== 0) return true;
  return false;
}
export function timed(flag: Int32Array<SharedArrayBuffer>, until: number): boolean {
  while (flag[0] === 0) if (performance.now() > until) return false;
  return true;
}
export function counted(flag: Int32Array<SharedArrayBuffer>): boolean {
  let left = 100;
  while (flag[0] === 0 && left-- > 0);
  return left > 0;
}
export function notShared(size: number): void {
  const local = new Int32Array(size);
  while (local[0] === 0) {}
}
export function readOnce(flag: Int32Array<SharedArrayBuffer>): void {
  const value = flag[0];
  for (let i = 0; i < 10 && value === 0; i++);
}
export class Cursor {
  at = 0;
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  skip(): void {
    while (this.words[this.at] === 0) this.at++;
  }
}
export function eachOf(flags: Int32Array<SharedArrayBuffer>, list: readonly number[]): boolean {
  for (const i of list) if (flags[i] !== 0) return true;
  return false;
}
