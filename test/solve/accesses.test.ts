/** Accesses: every form in which a program touches bytes, with the bytes it touches; and what only looks like one. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

/** A shared view `v` of 16 words that others can reach, and an unshared one `own`. */
const SHARED = `
const sab = new SharedArrayBuffer(64);
const v = new Int32Array(sab);
const own = new Int32Array(16);
postMessage(sab);
`;
const on = (body: string): void => checkFacts(`${SHARED}${body}`);

describe('atomic operations', () => {
  test('each reads or writes one element', () => on(`
Atomics.load(v, 1); // fact load of sab, bytes 4–7
Atomics.store(v, 2, 1); // fact store of sab, bytes 8–11
Atomics.add(v, 3, 1); // fact add of sab, bytes 12–15
Atomics.sub(v, 3, 1); // fact sub of sab, bytes 12–15
Atomics.and(v, 3, 1); // fact and of sab, bytes 12–15
Atomics.or(v, 3, 1); // fact or of sab, bytes 12–15
Atomics.xor(v, 3, 1); // fact xor of sab, bytes 12–15
Atomics.exchange(v, 3, 1); // fact exchange of sab, bytes 12–15
Atomics.compareExchange(v, 3, 0, 1); // fact compareExchange of sab, bytes 12–15
Atomics.wait(v, 3, 0, 10); // fact wait of sab, bytes 12–15
Atomics.waitAsync(v, 3, 0, 10); // fact waitAsync of sab, bytes 12–15
`));

  test('notify, isLockFree and pause touch no bytes', () => on(`
Atomics.notify(v, 0); // fact untouched
Atomics.isLockFree(4); // fact untouched
Atomics.pause?.(); // fact untouched
`));

  test('aliases of Atomics', () => on(`
const { load, store: put } = Atomics;
const add = Atomics.add;
const A = Atomics;
load(v, 0); // fact load of sab, bytes 0–3
put(v, 1, 1); // fact store of sab, bytes 4–7
add(v, 2, 1); // fact add of sab, bytes 8–11
A.sub(v, 3, 1); // fact sub of sab, bytes 12–15
globalThis.Atomics.load(v, 4); // fact load of sab, bytes 16–19
self.Atomics.load(v, 5); // fact load of sab, bytes 20–23
Atomics['load'](v, 6); // fact load of sab, bytes 24–27
Atomics.load.call(Atomics, v, 7); // fact load of sab, bytes 28–31
[v].forEach((view) => Atomics.load(view, 9)); // fact load of sab, bytes 36–39
`));

  test('a shadowed name is another thing', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
postMessage(v);
export function f(Atomics: { load(v: unknown, i: number): number }) {
  return Atomics.load(v, 0); // fact untouched
}
{
  class SharedArrayBuffer { constructor(readonly byteLength: number) {} }
  const fake = new SharedArrayBuffer(8); // fact obj
  void fake;
}
`));
});

describe('plain elements', () => {
  test('reads and writes', () => on(`
v[1]; // fact plain read of sab, bytes 4–7
v[1] = 2; // fact plain write of sab, bytes 4–7
v[1] += 2; // fact plain update of sab, bytes 4–7
v[1]++; // fact plain update of sab, bytes 4–7
--v[1]; // fact plain update of sab, bytes 4–7
v['2'] = 1; // fact plain write of sab, bytes 8–11
v?.[3]; // fact plain read of sab, bytes 12–15
v[1] ||= 2; // fact plain read of sab, bytes 4–7 // fact plain write of sab, bytes 4–7
(v)[1] = v[2]!; // fact plain write of sab, bytes 4–7 // fact plain read of sab, bytes 8–11
`));

  test('destructuring, both ways', () => on(`
const [a, , b] = v; // fact plain read of sab, bytes 0–3 // fact plain read of sab, bytes 8–11
const { 3: c, length } = v; // fact plain read of sab, bytes 12–15
[v[4], v[5]] = [1, 2]; // fact plain write of sab, bytes 16–19 // fact plain write of sab, bytes 20–23
({ x: v[6] } = { x: 1 }); // fact plain write of sab, bytes 24–27
const [, ...rest] = v; // fact plain read of sab, bytes 4–63
for (v[7] of [1, 2]); // fact plain write of sab, bytes 28–31
void [a, b, c, length, rest];
`));

  test('what touches no bytes', () => on(`
v.length; // fact untouched
v.byteOffset; // fact untouched
v.buffer; // fact untouched
v.subarray(1); // fact untouched
v.keys(); // fact untouched
const [] = v; // fact untouched
new Uint8Array(v.buffer, 4, 4); // fact untouched
Buffer.from(sab, 0, 8); // fact untouched
ArrayBuffer.isView(v); // fact untouched
`));

  test('an unknown index', () => on(`
export function f(i: number, key: string) {
  v[i]; // fact plain read of sab, bytes 4*i (0..60 step 4), 4 wide
  v[2 * i + 1] = 0; // fact plain write of sab, bytes 8*i + 4 (4..60 step 8), 4 wide
  v[i & 3]; // fact plain read of sab, bytes 4*(i & 3) (0..12 step 4), 4 wide
}
`));

  test('beyond the view nothing is touched', () => on(`
const two = new Int32Array(sab, 8, 2);
two[1] = 1; // fact plain write of sab, bytes 12–15
two[2] = 1; // fact untouched
two[-1] = 1; // fact untouched
`));
});

describe('DataView', () => {
  test('getters and setters at a byte offset', () => on(`
const d = new DataView(sab, 8);
d.getInt32(4); // fact plain read of sab, bytes 12–15
d.setUint8(0, 1); // fact plain write of sab, byte 8
d.setFloat64(8, 1, true); // fact plain write of sab, bytes 16–23
d.getBigUint64(0, true); // fact plain read of sab, bytes 8–15
d.getUint16(2); // fact plain read of sab, bytes 10–11
d.byteLength; // fact untouched
export function f(at: number) {
  d.setInt32(at + 4, 1); // fact plain write of sab, bytes at + 12 (12..60), 4 wide
}
`));
});

describe('bulk writes', () => {
  test('fill, set, copyWithin', () => on(`
v.fill(0); // fact plain write of sab, bytes 0–63
v.fill(0, 2, 4); // fact plain write of sab, bytes 8–15
v.fill(0, -2); // fact plain write of sab, bytes 56–63
v.set([1, 2, 3], 4); // fact plain write of sab, bytes 16–27
v.set(own.subarray(0, 2)); // fact plain write of sab, bytes 0–7 // fact plain read of own, bytes 0–7, exclusive
own.set(v); // fact plain read of sab, bytes 0–63 // fact plain write of own, bytes 0–63, exclusive
v.copyWithin(0, 8, 12); // fact plain read of sab, bytes 32–47 // fact plain write of sab, bytes 0–15
v.sort(); // fact plain update of sab, bytes 0–63
v.reverse(); // fact plain update of sab, bytes 0–63
export function f(source: Int32Array, at: number) {
  v.set(source, 2); // fact plain write of sab, bytes 8 to 4*source.length + 8 // fact plain read of source.buffer, bytes source.byteOffset to source.byteOffset + 4*source.length
  v.fill(1, at, at + 4); // fact plain write of sab, bytes 4*at to 4*at + 16
}
`));

  test("Node's Buffer", () => on(`
const b = Buffer.from(sab, 8, 16);
b.writeInt32LE(1, 4); // fact plain write of sab, bytes 12–15
b.writeUInt8(1, 0); // fact plain write of sab, byte 8
b.readDoubleBE(0); // fact plain read of sab, bytes 8–15
b.write('text'); // fact plain write of sab, bytes 8–11
b.write('text', 4, 'utf8'); // fact plain write of sab, bytes 12 to unknown
b.toString('utf8', 8); // fact plain read of sab, bytes 16–23
b.fill(0, 0, 4); // fact plain write of sab, bytes 8–11
b.copy(own, 0); // fact plain read of sab, bytes 8–23 // fact plain write of own, bytes 0 to unknown, exclusive
Buffer.from(own.buffer).copy(b, 4); // fact plain write of sab, bytes 12 to unknown // fact plain read of own, bytes 0–63, exclusive
b.swap32(); // fact plain update of sab, bytes 8–23
`));

  test('destinations of the platform', () => on(`
import { readSync } from 'node:fs';
const bytes = new Uint8Array(sab, 16, 16);
new TextEncoder().encodeInto('text', bytes); // fact plain write of sab, bytes 16–31
crypto.getRandomValues(bytes); // fact plain write of sab, bytes 16–31
readSync(0, bytes, 0, 4, null); // fact plain write of sab, bytes 16–31
export function f(data: AudioData) {
  data.copyTo(bytes, { planeIndex: 0 }); // fact plain write of sab, bytes 16–31
}
`));
});

describe('bulk reads', () => {
  test('methods', () => on(`
v.slice(1, 3); // fact plain read of sab, bytes 4–11
v.join(); // fact plain read of sab, bytes 0–63
v.toString(); // fact plain read of sab, bytes 0–63
v.indexOf(1); // fact plain read of sab, bytes 0–63
v.lastIndexOf(1); // fact plain read of sab, bytes 0–63
v.includes(1); // fact plain read of sab, bytes 0–63
v.at(-1); // fact plain read of sab, bytes 60–63
v.at(1); // fact plain read of sab, bytes 4–7
v.find((x) => x > 0); // fact plain read of sab, bytes 0–63
v.findIndex((x) => x > 0); // fact plain read of sab, bytes 0–63
v.findLast((x) => x > 0); // fact plain read of sab, bytes 0–63
v.every((x) => x > 0); // fact plain read of sab, bytes 0–63
v.some((x) => x > 0); // fact plain read of sab, bytes 0–63
v.map((x) => x); // fact plain read of sab, bytes 0–63
v.filter(Boolean); // fact plain read of sab, bytes 0–63
v.forEach((x) => x); // fact plain read of sab, bytes 0–63
v.reduce((a, b) => a + b, 0); // fact plain read of sab, bytes 0–63
v.reduceRight((a, b) => a + b, 0); // fact plain read of sab, bytes 0–63
v.entries(); // fact plain read of sab, bytes 0–63
v.values(); // fact plain read of sab, bytes 0–63
v.with(0, 1); // fact plain read of sab, bytes 0–63
v.toSorted(); // fact plain read of sab, bytes 0–63
v.toReversed(); // fact plain read of sab, bytes 0–63
v.toLocaleString(); // fact plain read of sab, bytes 0–63
`));

  test('syntax and functions', () => on(`
[...v]; // fact plain read of sab, bytes 0–63
Math.max(...v); // fact plain read of sab, bytes 0–63
for (const x of v) void x; // fact plain read of sab, bytes 0–63
Array.from(v); // fact plain read of sab, bytes 0–63
Array.from(v, (x) => x + 1); // fact plain read of sab, bytes 0–63
new Uint8Array(v); // fact plain read of sab, bytes 0–63
Int32Array.from(v); // fact plain read of sab, bytes 0–63
Buffer.from(v); // fact plain read of sab, bytes 0–63
new TextDecoder().decode(v); // fact plain read of sab, bytes 0–63
String.fromCharCode.apply(null, v as never); // fact plain read of sab, bytes 0–63
String.fromCharCode(...v.subarray(0, 2)); // fact plain read of sab, bytes 0–7
Array.prototype.slice.call(v, 1); // fact plain read of sab, bytes 4–63
Int32Array.prototype.fill.call(v, 0); // fact plain write of sab, bytes 0–63
const of = (...items: number[]) => items.length;
of(...v); // fact plain read of sab, bytes 0–63
`));
});
