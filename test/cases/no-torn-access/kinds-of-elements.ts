const region = new SharedArrayBuffer(256);
const doubles = new Float64Array(region, 0, 4);
const singles = new Float32Array(region, 32, 4);
const longs = new BigInt64Array(region, 48, 4);
const words = new Int32Array(region, 80, 4);
const bytes = new Uint8Array(region, 96, 8);
const raw = new DataView(region, 104, 16);
export function write(value: number): void {
  doubles[0] = value;
  singles[0] = value;
  longs[0] = BigInt(value);
  words[0] = value;
  bytes[0] = value;
  raw.setFloat32(0, value);
  raw.setUint8(8, value);
}
export function read(): unknown[] {
  return [
    doubles[0], // strict no-torn-access proven
    singles[0], // strict no-torn-access proven
    longs[0], // strict no-torn-access proven
    words[0],
    bytes[0],
    raw.getFloat32(0), // strict no-torn-access proven
    raw.getUint8(8),
    raw.getInt8(0),
    doubles[1],
  ];
}
