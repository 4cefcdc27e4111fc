'use strict';
const UNLOCKED = 0;
const LOCKED = 1;
const CONTENDED = 2;
class Mutex {
  /** @param {SharedArrayBuffer} sab */
  constructor(sab, offset = 0) {
    this._view = new Int32Array(sab, offset, 1);
  }
  lock() {
    let c = Atomics.compareExchange(this._view, 0, UNLOCKED, LOCKED);
    if (c !== UNLOCKED) {
      if (c !== CONTENDED) c = Atomics.exchange(this._view, 0, CONTENDED);
      while (c !== UNLOCKED) {
        Atomics.wait(this._view, 0, CONTENDED);
        c = Atomics.exchange(this._view, 0, CONTENDED);
      }
    }
  }
  unlock() {
    if (Atomics.exchange(this._view, 0, UNLOCKED) === CONTENDED) Atomics.notify(this._view, 0, 1);
  }
}
module.exports = { Mutex };
