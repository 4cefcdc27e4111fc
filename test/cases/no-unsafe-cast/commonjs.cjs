const { parentPort, workerData } = require('node:worker_threads');
/** @type {{ region: SharedArrayBuffer }} */
const { region } = workerData;
/** @type {ArrayBuffer} */
const told = region;
const cast = /** @type {ArrayBuffer} */ (/** @type {unknown} */ (region)); // want no-unsafe-cast likely
parentPort.postMessage({ told, cast });
