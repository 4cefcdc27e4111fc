export function make(worker: Worker): SharedArrayBuffer {
  const region = new SharedArrayBuffer(16);
  const words = new Int32Array(region);
  const bytes = new Uint8Array(region);
  Atomics.store(words, 0, 1);
  Atomics.store(bytes, 0, 2);
  worker.postMessage(region);
  Atomics.store(words, 0, 3);
  Atomics.store(bytes, 3, 4); // want no-mixed-size proven
  return region;
}
