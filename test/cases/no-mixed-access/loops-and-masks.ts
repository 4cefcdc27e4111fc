const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
const bytes = new Uint8Array(region);
export const first = (): number => Atomics.load(words, 0);
export function loops(n: number, given: Int32Array): void {
  for (let i = 0; i < words.length; i++) words[i] = 0; // want no-mixed-access proven
  for (let i = words.length - 1; i > 0; i--) words[i] = 0;
  for (let i = 0; i < n; i++) words[i] = 0; // strict no-mixed-access possible
  for (let i = 0; i < given.length; i++) words[i] = given[i]!; // want no-mixed-access likely
  for (let i = 1; i < given.length; i++) words[i] = given[i]!;
}
export function masks(i: number): void {
  words[i & 3] = 0; // strict no-mixed-access possible
  bytes[i & 3] = 0; // want no-mixed-access proven
  bytes[i % 4] = 0; // want no-mixed-access proven
  bytes[4 + (i & 3)] = 0;
  words[1 + (i & 7)] = 0;
}
