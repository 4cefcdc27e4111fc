import { BUSY, Cursor, FREE, HEAD } from './index';
export function claim(headers: Int32Array<SharedArrayBuffer>, i: number): boolean {
  if (Atomics.load(headers, i) !== FREE) return false;
  Atomics.store(headers, i, BUSY); // want no-split-update likely
  return true;
}
export function advance(cursors: Int32Array<SharedArrayBuffer>): void {
  const at = Atomics.load(cursors, Cursor.Write);
  Atomics.store(cursors, Cursor.Write, at + 1); // strict no-split-update possible
  Atomics.store(cursors, HEAD, Atomics.load(cursors, HEAD) + 1);
}
