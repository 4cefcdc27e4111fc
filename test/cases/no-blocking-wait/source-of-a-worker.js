// The function is text for a worker: it does not run in this page.
function work() {
  self.onmessage = ({ data }) => {
    const words = new Int32Array(data);
    Atomics.wait(words, 0, 0);
    self.postMessage('woken');
  };
}
const url = URL.createObjectURL(new Blob([`(${work})()`]));
const other = URL.createObjectURL(new Blob(['(' + sleep.toString() + ')()']));
function sleep() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
}
const worker = new Worker(url);
worker.postMessage(new SharedArrayBuffer(8));
document.body.append(other);
