'use strict';
const UNLOCKED = 0;
const LOCKED = 1;
function tryLock(view, i) {
  return Atomics.compareExchange(view, i, UNLOCKED, LOCKED) === LOCKED; // want check-compare-exchange likely
}
function tryLockRight(view, i) {
  return Atomics.compareExchange(view, i, UNLOCKED, LOCKED) === UNLOCKED;
}
class Lock {
  constructor(sab) {
    this.view = new Int32Array(sab);
  }
  lock() {
    for (;;) {
      if (Atomics.compareExchange(this.view, 0, UNLOCKED, LOCKED) == UNLOCKED) return;
      Atomics.wait(this.view, 0, LOCKED);
    }
  }
  unlock() {
    if (Atomics.compareExchange(this.view, 0, LOCKED, UNLOCKED) != LOCKED) throw new Error('Unlocked twice.');
    Atomics.notify(this.view, 0, 1);
  }
}
module.exports = { Lock, tryLock, tryLockRight };
