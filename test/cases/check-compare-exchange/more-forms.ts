const FREE = 0, BUSY = 1;
export function sw(v: Int32Array<SharedArrayBuffer>, data: Float64Array<SharedArrayBuffer>): void {
  switch (Atomics.compareExchange(v, 0, FREE, BUSY)) { // want check-compare-exchange
    case BUSY:
      data[4] = 1;
      break;
    default:
      return;
  }
}
export function tern(v: Int32Array<SharedArrayBuffer>): number | null {
  return Atomics.compareExchange(v, 0, FREE, BUSY) === BUSY ? 4 : null; // want check-compare-exchange
}
export function obj(v: Int32Array<SharedArrayBuffer>): { ok: boolean } {
  return { ok: Atomics.compareExchange(v, 0, FREE, BUSY) === FREE };
}
export function alloc(v: Int32Array<SharedArrayBuffer>): number {
  for (let i = 0; i < v.length; i++) {
    if (Atomics.compareExchange(v, i, FREE, BUSY) === BUSY) return i; // want check-compare-exchange
  }
  return -1;
}
export function allocRight(v: Int32Array<SharedArrayBuffer>): number {
  for (let i = 0; i < v.length; i++) {
    if (Atomics.compareExchange(v, i, FREE, BUSY) === BUSY) continue;
    return i;
  }
  return -1;
}
export function waitElse(v: Int32Array<SharedArrayBuffer>): void {
  for (;;) {
    if (Atomics.compareExchange(v, 0, FREE, BUSY) === BUSY) Atomics.wait(v, 0, BUSY);
    else return;
  }
}
export async function asyncTry(v: Int32Array<SharedArrayBuffer>): Promise<boolean> {
  if (Atomics.compareExchange(v, 0, FREE, BUSY) === BUSY) {
    await Atomics.waitAsync(v, 0, BUSY).value;
    return asyncTry(v);
  }
  return true;
}
export function withLog(v: Int32Array<SharedArrayBuffer>, log: (s: string) => void): boolean {
  const old = Atomics.compareExchange(v, 0, FREE, BUSY);
  if (old === BUSY) {
    log('busy');
    return false;
  }
  return true;
}
export function mutex2(v: Int32Array<SharedArrayBuffer>): void {
  let c = Atomics.compareExchange(v, 0, 0, 1);
  if (c === 0) return;
  do {
    if (c === 2 || Atomics.compareExchange(v, 0, 1, 2) !== 0) Atomics.wait(v, 0, 2);
    c = Atomics.compareExchange(v, 0, 0, 2);
  } while (c !== 0);
}
export function forgot(v: Int32Array<SharedArrayBuffer>, work: () => void): void {
  Atomics.compareExchange(v, 0, FREE, BUSY); // want check-compare-exchange
  work();
  Atomics.store(v, 0, FREE);
  Atomics.notify(v, 0, 1);
}
export function start(v: Int32Array<SharedArrayBuffer>): void {
  Atomics.compareExchange(v, 0, FREE, BUSY);
  Atomics.notify(v, 0);
}
