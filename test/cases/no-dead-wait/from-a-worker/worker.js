// Whoever started this worker cannot be seen, and gets the region.
export function call(name, args) {
  const sab = new SharedArrayBuffer(64);
  const view = new Int32Array(sab);
  postMessage({ name, args, view });
  Atomics.wait(view, 0, 0);
  return Atomics.load(view, 1);
}
