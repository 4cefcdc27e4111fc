const lock = new Int32Array(new SharedArrayBuffer(4));
export function park(): void {
  Atomics.wait(lock, 0, 0); // want no-blocking-wait likely
}
export const title = () => globalThis.document.title;
