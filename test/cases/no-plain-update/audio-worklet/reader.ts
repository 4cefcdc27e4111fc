class Reader extends AudioWorkletProcessor {
  #states: Int32Array;
  constructor(options: { processorOptions: { states: SharedArrayBuffer } }) {
    super();
    this.#states = new Int32Array(options.processorOptions.states);
  }
  process(): boolean {
    this.#states[0] -= 128; // want no-plain-update
    return true;
  }
}
registerProcessor('reader', Reader);
