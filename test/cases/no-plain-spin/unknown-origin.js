'use strict';
// Of unknown origin: nothing else could end such a loop.
function spin(flag) {
  while (flag[0] === 0) {} // want no-plain-spin likely
}
function spinOnField(state) {
  while (state.words[0] === 0); // want no-plain-spin likely
}
function queue(list) {
  while (list.length === 0) {}
}
function next(list) {
  let i = 0;
  while (list[i] !== undefined) i++;
  return i;
}
function set(flag) {
  Atomics.store(flag, 0, 1);
}
module.exports = { set, spin, spinOnField, queue, next };
