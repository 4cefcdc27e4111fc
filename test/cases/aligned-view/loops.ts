const region = new SharedArrayBuffer(8 + 12 * 64);
export function* records(): Iterable<BigInt64Array> {
  for (let i = 0; i < 64; i++) yield new BigInt64Array(region, 12 * i, 1); // want aligned-view proven
}
export function* slots(): Iterable<BigInt64Array> {
  for (let i = 0; i < 64; i++) yield new BigInt64Array(region, 8 * i, 1);
}
export function* evenOnly(): Iterable<BigInt64Array> {
  for (let i = 0; i < 64; i += 2) yield new BigInt64Array(region, 12 * i, 1);
}
export function* cursor(): Iterable<Float64Array> {
  let at = 0;
  while (at < 512) {
    yield new Float64Array(region, at, 1);
    at += 16;
  }
}
export function* badCursor(n: number): Iterable<Float64Array> {
  for (let at = 0, i = 0; i < n; at += 20, i++) yield new Float64Array(region, at, 1); // want aligned-view likely
}
