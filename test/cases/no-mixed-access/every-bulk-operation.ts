const region = new SharedArrayBuffer(64);
const words = new Int32Array(region);
const bytes = new Uint8Array(region);
const node = Buffer.from(region);
const view = new DataView(region);
export const publish = (n: number): number => Atomics.store(words, 1, n);
export function writes(source: Uint8Array): void {
  words.fill(0); // want no-mixed-access proven
  words.fill(0, 2);
  words.fill(0, 0, 1);
  words.fill(0, 1, 2); // want no-mixed-access proven
  words.set([1, 2]); // want no-mixed-access proven
  words.set([1, 2], 2);
  bytes.set(source, 4); // want no-mixed-access likely
  bytes.set(source); // strict no-mixed-access possible
  words.copyWithin(1, 4, 6); // want no-mixed-access proven
  words.copyWithin(4, 2, 4);
  words.sort(); // want no-mixed-access proven
  words.reverse(); // want no-mixed-access proven
  new TextEncoder().encodeInto('x', bytes); // want no-mixed-access proven
  crypto.getRandomValues(bytes.subarray(8));
  node.writeUInt32LE(1, 4); // want no-mixed-access proven
  node.writeUInt32LE(1, 8);
  node.write('text', 8);
  view.setInt16(6, 1); // want no-mixed-access proven
  view.setInt16(2, 1);
}
export function reads(target: Uint8Array): void {
  words.slice(); // want no-mixed-access proven
  words.slice(2);
  target.set(bytes); // want no-mixed-access proven
  target.set(bytes.subarray(8));
  [...words]; // want no-mixed-access proven
  for (const word of words) void word; // want no-mixed-access proven
  Array.from(words); // want no-mixed-access proven
  new Int32Array(words); // want no-mixed-access proven
  words.at(1); // want no-mixed-access proven
  words.at(-1);
  words.indexOf(1); // want no-mixed-access proven
  words.join(); // want no-mixed-access proven
  words.map((x) => x); // want no-mixed-access proven
  new TextDecoder().decode(bytes); // want no-mixed-access proven
  node.readInt32LE(4); // want no-mixed-access proven
  node.toString('utf8', 8);
  view.getFloat64(0); // want no-mixed-access proven
  words.keys();
  words.subarray(0, 2);
  const [, second] = words; // want no-mixed-access proven
  void second;
}
