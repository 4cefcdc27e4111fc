class Capture extends AudioWorkletProcessor {
  constructor(options) {
    super();
    const { states, samples } = options.processorOptions;
    this.states = new Int32Array(states);
    this.samples = new Float32Array(samples);
    this.write = 0;
  }
  process([input]) {
    const channel = input[0];
    if (!channel) return true;
    for (let i = 0; i < channel.length; i++) this.samples[(this.write + i) % this.samples.length] = channel[i];
    this.write += channel.length;
    Atomics.add(this.states, 0, channel.length);
    return true;
  }
}
registerProcessor('capture', Capture);
