export function thrown(sab: SharedArrayBuffer, at: number): BigInt64Array {
  if (at % 8 !== 0) throw new RangeError('aligned');
  return new BigInt64Array(sab, at, 1);
}
export function returned(sab: SharedArrayBuffer, at: number): BigInt64Array | undefined {
  if (at & 7) return undefined;
  return new BigInt64Array(sab, at, 1);
}
function assertAligned(at: number, to: number): void {
  if (at % to) throw new RangeError('aligned');
}
export function inAHelper(sab: SharedArrayBuffer, at: number): BigInt64Array {
  assertAligned(at, 8);
  return new BigInt64Array(sab, at, 1);
}
export function tooWeak(sab: SharedArrayBuffer, at: number): BigInt64Array {
  if (at % 4 !== 0) throw new RangeError('aligned');
  return new BigInt64Array(sab, at, 1); // want aligned-view likely
}
export function otherwise(sab: SharedArrayBuffer, at: number): BigInt64Array {
  return at % 8 === 0 ? new BigInt64Array(sab, at, 1) : new BigInt64Array(sab, (at | 7) + 1, 1);
}
export function isInteger(sab: SharedArrayBuffer, at: number): BigInt64Array {
  if (!Number.isInteger(at / 8)) throw new RangeError('aligned');
  return new BigInt64Array(sab, at, 1);
}
export function nothingKnown(sab: SharedArrayBuffer, at: number): BigInt64Array {
  if (at < 0) throw new RangeError('negative');
  return new BigInt64Array(sab, at, 1); // strict aligned-view possible
}
