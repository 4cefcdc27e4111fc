export function header(region: SharedArrayBuffer, /** @region aligned 8 */ offset: number): BigInt64Array {
  return new BigInt64Array(region, offset, 1);
}
export function bytes(region: SharedArrayBuffer, /** @region aligned 8 */ offset: number): Uint8Array { // want region-comment
  return new Uint8Array(region, offset, 8);
}
export function known(region: SharedArrayBuffer, slot: number): BigInt64Array {
  /** @region aligned 8 */ // want region-comment
  const offset = slot * 8;
  return new BigInt64Array(region, offset, 1);
}
export function guarded(region: SharedArrayBuffer, /** @region aligned 4 */ offset: number): Int32Array { // want region-comment
  if (offset % 4 !== 0) throw new RangeError('misaligned');
  return new Int32Array(region, offset, 1);
}
export function variable(region: SharedArrayBuffer, sizes: readonly number[]): BigInt64Array[] {
  /** @region aligned 8 */
  let at = 0;
  const views: BigInt64Array[] = [];
  for (const size of sizes) {
    views.push(new BigInt64Array(region, at, 1));
    at += size;
  }
  return views;
}
export class Segment {
  /** @region aligned 8 */
  private readonly offset: number;
  /** @region aligned 8 */ // want region-comment
  readonly length: number;
  constructor(private readonly region: SharedArrayBuffer, offset: number, length: number) {
    this.offset = offset;
    this.length = length;
  }
  header(): BigInt64Array {
    return new BigInt64Array(this.region, this.offset, 1);
  }
  get end(): number {
    return this.length;
  }
}
export class Slot {
  constructor(private readonly region: SharedArrayBuffer, /** @region aligned 8 */ private readonly offset: number) {}
  header(): BigInt64Array {
    return new BigInt64Array(this.region, this.offset, 1);
  }
}
interface Place {
  region: SharedArrayBuffer;
  offset: number;
}
export function destructured({ region, /** @region aligned 8 */ offset }: Place): BigInt64Array {
  return new BigInt64Array(region, offset, 1);
}
