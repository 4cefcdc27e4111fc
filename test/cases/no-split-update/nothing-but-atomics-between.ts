// Atomic accesses and visible calls that touch no shared bytes plainly do not make a hand-over.
const FREE = 0;
const BUSY = 1;
let attempts = 0;
function count(): void {
  attempts++;
}
export function counted(headers: Int32Array<SharedArrayBuffer>, i: number): boolean {
  if (Atomics.load(headers, i) === FREE) {
    Atomics.add(headers, 63, 1);
    count();
    const length = Atomics.load(headers, i + 1);
    if (length > 0) {
      Atomics.store(headers, i, BUSY); // want no-split-update likely
      return true;
    }
  }
  return false;
}
function isFree(headers: Int32Array<SharedArrayBuffer>, i: number): boolean {
  return Atomics.load(headers, i) === FREE;
}
function mark(headers: Int32Array<SharedArrayBuffer>, i: number, state: number): void {
  Atomics.store(headers, i, state); // want no-split-update likely
}
export function helpers(headers: Int32Array<SharedArrayBuffer>, i: number): boolean {
  if (!isFree(headers, i)) return false;
  mark(headers, i, BUSY);
  return true;
}
function untilFree(headers: Int32Array<SharedArrayBuffer>): void {
  while (!isFree(headers, 0)) Atomics.wait(headers, 0, BUSY);
}
export function acquire(headers: Int32Array<SharedArrayBuffer>): void {
  untilFree(headers);
  Atomics.store(headers, 0, BUSY); // want no-split-update likely
}
export async function acquireAsync(headers: Int32Array<SharedArrayBuffer>): Promise<void> {
  while (Atomics.load(headers, 0) !== FREE) {
    const { async, value } = Atomics.waitAsync(headers, 0, BUSY);
    if (async) await value;
  }
  Atomics.store(headers, 0, BUSY); // want no-split-update likely
}
export function logged(headers: Int32Array<SharedArrayBuffer>, scratch: number[]): void {
  if (Atomics.load(headers, 0) === FREE) {
    console.log('free', Math.max(1, 2));
    const local = new Int32Array(4);
    local[0] = 1;
    scratch.length = 0;
    Atomics.store(headers, 0, BUSY); // want no-split-update likely
  }
}
