// Unknown indices into the memory of a WebAssembly module are addresses of this and that; in a view of one table they are not.
const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
const HEAP32 = new Int32Array(memory.buffer);
const locks = new Int32Array(memory.buffer, 4096, 64);

export function post(mailbox) {
  Atomics.store(HEAP32, mailbox >> 2, 1);
}
export function clock(result) {
  HEAP32[result >> 2] = Date.now() | 0; // strict no-mixed-access
}
export const claim = (lock) => Atomics.exchange(locks, lock, 1);
export const isClaimed = (lock) => locks[lock] === 1; // want no-mixed-access
