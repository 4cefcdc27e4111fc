// A test that does not decide whether the store runs, one of another word, a value that is no constant: no claim.
export function always(flags: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.load(flags, 0) === 1) console.log('was set');
  Atomics.store(flags, 0, 0);
}
export function anotherWord(flags: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.load(flags, 0) === 1) Atomics.store(flags, 1, 1);
}
export function anotherIndex(flags: Int32Array<SharedArrayBuffer>, i: number, j: number): void {
  if (Atomics.load(flags, i) === 0) Atomics.store(flags, j, 1);
}
export function ownId(owner: Int32Array<SharedArrayBuffer>, id: number): void {
  if (Atomics.load(owner, 0) === id) Atomics.store(owner, 1, id);
}
export function statusOfAWait(flags: Int32Array<SharedArrayBuffer>): boolean {
  if (Atomics.wait(flags, 0, 0, 100) === 'timed-out') return false;
  Atomics.store(flags, 0, 0);
  return true;
}
export function resultOfAnUpdate(count: Int32Array<SharedArrayBuffer>, parties: number): boolean {
  if (Atomics.add(count, 0, 1) + 1 === parties) {
    Atomics.store(count, 0, 0);
    Atomics.add(count, 1, 1);
    Atomics.notify(count, 1);
    return true;
  }
  return false;
}
export function resultOfAnExchange(flag: Int32Array<SharedArrayBuffer>): void {
  const old = Atomics.exchange(flag, 0, 2);
  if (old === 0) Atomics.store(flag, 0, 1);
}
export function alone(): Int32Array {
  const mine = new Int32Array(new SharedArrayBuffer(16));
  if (Atomics.load(mine, 0) === 0) Atomics.store(mine, 0, 1);
  Atomics.store(mine, 1, Atomics.load(mine, 1) + 1);
  return mine;
}
export function notShared(size: number): void {
  const local = new Int32Array(new ArrayBuffer(size));
  if (Atomics.load(local, 0) === 0) Atomics.store(local, 0, 1);
  Atomics.store(local, 0, Atomics.load(local, 0) + 1);
}
