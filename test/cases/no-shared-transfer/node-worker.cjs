const { Worker, MessageChannel, parentPort, workerData } = require('node:worker_threads');
const region = new SharedArrayBuffer(64);
const { port1, port2 } = new MessageChannel();
const worker = new Worker('./other.js', {
  workerData: { region, port: port1 },
  transferList: [port1, region], // want no-shared-transfer proven
});
worker.postMessage({ region }, [region]); // want no-shared-transfer proven
port2.postMessage(region, [region]); // want no-shared-transfer proven
parentPort?.postMessage({ region }, [new Uint8Array(region).buffer]); // want no-shared-transfer proven
new Worker('./other.js', { workerData: { region }, transferList: [port2] });
/** @param {SharedArrayBuffer} shared */
exports.send = (shared) => worker.postMessage(shared, [shared]); // want no-shared-transfer likely
exports.back = () => parentPort.postMessage(workerData.region);
