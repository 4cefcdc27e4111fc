"use strict";
// After js-lock-and-condition
class Lock {
  constructor(iab, ibase) { this._iab = iab; this._ibase = ibase; }
  static initialize(iab, ibase) { Atomics.store(iab, ibase, 0); return ibase; }
  lock() {
    const iab = this._iab;
    const stateIdx = this._ibase;
    let c;
    if ((c = Atomics.compareExchange(iab, stateIdx, 0, 1)) !== 0) {
      do {
        if (c === 2 || Atomics.compareExchange(iab, stateIdx, 1, 2) !== 0)
          Atomics.wait(iab, stateIdx, 2);
      } while ((c = Atomics.compareExchange(iab, stateIdx, 0, 2)) !== 0);
    }
  }
  tryLock() { return Atomics.compareExchange(this._iab, this._ibase, 0, 1) === 0; }
  unlock() {
    const iab = this._iab;
    const stateIdx = this._ibase;
    let v0 = Atomics.sub(iab, stateIdx, 1);
    if (v0 !== 1) {
      Atomics.store(iab, stateIdx, 0);
      Atomics.notify(iab, stateIdx, 1);
    }
  }
}
class Cond {
  constructor(lock, ibase) { this._iab = lock._iab; this._ibase = ibase; this.lock = lock; }
  wait() {
    const seq = Atomics.load(this._iab, this._ibase);
    this.lock.unlock();
    Atomics.wait(this._iab, this._ibase, seq);
    this.lock.lock();
  }
  notifyOne() { Atomics.add(this._iab, this._ibase, 1); Atomics.notify(this._iab, this._ibase, 1); }
  notifyAll() { Atomics.add(this._iab, this._ibase, 1); Atomics.notify(this._iab, this._ibase); }
}
module.exports = { Lock, Cond };
