// FREE and BUSY by many names: each is a constant.
enum State {
  Free,
  Busy = 7,
}
const SLOT = { free: 0, taken: 1 } as const;
export function byEnum(slots: Int32Array<SharedArrayBuffer>, i: number): boolean {
  if (Atomics.load(slots, i) !== State.Free) return false;
  Atomics.store(slots, i, State.Busy); // want no-split-update likely
  return true;
}
export function byObject(slots: Int32Array<SharedArrayBuffer>, i: number): boolean {
  const state = Atomics.load(slots, i);
  if (state === SLOT.free) {
    Atomics.store(slots, i, SLOT.taken); // want no-split-update likely
    return true;
  }
  return false;
}
export function bySwitch(slots: Int32Array<SharedArrayBuffer>, i: number): string {
  switch (Atomics.load(slots, i)) {
    case 0:
      Atomics.store(slots, i, 1); // want no-split-update likely
      return 'claimed';
    case 1:
      return 'busy';
    default:
      return 'unknown';
  }
}
export function byNegation(slots: Int32Array<SharedArrayBuffer>, i: number): boolean {
  if (!Atomics.load(slots, i)) {
    Atomics.store(slots, i, 1); // want no-split-update likely
    return true;
  }
  return false;
}
export function byConjunction(slots: Int32Array<SharedArrayBuffer>, i: number, wanted: boolean): void {
  if (wanted && Atomics.load(slots, i) === 0) Atomics.store(slots, i, 1); // want no-split-update likely
}
export function byAndThen(slots: Int32Array<SharedArrayBuffer>): void {
  Atomics.load(slots, 0) === 0 && Atomics.store(slots, 0, 1); // want no-split-update likely
}
export function wide(headers: BigInt64Array<SharedArrayBuffer>, i: number): boolean {
  if (Atomics.load(headers, i) === 0n) {
    Atomics.store(headers, i, 1n); // want no-split-update likely
    return true;
  }
  return false;
}
export function findFree(slots: Int32Array<SharedArrayBuffer>): number {
  for (let i = 0; i < slots.length; i++) {
    if (Atomics.load(slots, i) === State.Free) {
      Atomics.store(slots, i, State.Busy); // want no-split-update likely
      return i;
    }
  }
  return -1;
}
export function findFreeRight(slots: Int32Array<SharedArrayBuffer>): number {
  for (let i = 0; i < slots.length; i++) {
    if (Atomics.load(slots, i) === State.Free && Atomics.compareExchange(slots, i, State.Free, State.Busy) === State.Free) return i;
  }
  return -1;
}
