/** Views: what they are made of, where they stand, and how an expression comes by one. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('constructors', () => {
  test('on a buffer', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const a = new Int32Array(sab); // fact view Int32Array of sab, 16 long
const b = new Uint8Array(sab, 8); // fact view Uint8Array of sab at 8, 56 long
const c = new BigInt64Array(sab, 16, 2); // fact view BigInt64Array of sab at 16, 2 long
const d = new DataView(sab, 4, 8); // fact view DataView of sab at 4, 8 long
const e = new Float64Array(sab, 64); // fact view Float64Array of sab at 64, 0 long
const f = new Uint16Array(sab, undefined, 3); // fact view Uint16Array of sab, 3 long
const g = Buffer.from(sab, 8, 16); // fact view Uint8Array of sab at 8, 16 long
const h = Buffer.from(sab); // fact view Uint8Array of sab, 64 long
const i = new globalThis.Int8Array(sab, 2 * Int32Array.BYTES_PER_ELEMENT); // fact view Int8Array of sab at 8, 56 long
`));

  test('on memory of their own', () => checkFacts(`
const a = new Int32Array(4); // fact view Int32Array of a, 4 long
const b = new Int32Array(); // fact view Int32Array of b, 0 long
const c = new Uint8Array([1, 2, 3]); // fact view Uint8Array of c, 3 long
const d = Buffer.alloc(16); // fact view Uint8Array of d, 16 long
const e = Int32Array.of(1, 2); // fact view Int32Array of e, unknown long
`));

  test('copies are no views', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Uint8Array(sab);
const a = new Int32Array(v); // fact copy of sab // fact plain read of sab, bytes 0–63, exclusive
const b = v.slice(4, 8); // fact copy of sab // fact plain read of sab, bytes 4–7, exclusive
const c = Uint8Array.from(v); // fact copy of sab // fact plain read of sab, bytes 0–63, exclusive
const d = v.map((byte) => byte + 1); // fact plain read of sab, bytes 0–63, exclusive
const e = Buffer.from(v); // fact copy of sab // fact plain read of sab, bytes 0–63, exclusive
const f = v.subarray(4); // fact view Uint8Array of sab at 4, 60 long
`));

  test('with an unknown size or offset', () => checkFacts(`
export function f(sab: SharedArrayBuffer, offset: number, length: number) {
  const a = new Int32Array(sab); // fact view Int32Array of sab, unknown long
  const b = new Int32Array(sab, offset, length); // fact view Int32Array of sab at offset, length long
  const c = new Int32Array(sab, 4 * offset + 8); // fact view Int32Array of sab at 4*offset + 8, unknown long
  return [a, b, c];
}
`));

  test('a view of a view takes its bytes', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const words = new Int32Array(sab, 16, 4);
const a = new Uint8Array(words.buffer, words.byteOffset, words.byteLength); // fact view Uint8Array of sab at 16, 16 long
const b = new Uint8Array(words.buffer, words.byteOffset + 4); // fact view Uint8Array of sab at 20, 44 long
const c = new Uint8Array(words.buffer); // fact view Uint8Array of sab, 64 long
export function f(view: Int32Array) {
  return new Uint8Array(view.buffer, view.byteOffset + 8, 4); // fact view Uint8Array of view.buffer at view.byteOffset + 8, 4 long
}
`));
});

describe('subarray', () => {
  test('constants, from the end, and beyond it', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const v = new Int32Array(sab);
const a = v.subarray(2); // fact view Int32Array of sab at 8, 14 long
const b = v.subarray(2, 4); // fact view Int32Array of sab at 8, 2 long
const c = v.subarray(-4); // fact view Int32Array of sab at 48, 4 long
const d = v.subarray(2, -2); // fact view Int32Array of sab at 8, 12 long
const e = v.subarray(); // fact view Int32Array of sab, 16 long
const f = b.subarray(1); // fact view Int32Array of sab at 12, 1 long
const g = v.subarray(20); // fact view Int32Array of sab at 64, 0 long
const h = v.subarray(0, 100); // fact view Int32Array of sab, 16 long
`));

  test('of a slot', () => checkFacts(`
const sab = new SharedArrayBuffer(1024);
const v = new Uint8Array(sab);
export function slot(i: number) {
  return v.subarray(i * 64, i * 64 + 64); // fact view Uint8Array of sab at 64*i, 64 long
}
`));

  test("Node's Buffer.slice aliases", () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const b = Buffer.from(sab);
const a = b.slice(8, 16); // fact view Uint8Array of sab at 8, 8 long
const c = b.subarray(8); // fact view Uint8Array of sab at 8, 56 long
`));
});

describe('where views come from', () => {
  test('a tuple, an object, a default, a conditional', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const make = () => ({ words: new Int32Array(sab), bytes: new Uint8Array(sab, 8) });
const { words, bytes: rest } = make();
words[0] = 1; // fact plain write of sab, bytes 0–3, exclusive
rest[0] = 1; // fact plain write of sab, byte 8, exclusive
const pair = (): [Int32Array, Uint8Array] => [new Int32Array(sab), new Uint8Array(sab, 16)];
const [, second] = pair();
second[0] = 1; // fact plain write of sab, byte 16, exclusive
const { third = words } = {} as { third?: Int32Array };
third[1] = 1; // fact plain write of sab, bytes 4–7, exclusive
const fourth = sab.byteLength > 8 ? words : second;
fourth[2] = 1; // fact plain write of sab, bytes 8–11, exclusive
`));

  test('a logical expression', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const words = new Int32Array(sab);
export function f(given?: Int32Array) {
  const v = given ?? words;
  v[0] = 1; // fact plain write of sab, bytes 0–3 // fact plain write of given.buffer, bytes given.byteOffset (0.. step 4), 4 wide
}
`));

  test('a subclass of a typed array', () => checkFacts(`
export class Header extends Int32Array {
  static on(sab: SharedArrayBuffer) {
    return new Header(sab, 8, 2);
  }
  get busy() {
    return this[0] !== 0; // fact plain read of sab, bytes 8–11
  }
  claim() {
    return Atomics.exchange(this, 0, 1); // fact exchange of sab, bytes 8–11
  }
}
`));

  test('the heap of Emscripten', () => checkFacts(`
declare const HEAP32: Int32Array, HEAPU8: Uint8Array;
export function f(pointer: number) {
  Atomics.store(HEAP32, pointer >> 2, 1); // fact store of the heap, bytes 4*(pointer >> 2) (0..2147483644 step 4), 4 wide
  HEAPU8[16] = 1; // fact plain write of the heap, byte 16
}
`));

  test('the buffer of a WebAssembly memory', () => checkFacts(`
const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
const v = new Int32Array(memory.buffer, 16, 4); // fact view Int32Array of memory at 16, 4 long
export function f() {
  return Atomics.load(v, 1); // fact load of memory, bytes 20–23
}
`));

  test('a getter that makes one each time', () => checkFacts(`
export class Ring {
  constructor(private readonly sab: SharedArrayBuffer) {}
  private get words() {
    return new Int32Array(this.sab, 8);
  }
  load() {
    return Atomics.load(this.words, 1); // fact load of sab, bytes 12–15
  }
}
`));

  test('a promise', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
async function open(): Promise<Int32Array> {
  return new Int32Array(sab, 8);
}
export async function f() {
  const words = await open();
  return Atomics.load(words, 0); // fact load of sab, bytes 8–11
}
`));

  test('a generator', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
function* views() {
  yield new Int32Array(sab, 0, 1);
  yield new Int32Array(sab, 8, 1);
}
export function f() {
  for (const v of views()) v[0] = 1; // fact plain write of sab, bytes 0–3 // fact plain write of sab, bytes 8–11
}
`));

  test('a cast changes nothing', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const a = new Int32Array(sab as unknown as ArrayBuffer);
const b = a as unknown as BigInt64Array;
b[1] = 1n; // fact plain write of sab, bytes 4–7, exclusive
(<Uint8Array><unknown>a)[2] = 1; // fact plain write of sab, bytes 8–11, exclusive
a!.fill(0); // fact plain write of sab, bytes 0–63, exclusive
`));
});
