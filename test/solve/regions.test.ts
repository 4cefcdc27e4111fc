/** Regions: two expressions name one where the engine traces them to one origin, and never by guess. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('allocation sites', () => {
  test('their kind, sharedness and size', () => checkFacts(`
const a = new SharedArrayBuffer(64); // fact region a, shared, 64 bytes
const b = new ArrayBuffer(8 * 4); // fact region b, unshared, 32 bytes
const c = new SharedArrayBuffer(64, { maxByteLength: 128 }); // fact region c, shared, 64 bytes, growable
const d = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true }).buffer; // fact region d, shared, growable
const e = new WebAssembly.Memory({ initial: 1 }).buffer; // fact region e, unshared, growable
const f = new Int32Array(4).buffer; // fact region f, unshared, 16 bytes
const g = new globalThis.SharedArrayBuffer(16); // fact region g, shared, 16 bytes
`));

  test('a slice of a buffer is a region of its own', () => checkFacts(`
const a = new SharedArrayBuffer(64);
const b = new Int32Array(a.slice(0, 32));
Atomics.load(b, 0); // fact load of b, bytes 0–3, exclusive
Atomics.load(new Int32Array(a), 0); // fact load of a, bytes 0–3, exclusive
`));

  test('each visible call of a factory gives its own', () => checkFacts(`
function make(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}
export function f() {
  const a = new Int32Array(make(8));
  const b = new Int32Array(make(64));
  a.fill(0); // fact plain write of line 2, bytes 0–7, exclusive
  b.fill(0); // fact plain write of line 2, bytes 0–63, exclusive
}
`));

  test('in a loop one site stands for all that it makes', () => checkFacts(`
const made: Int32Array[] = [];
for (let i = 0; i < 4; i++) made.push(new Int32Array(new SharedArrayBuffer(16)));
Atomics.store(made[0]!, 0, 1); // fact store of line 2, bytes 0–3, exclusive
Atomics.store(made[3]!, 0, 1); // fact store of line 2, bytes 0–3, exclusive
`));

  test('either of two', () => checkFacts(`
export function f(big: boolean) {
  const sab = big
    ? new SharedArrayBuffer(64)
    : new SharedArrayBuffer(8);
  const v = new Int32Array(sab);
  v.fill(0); // fact plain write of line 3, bytes 0–63, exclusive // fact plain write of line 4, bytes 0–7, exclusive
}
`));

  test('a default, and what replaces it', () => checkFacts(`
function make(sab: SharedArrayBuffer = new SharedArrayBuffer(8)) {
  return new Int32Array(sab);
}
const given = new SharedArrayBuffer(64);
make().fill(0); // fact plain write of sab, bytes 0–7, exclusive
make(given).fill(0); // fact plain write of given, bytes 0–63, exclusive
`));

  test('a fallback where there is no shared memory', () => checkFacts(`
const size = 16;
const buffer = typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(size) : new SharedArrayBuffer(size);
const v = new Int32Array(buffer);
postMessage(v);
Atomics.store(v, 0, 1); // fact store of line 2, bytes 0–3
`));
});

describe('bindings', () => {
  test('aliases, re-assignment and shadowing', () => checkFacts(`
const first = new Int32Array(new SharedArrayBuffer(8));
const second = new Int32Array(new SharedArrayBuffer(16));
let either = first;
either[0] = 1; // fact plain write of first, bytes 0–3, exclusive
either = second;
either[0] = 1; // fact plain write of second, bytes 0–3, exclusive
{
  const first = second;
  first[1] = 1; // fact plain write of second, bytes 4–7, exclusive
}
const alias = first;
alias[1] = 1; // fact plain write of first, bytes 4–7, exclusive
`));

  test('a module binding seen from functions', () => checkFacts(`
let region: SharedArrayBuffer;
let words: Int32Array;
export function init(bytes: number) {
  region = new SharedArrayBuffer(bytes);
  words = new Int32Array(region);
}
export function read() {
  return Atomics.load(words, 1); // fact load of region, bytes 4–7
}
`));

  test('closures', () => checkFacts(`
function makeLock() {
  const words = new Int32Array(new SharedArrayBuffer(8));
  return {
    claim: () => Atomics.compareExchange(words, 0, 0, 1) === 0,
    peek() {
      return words[0]; // fact plain read of words, bytes 0–3
    },
  };
}
export const lock = makeLock();
`));

  test('var is one variable of its function', () => checkFacts(`
export function f(big) {
  if (big) {
    var v = new Int32Array(new SharedArrayBuffer(64));
  }
  v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
}
`));

  test('chained and destructuring assignment', () => checkFacts(`
let a: Int32Array, b: Int32Array, c: Int32Array;
a = b = new Int32Array(new SharedArrayBuffer(8));
[c] = [a];
({ a } = { a: b });
a[0] = 1; // fact plain write of b, bytes 0–3, exclusive
c[1] = 1; // fact plain write of b, bytes 4–7, exclusive
`));
});

describe('objects', () => {
  test('a literal, nested, by the whole path', () => checkFacts(`
const state = {
  header: new Int32Array(new SharedArrayBuffer(8)),
  slot: { header: new Int32Array(new SharedArrayBuffer(16)) },
};
export function f() {
  Atomics.store(state.header, 1, 1); // fact store of header, bytes 4–7
  state.slot.header.fill(0); // fact plain write of header, bytes 0–15
  state['header'][0]; // fact plain read of header, bytes 0–3
}
`));

  test('two literals of one shape stay apart', () => checkFacts(`
const a = { v: new Int32Array(new SharedArrayBuffer(8)) };
const b = { v: new Int32Array(new SharedArrayBuffer(16)) };
a.v.fill(0); // fact plain write of v, bytes 0–7, exclusive
b.v.fill(0); // fact plain write of v, bytes 0–15, exclusive
`));

  test('spread and Object.assign', () => checkFacts(`
const base = { v: new Int32Array(new SharedArrayBuffer(8)) };
const more = { ...base, name: 'more' };
const third = Object.assign({}, more);
more.v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
third.v[1] = 1; // fact plain write of v, bytes 4–7, exclusive
`));

  test('arrays and tuples', () => checkFacts(`
const views = [new Int32Array(new SharedArrayBuffer(8)), new Uint8Array(new SharedArrayBuffer(16))] as const;
const [words, bytes] = views;
words.fill(0); // fact plain write of line 1, bytes 0–7, exclusive
bytes.fill(0); // fact plain write of line 1, bytes 0–15, exclusive
views[1].fill(0); // fact plain write of line 1, bytes 0–15, exclusive
for (const view of views) view.fill(0); // fact plain write of line 1, bytes 0–7, exclusive // fact plain write of line 1, bytes 0–15, exclusive
`));

  test('maps and sets', () => checkFacts(`
const byName = new Map<string, Int32Array>();
byName.set('a', new Int32Array(new SharedArrayBuffer(8)));
const all = new Set([1]);
byName.get('a')?.fill(0); // fact plain write of line 2, bytes 0–7, exclusive
for (const [, view] of byName) view.fill(0); // fact plain write of line 2, bytes 0–7, exclusive
for (const view of byName.values()) view.fill(0); // fact plain write of line 2, bytes 0–7, exclusive
byName.forEach((view) => view.fill(0)); // fact plain write of line 2, bytes 0–7, exclusive
void all;
`));
});

describe('classes', () => {
  test('fields, private and static ones', () => checkFacts(`
class Ring {
  readonly header = new Int32Array(new SharedArrayBuffer(8));
  #data = new Uint8Array(new SharedArrayBuffer(16));
  static shared = new Int32Array(new SharedArrayBuffer(32));
  touch() {
    this.header.fill(0); // fact plain write of header, bytes 0–7
    this.#data.fill(0); // fact plain write of #data, bytes 0–15
    Ring.shared.fill(0); // fact plain write of shared, bytes 0–31
  }
}
export { Ring };
`));

  test('two classes with a field of one name', () => checkFacts(`
export class A {
  words = new Int32Array(new SharedArrayBuffer(8));
  touch() {
    this.words.fill(0); // fact plain write of words, bytes 0–7
  }
}
export class B {
  words = new Int32Array(new SharedArrayBuffer(16));
  touch() {
    this.words.fill(0); // fact plain write of words, bytes 0–15
  }
}
`));

  test('constructor parameters and parameter properties', () => checkFacts(`
export class Ring {
  private readonly words: Int32Array;
  constructor(private readonly region: SharedArrayBuffer) {
    this.words = new Int32Array(region);
  }
  touch() {
    Atomics.store(this.words, 0, 1); // fact store of region, bytes 0–3
    new Uint8Array(this.region)[1] = 1; // fact plain write of region, byte 1
  }
}
`));

  test('inheritance: fields of the parent, methods of both', () => checkFacts(`
class Base {
  protected words = new Int32Array(new SharedArrayBuffer(8));
  load() {
    return Atomics.load(this.words, 0); // fact load of words, bytes 0–3
  }
}
export class Ring extends Base {
  store() {
    this.words[1] = 1; // fact plain write of words, bytes 4–7
  }
}
`));

  test('an object made of a class in one function', () => checkFacts(`
class Box {
  constructor(readonly words: Int32Array) {}
}
const small = new Box(new Int32Array(new SharedArrayBuffer(8)));
small.words.fill(0); // fact plain write of small, bytes 0–7, exclusive
`));

  test('a private method and an accessor', () => checkFacts(`
export class Flag {
  #words = new Int32Array(new SharedArrayBuffer(8));
  get busy() {
    return Atomics.load(this.#words, 0) === 1; // fact load of #words, bytes 0–3
  }
  set busy(on: boolean) {
    Atomics.store(this.#words, 0, on ? 1 : 0); // fact store of #words, bytes 0–3
  }
  #clear() {
    this.#words[0] = 0; // fact plain write of #words, bytes 0–3
  }
  reset() {
    this.#clear();
  }
}
`));

  test('a function as a constructor', () => checkFacts(`
//- main.js
function Ring(bytes) {
  this.words = new Int32Array(new SharedArrayBuffer(bytes));
}
Ring.prototype.touch = function () {
  this.words[0] = 1; // fact plain write of this.words, bytes 0–3
};
module.exports = Ring;
`));
});

describe('parameters', () => {
  test('one parameter of one function is one region', () => checkFacts(`
export function f(region: SharedArrayBuffer, other: SharedArrayBuffer) {
  Atomics.store(new Int32Array(region), 0, 1); // fact store of region, bytes 0–3
  new Uint8Array(region)[0] = 1; // fact plain write of region, byte 0
  new Uint8Array(other)[0] = 1; // fact plain write of other, byte 0
}
`));

  test('a declared view stands at an unknown offset of an unknown region', () => checkFacts(`
export function f(words: Int32Array, i: number) {
  words[2] = 1; // fact plain write of words.buffer, bytes words.byteOffset + 8 (8.. step 4), 4 wide
  Atomics.load(words, i); // fact load of words.buffer, bytes 4*i + words.byteOffset (0.. step 4), 4 wide
}
`));

  test('a parameter takes what visible calls pass', () => checkFacts(`
const a = new SharedArrayBuffer(8);
const b = new SharedArrayBuffer(16);
function clear(sab: SharedArrayBuffer) {
  new Uint8Array(sab).fill(0); // fact plain write of a, bytes 0–7, exclusive // fact plain write of b, bytes 0–15, exclusive
}
clear(a);
clear(b);
`));

  test('an object of a declared type', () => checkFacts(`
interface State { readonly header: Int32Array; readonly size: number }
export function f(state: State) {
  Atomics.store(state.header, 0, state.size); // fact store of state.header.buffer, bytes state.header.byteOffset (0.. step 4), 4 wide
  state.header[0]; // fact plain read of state.header.buffer, bytes state.header.byteOffset (0.. step 4), 4 wide
}
`));

  test('JSDoc types count in JavaScript', () => checkFacts(`
//- main.js
/** @param {SharedArrayBuffer} region @param {number} at */
export function f(region, at) {
  const words = new Int32Array(region); // fact view Int32Array of region, unknown long
  words[at] = 1; // fact plain write of region, bytes 4*at (0.. step 4), 4 wide
}
`));
});
