/** Numbers of index code: what the engine knows of them where they are used. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('constants', () => {
  test('literals and what is computed from them', () => checkFacts(`
const a = 2 + 3 * 4; // fact number 14
const b = a - 1; // fact number 13
const c = (b >> 1) | 1; // fact number 7
const d = -c % 4; // fact number -3
const e = Math.max(a, b, 20); // fact number 20
const f = Math.ceil(a / 8) * 8; // fact number 16
const g = 2 ** 10; // fact number 1024
const h = ~0 >>> 0; // fact number 4294967295
const i = 1 << 31; // fact number -2147483648
const j = Math.trunc(-7 / 2); // fact number -3
const n = Math.imul(6, 7); // fact number 42
`));

  test('sizes of elements', () => checkFacts(`
const a = Int32Array.BYTES_PER_ELEMENT + 0; // fact number 4
const b = new BigInt64Array(1).BYTES_PER_ELEMENT * 2; // fact number 16
const c = Float64Array.BYTES_PER_ELEMENT * 3; // fact number 24
`));

  test('enums', () => checkFacts(`
enum Slot { Busy, Length, Data = 8, After, Sum = Data + Length, Half = Sum >> 1 }
const enum Wide { A = 4, B }
const a = Slot.Busy + 0; // fact number 0
const b = Slot.Length + 0; // fact number 1
const c = Slot.After + 0; // fact number 9
const d = Slot.Sum + 0; // fact number 9
const e = Slot.Half * 8; // fact number 32
const f = Wide.B + 0; // fact number 5
const g = Slot['Data'] + 0; // fact number 8
`));

  test('objects of constants', () => checkFacts(`
const LAYOUT = { busy: 0, length: 4, data: { at: 8 } } as const;
const FROZEN = Object.freeze({ busy: 1 });
const a = LAYOUT.length + 0; // fact number 4
const b = LAYOUT.data.at + LAYOUT.length; // fact number 12
const { data: { at } } = LAYOUT;
const c = at * 2; // fact number 16
const d = FROZEN.busy + 1; // fact number 2
export function inside() {
  return LAYOUT.data.at + 1; // fact number 9
}
`));

  test('tuples and destructuring with defaults', () => checkFacts(`
const PAIR = [3, 5] as const;
const [x, y] = PAIR;
const a = x + y; // fact number 8
const b = PAIR[1] * 2; // fact number 10
const { p = 7 } = {} as { p?: number };
const c = p + 1; // fact number 8
`));

  test('static fields, and consts of a class', () => checkFacts(`
class Layout {
  static readonly HEADER = 8;
  static readonly #SLOT = 16;
  static at() {
    return Layout.HEADER + Layout.#SLOT; // fact number 24
  }
}
export const at = Layout.at() + 0; // fact number 24
`));

  test('a variable that is assigned again is not its first value', () => checkFacts(`
let size = 8;
const first = size + 0; // fact number 8
size = 16;
const second = size + 0; // fact number 16
export function later() {
  return size + 0; // fact range 8..16 step 8
}
`));

  test('of two assigned on two ways, either', () => checkFacts(`
export function f(big: boolean) {
  let size = 8;
  if (big) size = 24;
  return size + 0; // fact range 8..24 step 16
}
`));

  test('imported constants, renamed and re-exported', () => checkFacts(`
//- layout.ts
export const HEADER = 8;
export enum Slot { Busy, Length }
const SECRET = 3;
export { SECRET as PUBLIC };
export default 40;
//- index.ts
export * from './layout.ts';
export { HEADER as START, default as LIMIT } from './layout.ts';
//- main.ts
import limit, { HEADER, Slot, PUBLIC } from './layout.ts';
import { START, LIMIT, HEADER as AGAIN } from './index.ts';
import * as all from './index.ts';
const a = HEADER + Slot.Length; // fact number 9
const b = PUBLIC * 2; // fact number 6
const c = limit + 0; // fact number 40
const d = START + LIMIT + AGAIN; // fact number 56
const e = all.HEADER + all.PUBLIC; // fact number 11
new SharedArrayBuffer(a + b + c + d + e);
`));
});

describe('BigInts', () => {
  test('constants', () => checkFacts(`
const a = 8n * 3n; // fact number 24
const b = 7n / 2n; // fact number 3
const c = 1n << 4n; // fact number 16
const d = BigInt(5) + 1n; // fact number 6
const e = Number(12n) * 2; // fact number 24
`));

  test('masks keep offsets aligned', () => checkFacts(`
export function f(n: bigint) {
  const a = (n + 7n) & ~7n; // fact modulo 0 of 8
  const b = (n >> 3n) << 3n; // fact modulo 0 of 8
  return Number(a + b);
}
`));
});

describe('unknown numbers', () => {
  test('linear forms of parameters', () => checkFacts(`
export function f(n: number, m: number) {
  const a = 8 * n + 4; // fact number 8*n + 4
  const b = a - 4; // fact number 8*n
  const c = b + m * 8; // fact number 8*m + 8*n
  const d = c - 8 * (n + m); // fact number 0
  const e = (n << 3) + 4; // fact modulo 4 of 8
  const g = n * 12; // fact modulo 0 of 4
  const h = -(n - m) + n; // fact number m
  return [a, d, e, g, h];
}
`));

  test('rounding up and down', () => checkFacts(`
export function f(x: number) {
  const a = (x + 7) & ~7; // fact modulo 0 of 8
  const b = Math.ceil(x / 8) * 8; // fact modulo 0 of 8
  const c = x - (x % 8); // fact modulo 0 of 8
  const d = (x >> 3) << 3; // fact modulo 0 of 8
  const e = (x + 7) & -8; // fact modulo 0 of 8
  const f = Math.floor((x + 7) / 8) * 8; // fact modulo 0 of 8
  const g = x + ((8 - (x % 8)) % 8); // fact modulo 0 of 8
  const h = ((x + 7) >>> 3) * 8; // fact modulo 0 of 8
  const i = (x | 7) + 1; // fact modulo 0 of 8
  const j = Math.trunc(x / 8) * 8; // fact modulo 0 of 8
  const k = x - (x & 7); // fact modulo 0 of 8
  const l = x & ~3; // fact modulo 0 of 4
  const m = ((x / 8) | 0) * 8; // fact modulo 0 of 8
  const n = ~~(x / 8) * 8; // fact modulo 0 of 8
  const o = x + (-x & 7); // fact modulo 0 of 8
  return [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o];
}
`));

  test('masks and remainders are bounded', () => checkFacts(`
export function f(x: number) {
  const a = x & 15; // fact range 0..15
  const b = (x & 3) * 4 + 8; // fact range 8..20 step 4
  const c = x >>> 28; // fact range 0..15
  const d = Math.abs(x) % 10; // fact range 0..9
  const e = Math.min(Math.max(x, 2), 5); // fact range 2..5
  const g = x & 0xf0; // fact range 0..240 step 16
  return [a, b, c, d, e, g];
}
`));

  test('an element of a view is of its kind', () => checkFacts(`
const bytes = new Uint8Array(8);
const words = new Int16Array(8);
const a = bytes[0]! + 0; // fact range 0..255
const b = words[1]! * 4; // fact range -131072..131068 step 4
`));

  test('the result of an atomic operation is one number', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Uint8Array(sab);
export function f() {
  const n = Atomics.load(v, 0);
  const a = n * 8 - 8 * n; // fact number 0
  const b = Atomics.load(v, 0) - Atomics.load(v, 0); // fact range -255..255
  return [a, b];
}
`));

  test('two loads are two numbers', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
export function f() {
  const a = Atomics.load(v, 0);
  const b = Atomics.load(v, 0);
  v[a - b] = 1; // fact plain write of v, bytes 4*? - 4*? (0..60 step 4), 4 wide
}
`));
});

describe('loops', () => {
  test('a counted loop takes its bounds', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Int32Array(sab);
export function f() {
  for (let i = 1; i < 9; i += 2) v[i] = 0; // fact plain write of sab, bytes 4*i (4..28 step 8), 4 wide
  for (let i = 15; i >= 8; i--) v[i] = 0; // fact plain write of sab, bytes 4*i (32..60 step 4), 4 wide
  for (let i = 0; i <= 3; ++i) v[i * 4 + 1] = 0; // fact plain write of sab, bytes 16*i + 4 (4..52 step 16), 4 wide
  let k = 0;
  while (k < 4) v[k++] = 0; // fact plain write of sab, bytes 4*k (0..12 step 4), 4 wide
}
`));

  test('a loop to the length of a view', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Int32Array(sab, 16, 4);
export function f() {
  for (let i = 0; i < v.length; i++) v[i] = 0; // fact plain write of sab, bytes 4*i + 16 (16..28 step 4), 4 wide
}
`));

  test('a cursor that advances by a step', () => checkFacts(`
export function f(sab: SharedArrayBuffer, n: number) {
  let at = 8;
  for (let i = 0; i < n; i++) {
    const here = at + 0; // fact range 8.. step 12
    at += 12;
    void here;
  }
}
`));

  test('nested loops', () => checkFacts(`
const sab = new SharedArrayBuffer(256);
const v = new Uint8Array(sab);
export function f() {
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 8; column++)
      v[row * 8 + column] = 0; // fact plain write of sab, bytes column + 8*row (0..31), 1 wide
}
`));

  test('what a loop leaves behind', () => checkFacts(`
export function f() {
  let n = 0;
  for (let i = 0; i < 4; i++) n += 8;
  const after = n + 0; // fact range 0.. step 8
  return after;
}
`));

  test('break and continue', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Int32Array(sab);
export function f(stop: boolean) {
  for (let i = 0; i < 8; i++) {
    if (i === 0) continue;
    v[i] = 1; // fact plain write of sab, bytes 4*i (4..28 step 4), 4 wide
    if (stop) break;
  }
}
`));
});

describe('tests refine what follows them', () => {
  test('bounds', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Int32Array(sab);
export function f(i: number) {
  if (i < 2) return;
  v[i] = 1; // fact plain write of sab, bytes 4*i (8..60 step 4), 4 wide
}
export function g(i: number) {
  if (i > 3 || i < 0) throw new RangeError();
  v[i] = 1; // fact plain write of sab, bytes 4*i (0..12 step 4), 4 wide
}
export function h(i: number) {
  if (i >= 4 && i < 8) v[i] = 1; // fact plain write of sab, bytes 4*i (16..28 step 4), 4 wide
}
export function k(i: number) {
  if (i === 5) v[i] = 1; // fact plain write of sab, bytes 20–23
}
`));

  test('in a helper that throws', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Int32Array(sab);
function requireIn(i: number, from: number, to: number): void {
  if (i < from || i >= to) throw new RangeError('out of range');
}
export function f(i: number) {
  requireIn(i, 4, 8);
  v[i] = 1; // fact plain write of sab, bytes 4*i (16..28 step 4), 4 wide
}
`));

  test('a switch over constants', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Int32Array(sab);
export function f(kind: number) {
  switch (kind) {
    case 2:
      v[kind] = 1; // fact plain write of sab, bytes 8–11
      break;
    case 3:
    case 4:
      v[kind] = 1; // fact plain write of sab, bytes 4*kind (12..16 step 4), 4 wide
      break;
  }
}
`));

  test('what no run reaches does nothing', () => checkFacts(`
const DEBUG = false;
const v = new Int32Array(new SharedArrayBuffer(64));
export function f() {
  if (DEBUG) v[0] = 1; // fact untouched
  if (!DEBUG) v[1] = 1; // fact plain write of v, bytes 4–7
}
`));
});
