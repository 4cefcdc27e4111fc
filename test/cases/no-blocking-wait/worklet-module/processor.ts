const state = new Int32Array(new SharedArrayBuffer(4));
export function pull(): void {
  Atomics.wait(state, 0, 0); // want no-blocking-wait likely
}
