'use strict';
const FREE = 0;
const BUSY = 1;
function claim(words, i) {
  if (Atomics.load(words, i) === FREE) {
    Atomics.store(words, i, BUSY); // want no-split-update likely
    return true;
  }
  return false;
}
function bump(words) {
  Atomics.store(words, 0, Atomics.load(words, 0) + 1); // want no-split-update likely
}
module.exports = { FREE, BUSY, claim, bump };
