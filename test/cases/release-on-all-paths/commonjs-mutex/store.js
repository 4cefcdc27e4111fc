const { Mutex } = require('./mutex');
class Store {
  constructor(sab) {
    this.mutex = new Mutex(sab);
    this.values = new Float64Array(sab, 8);
  }
  put(i, value) {
    this.mutex.lock();
    if (i >= this.values.length) {
      return false; // want release-on-all-paths proven
    }
    this.values[i] = value;
    this.mutex.unlock();
    return true;
  }
  putRight(i, value) {
    this.mutex.lock();
    const fits = i < this.values.length;
    if (fits) this.values[i] = value;
    this.mutex.unlock();
    return fits;
  }
  swap(i, j) {
    this.mutex.lock();
    try {
      const old = this.values[i];
      this.values[i] = this.values[j];
      this.values[j] = old;
    } finally {
      this.mutex.unlock();
    }
  }
}
exports.Store = Store;
