// The region leaves what can be seen: someone there may change and notify.
export const shared = new Int32Array(new SharedArrayBuffer(8));
export function waitExported(): void {
  Atomics.wait(shared, 0, 0);
}
const posted = new Int32Array(new SharedArrayBuffer(8));
export function begin(script: string): void {
  new Worker(script).postMessage(posted);
}
export function waitPosted(): void {
  Atomics.wait(posted, 0, 0);
}
const given = new Int32Array(new SharedArrayBuffer(8));
export function give(take: (words: Int32Array) => void): void {
  take(given);
}
export function waitGiven(): void {
  Atomics.wait(given, 0, 0);
}
export function waitOnParameter(words: Int32Array<SharedArrayBuffer>): void {
  Atomics.wait(words, 0, 0);
}
export class Handle {
  readonly words = new Int32Array(new SharedArrayBuffer(8));
  wait(): void {
    Atomics.wait(this.words, 0, 0);
  }
}
export class Returned {
  #words = new Int32Array(new SharedArrayBuffer(8));
  get buffer(): ArrayBufferLike {
    return this.#words.buffer;
  }
  wait(): void {
    Atomics.wait(this.#words, 0, 0);
  }
}
