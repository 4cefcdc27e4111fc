declare const worker: Worker; declare const node: AudioWorkletNode; declare const channel: MessageChannel; declare const bc: BroadcastChannel;
const sab = new SharedArrayBuffer(8);
const ab = new ArrayBuffer(8);
class Pool {
  private readonly region = new SharedArrayBuffer(8);
  private readonly worker = new Worker(new URL('./w.ts', import.meta.url));
  start() { this.worker.postMessage({ region: this.region }, [this.region]); } // want no-shared-transfer
  stop() { this.worker.postMessage('stop'); }
}
export const pool = new Pool();
node.port.postMessage(sab, [sab]); // want no-shared-transfer
channel.port1.postMessage({ sab }, { transfer: [sab] }); // want no-shared-transfer
const send = (message: unknown, transfer: Transferable[]) => worker.postMessage(message, transfer);
send({ sab }, [sab as never]); // want no-shared-transfer
send({ ab }, [ab]);
worker.postMessage({ sab }, [sab, ab].filter((b) => b instanceof ArrayBuffer) as Transferable[]);
const buffers = [ab, new ArrayBuffer(4)];
worker.postMessage(buffers, buffers);
const both = [sab, ab]; // want no-shared-transfer
worker.postMessage(both, both as never); 
export const wrap = (view: Int32Array<SharedArrayBuffer>) => ({ message: view, transfer: [view.buffer] }); // want no-shared-transfer
export function post(view: Int32Array<SharedArrayBuffer>) { const { message, transfer } = wrap(view); worker.postMessage(message, transfer as never); } 
window.postMessage({ sab }, '*', [sab as never]); // want no-shared-transfer
parent.postMessage({ sab }, { targetOrigin: '*', transfer: [sab as never] }); // want no-shared-transfer
new Response(new ReadableStream());
const copy = structuredClone({ sab, ab }, { transfer: [ab] });
export { copy };
worker.postMessage(sab, [/* region */ sab, /* own */ ab]); // want no-shared-transfer
worker.postMessage(sab, [
  sab, // want no-shared-transfer
  ab,
]);
worker.postMessage(sab, [ab, sab,]); // want no-shared-transfer
(worker as any).postMessage(sab, [(sab)]); // want no-shared-transfer
self.postMessage(sab, [...[sab], ab] as never); // want no-shared-transfer
import { Worker as NodeWorker, parentPort } from 'node:worker_threads';
export const nw = new NodeWorker(new URL('./x.mjs', import.meta.url), { workerData: sab, transferList: [sab as never] }); // want no-shared-transfer
parentPort!.postMessage(sab, [sab as never]); // want no-shared-transfer
