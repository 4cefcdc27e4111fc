// Claims whose release is elsewhere, or which set the next state.
const IDLE = 0;
const RUNNING = 1;
const DONE = 2;
export function once(state: Int32Array<SharedArrayBuffer>, init: () => void): void {
  if (Atomics.compareExchange(state, 0, IDLE, RUNNING) === IDLE) { // strict release-on-all-paths possible
    init();
    Atomics.store(state, 0, DONE);
    Atomics.notify(state, 0);
  } else {
    while (Atomics.load(state, 0) !== DONE) Atomics.wait(state, 0, RUNNING);
  }
}
export function start(state: Int32Array<SharedArrayBuffer>): boolean {
  return Atomics.compareExchange(state, 0, IDLE, RUNNING) === IDLE;
}
export function finish(state: Int32Array<SharedArrayBuffer>): void {
  if (Atomics.compareExchange(state, 0, RUNNING, DONE) !== RUNNING) throw new Error('not running');
  Atomics.notify(state, 0);
}
export function takeSignal(dirty: Int32Array<SharedArrayBuffer>, flush: () => boolean): void {
  if (Atomics.exchange(dirty, 0, 0) === 0) return;
  if (!flush()) Atomics.store(dirty, 0, 1);
}
export function takePermit(permits: Int32Array<SharedArrayBuffer>, ready: boolean): boolean {
  for (;;) {
    const n = Atomics.load(permits, 0);
    if (n === 0) Atomics.wait(permits, 0, 0);
    else if (Atomics.compareExchange(permits, 0, n, n - 1) === n) break;
  }
  if (!ready) return false;
  Atomics.add(permits, 0, 1);
  Atomics.notify(permits, 0, 1);
  return true;
}
export function pushFree(head: Int32Array<SharedArrayBuffer>, next: Int32Array<SharedArrayBuffer>, node: number): void {
  let top = Atomics.load(head, 0);
  for (;;) {
    Atomics.store(next, node, top);
    const seen = Atomics.compareExchange(head, 0, top, node);
    if (seen === top) return;
    top = seen;
  }
}
export function popPush(head: Int32Array<SharedArrayBuffer>, next: Int32Array<SharedArrayBuffer>, wanted: number): number {
  const top = Atomics.load(head, 0);
  if (Atomics.compareExchange(head, 0, top, Atomics.load(next, top)) !== top) return -1;
  if (top === wanted) return top;
  const now = Atomics.load(head, 0);
  Atomics.compareExchange(head, 0, now, top);
  return -1;
}
