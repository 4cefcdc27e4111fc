const { FREE, BUSY } = require('./flags');
class Pool {
  constructor(sab) {
    this.slots = new Int32Array(sab);
  }
  acquire() {
    for (let i = 0; i < this.slots.length; i++) {
      const state = Atomics.load(this.slots, i);
      if (state === FREE) {
        Atomics.store(this.slots, i, BUSY); // want no-split-update likely
        return i;
      }
    }
    return -1;
  }
  acquireRight() {
    for (let i = 0; i < this.slots.length; i++) if (Atomics.compareExchange(this.slots, i, FREE, BUSY) === FREE) return i;
    return -1;
  }
  release(i) {
    Atomics.store(this.slots, i, FREE);
  }
}
module.exports = Pool;
