'use strict';
const words = new Int32Array(new SharedArrayBuffer(64));
const mutex = {
  lock() { while (Atomics.compareExchange(words, 0, 0, 1) !== 0) Atomics.wait(words, 0, 1); },
  unlock() { Atomics.store(words, 0, 0); Atomics.notify(words, 0, 1); },
};
function Old(view) { this.view = view; }
Old.prototype.lock = function () { while (Atomics.exchange(this.view, 1, 1) === 1) Atomics.wait(this.view, 1, 1); };
Old.prototype.unlock = function () { Atomics.store(this.view, 1, 0); Atomics.notify(this.view, 1, 1); };
class Static {
  static lock(view, i) { while (Atomics.compareExchange(view, i, 0, 1) !== 0) Atomics.wait(view, i, 1); }
  static unlock(view, i) { Atomics.store(view, i, 0); Atomics.notify(view, i, 1); }
}
class Base {
  constructor(view) { this.view = view; }
  acquire() { while (Atomics.compareExchange(this.view, 2, 0, 1) !== 0) Atomics.wait(this.view, 2, 1); }
  release() { Atomics.store(this.view, 2, 0); Atomics.notify(this.view, 2, 1); }
}
class Derived extends Base {
  acquire() { super.acquire(); this.depth = 1; }
  update(x) {
    this.acquire();
    if (!x) return null; // want release-on-all-paths
    Atomics.store(this.view, 3, Atomics.load(this.view, 3) + x);
    this.release();
    return x;
  }
  updateRight(x) {
    this.acquire();
    try { return x ? x : null; } finally { this.release(); }
  }
}
function a(x) {
  mutex.lock();
  if (!x) return false; // want release-on-all-paths
  mutex.unlock();
  return true;
}
function b(x) {
  const old = new Old(words);
  old.lock();
  if (!x) return false; // want release-on-all-paths
  old.unlock();
  return true;
}
function c(view, i, x) {
  Static.lock(view, i);
  if (!x) return false; // want release-on-all-paths
  Static.unlock(view, i);
  return true;
}
const { lock, unlock } = mutex;
function d(x) {
  lock();
  if (!x) return false; // want release-on-all-paths
  unlock();
  return true;
}
const f = async (x, load) => {
  mutex.lock(); // strict release-on-all-paths
  const y = await load(x);
  if (y === undefined) return; // want release-on-all-paths
  mutex.unlock();
  return y;
};
/** @param {BigInt64Array} h */
function g(h, i, x) {
  if (Atomics.exchange(h, i, 1n) !== 0n) return false;
  if (x < 0) return false; // want release-on-all-paths
  Atomics.store(h, i, 0n);
  return true;
}
function k(cb) {
  mutex.lock();
  try {
    cb();
  } catch (e) {
    console.error(e);
    return; // want release-on-all-paths
  }
  mutex.unlock();
}
function l(list) {
  mutex.lock();
  for (const x of list) {
    if (x < 0) {
      throw new Error(`bad ${x}`); // want release-on-all-paths
    }
  }
  mutex.unlock();
}
function m(list) {
  list.forEach((x) => {
    mutex.lock();
    if (x < 0) return; // want release-on-all-paths
    mutex.unlock();
  });
}
function n(x) {
  mutex.lock();
  try {
    if (x) return 1;
  } finally {
    console.log('done');
    mutex.unlock();
  }
  return 2;
}
function o(x) {
  if (!x || Atomics.compareExchange(words, 0, 0, 1) !== 0) return false;
  words.fill(0, 8);
  Atomics.store(words, 0, 0);
  return true;
}
function p(x) {
  const got = Atomics.compareExchange(words, 0, 0, 1) === 0 && x > 0;
  if (!got) return false; // want release-on-all-paths
  Atomics.store(words, 0, 0);
  return true;
}
module.exports = { Derived, a, b, c, d, f, g, k, l, m, n, o, p };
