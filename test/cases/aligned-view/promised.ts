export class Segment {
  /** @region aligned 8 */
  readonly start: number;
  constructor(readonly region: SharedArrayBuffer, /** @region aligned 8 */ start: number) {
    this.start = start;
  }
  header(): BigInt64Array {
    return new BigInt64Array(this.region, this.start, 1);
  }
  half(): BigInt64Array {
    return new BigInt64Array(this.region, this.start + 4, 1); // want aligned-view proven
  }
}
