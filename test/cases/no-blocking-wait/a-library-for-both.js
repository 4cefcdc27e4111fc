// One file for pages and workers: what waits is made behind a test of where it runs.
export function install(memory) {
  const state = new Int32Array(memory);
  if (self.window === self && self.document) return Promise.reject(new Error('This needs a worker.'));
  const run = (op) => {
    Atomics.store(state, 1, op);
    Atomics.notify(state, 1);
    while (Atomics.load(state, 0) === -1) Atomics.wait(state, 0, -1);
    return Atomics.load(state, 0);
  };
  const metrics = {
    sum: (...ops) => ops.reduce((sum, op) => sum + run(op), 0),
  };
  return Promise.resolve(metrics);
}
export function channel(memory) {
  const state = new Int32Array(memory);
  if (typeof document === 'undefined') {
    class Blocking {
      take() {
        while (Atomics.load(state, 0) === 0) Atomics.wait(state, 0, 0);
        return Atomics.exchange(state, 0, 0);
      }
    }
    return new Blocking();
  }
  return undefined;
}
export function poll(memory, element) {
  const state = new Int32Array(memory);
  const bar = document.createElement('progress');
  element.append(bar);
  const take = () => {
    while (Atomics.load(state, 0) === 0) Atomics.wait(state, 0, 0); // want no-blocking-wait likely
    bar.value = Atomics.exchange(state, 0, 0);
  };
  return { take };
}
