import { Worker, MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
export function createSyncFn(path) {
  const { port1, port2 } = new MessageChannel();
  const shared = new SharedArrayBuffer(8);
  const signal = new Int32Array(shared);
  const worker = new Worker(path, { workerData: { shared, port: port2 }, transferList: [port2] });
  let id = 0;
  worker.unref();
  return (...args) => {
    Atomics.store(signal, 0, 0);
    worker.postMessage({ id: ++id, args });
    const status = Atomics.wait(signal, 0, 0, 5000);
    if (status === 'timed-out') throw new Error('timed out');
    const { message } = receiveMessageOnPort(port1);
    if (message.error) throw message.error;
    return message.result;
  };
}
