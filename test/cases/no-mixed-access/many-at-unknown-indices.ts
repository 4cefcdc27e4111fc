const words = new Int32Array(new SharedArrayBuffer(1024)); // strict no-mixed-access possible
export const busy = (): number => Atomics.load(words, 0);
export function shuffle(a: number, b: number, c: number, d: number, e: number, f: number): void {
  words[a] = b;
  words[b] = c;
  words[c] = d;
  words[d] = e;
  words[e] = f;
  words[f] = a;
  words[a * 2] = b;
  words[b * 2] = c;
  words[c * 2] = d;
  words[d * 2] = e;
  words[e * 2] = f;
}
