declare class AudioWorkletProcessor { port: MessagePort }
const { wait: sleep } = Atomics;
export class Q extends AudioWorkletProcessor {
  #v = new Int32Array(new SharedArrayBuffer(8));
  static build() { return new Q(); }
  constructor() { super(); this.port.onmessage = () => { sleep(this.#v, 0, 0); }; } // want no-blocking-wait
  process() { while (Atomics.load(this.#v, 0) === 0) Atomics.wait(this.#v, 0, 0, 1); return true; } // want no-blocking-wait
}
export class NotAProcessor { wait(v: Int32Array) { Atomics.wait(v, 0, 0); } }
