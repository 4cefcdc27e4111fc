import { MessageChannel, Worker } from 'node:worker_threads';

export function spawn(script) {
  const shared = new SharedArrayBuffer(1024);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(script, {
    workerData: { shared, port: port2 },
    transferList: [port2, shared], // want no-shared-transfer
  });
  return { worker, port1, shared };
}
export const clone = (view) => structuredClone(view, { transfer: [view.buffer] });
export function cloneShared() {
  const view = new Int32Array(new SharedArrayBuffer(16));
  return structuredClone(view, { transfer: [view.buffer] }); // want no-shared-transfer
}
