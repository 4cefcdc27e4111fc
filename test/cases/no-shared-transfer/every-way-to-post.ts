declare const worker: Worker;
declare const port: MessagePort;
declare const frame: HTMLIFrameElement;
const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
const own = new ArrayBuffer(64);
worker.postMessage(region, [region]); // want no-shared-transfer proven
worker.postMessage({ words }, [words.buffer]); // want no-shared-transfer proven
worker.postMessage({ words }, { transfer: [own, words.buffer] }); // want no-shared-transfer proven
port.postMessage(region, [own, region, port]); // want no-shared-transfer proven
self.postMessage({ region }, { transfer: [region] }); // want no-shared-transfer proven
postMessage({ region }, [memory.buffer as any]); // want no-shared-transfer proven
frame.contentWindow?.postMessage({ region }, '*', [region]); // want no-shared-transfer proven
export const clone = structuredClone({ region }, { transfer: [region] }); // want no-shared-transfer proven
export const { port1 } = new MessageChannel();
port1.postMessage(region, [region]); // want no-shared-transfer proven
navigator.serviceWorker.controller?.postMessage(region, [region]); // want no-shared-transfer proven

// Right: in the message alone; what is not shared may go.
worker.postMessage({ region, words, memory });
worker.postMessage({ region, own }, [own]);
worker.postMessage(own, { transfer: [own] });
worker.postMessage({ copy: words.slice() }, [words.slice().buffer]);
worker.postMessage({ region }, []);
