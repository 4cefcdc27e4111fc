const state = new Int32Array(new SharedArrayBuffer(4));
const pull = () => Atomics.wait(state, 0, 0); // want no-blocking-wait likely
registerProcessor('pull', class extends AudioWorkletProcessor {
  process() {
    pull();
    return true;
  }
});
