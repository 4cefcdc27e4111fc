// One file for the page and for its workers: a test tells them apart.
const isMain = typeof document !== 'undefined';
const words = new Int32Array(new SharedArrayBuffer(4));
export function park() {
  if (isMain) {
    while (Atomics.load(words, 0) === 0) Atomics.pause?.();
    return;
  }
  Atomics.wait(words, 0, 0);
}
export const parkOrSpin = () => (typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope ? Atomics.wait(words, 0, 0) : 'ok');
function block() {
  Atomics.wait(words, 0, 0);
}
if (!isMain) block();
export let canBlock = true;
try {
  Atomics.wait(words, 0, 0, 0);
} catch {
  canBlock = false;
}
if (isMain) document.title = 'ready';
