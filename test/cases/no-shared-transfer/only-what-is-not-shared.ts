declare const worker: Worker;
declare const crossOriginIsolated: boolean;
// A test, or the flag that chose the kind, keeps shared memory out.
export function send(buffer: ArrayBufferLike): void {
  worker.postMessage({ buffer }, buffer instanceof SharedArrayBuffer ? [] : [buffer]);
  worker.postMessage({ buffer }, [buffer as ArrayBuffer].filter((one) => !(one instanceof SharedArrayBuffer)));
  const list: ArrayBuffer[] = [];
  if (buffer instanceof ArrayBuffer) list.push(buffer);
  worker.postMessage({ buffer }, list);
}
const buffer = crossOriginIsolated ? new SharedArrayBuffer(64) : new ArrayBuffer(64);
worker.postMessage({ buffer }, crossOriginIsolated ? [] : [buffer as ArrayBuffer]);
if (!crossOriginIsolated) worker.postMessage({ buffer }, [buffer as ArrayBuffer]);
worker.postMessage({ buffer }, [buffer]); // want no-shared-transfer proven
export function unknown(view: Uint8Array): void {
  worker.postMessage(view, [view.buffer as ArrayBuffer]);
}
