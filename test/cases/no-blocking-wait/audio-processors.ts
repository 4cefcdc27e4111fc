declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
const state = new Int32Array(new SharedArrayBuffer(8));
function waitForData(): void {
  Atomics.wait(state, 0, 0); // want no-blocking-wait likely
}
abstract class Base extends AudioWorkletProcessor {
  abstract process(): boolean;
}
class Player extends Base {
  process(): boolean {
    waitForData();
    [1, 2].forEach(() => {
      Atomics.wait(state, 1, 0, 10); // want no-blocking-wait likely
    });
    return true;
  }
}
class Polling extends AudioWorkletProcessor {
  process(): boolean {
    if (Atomics.load(state, 0) === 0) return true;
    Atomics.notify(state, 0);
    void Atomics.waitAsync(state, 0, 0);
    return true;
  }
}
registerProcessor('player', Player);
registerProcessor('polling', Polling);
