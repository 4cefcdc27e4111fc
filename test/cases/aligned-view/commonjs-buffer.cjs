const { readFileSync } = require('node:fs');
const file = readFileSync('table.bin');
exports.words = new Uint32Array(file.buffer, file.byteOffset, file.byteLength / 4); // want aligned-view
const packet = Buffer.from(new SharedArrayBuffer(64), 8, 16);
exports.aligned = new Float64Array(packet.buffer, packet.byteOffset, 2);
exports.shifted = new Float64Array(packet.buffer, packet.byteOffset + 4, 1); // want aligned-view proven
