const words = new Int32Array(new SharedArrayBuffer(1024));
export const load = (at: number): number => Atomics.load(words, at);
export const fieldOfRecord = (at: number, n: number): void => {
  words[at + 1] = n; // strict no-mixed-access possible
};
export const sameProgression = (other: number, n: number): void => {
  words[other] = n; // want no-mixed-access likely
};
export function sameSymbol(i: number): number {
  Atomics.store(words, i, 1);
  return words[i]!; // want no-mixed-access proven
}
export function oneBehind(i: number): number {
  return words[i - 1]!; // strict no-mixed-access possible
}
