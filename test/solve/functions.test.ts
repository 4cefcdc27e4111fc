/** Functions: run in the context of each call, so that a helper used on two regions does not merge them. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('helpers', () => {
  test('know the region and the numbers of each caller', () => checkFacts(`
const a = new Int32Array(new SharedArrayBuffer(8));
const b = new Int32Array(new SharedArrayBuffer(64));
function put(view: Int32Array, i: number) {
  view[i] = 1; // fact plain write of a, bytes 4–7 // fact plain write of b, bytes 20–23
}
export function f() {
  put(a, 1);
  put(b, 5);
}
`));

  test('through several', () => checkFacts(`
const a = new Int32Array(new SharedArrayBuffer(64));
const at = (slot: number) => slot * 4;
const write = (view: Int32Array, slot: number) => touch(view, at(slot));
function touch(view: Int32Array, i: number) {
  Atomics.store(view, i, 1); // fact store of a, bytes 16–19
}
export const f = () => write(a, 1);
`));

  test('return what they compute', () => checkFacts(`
const sab = new SharedArrayBuffer(64);
const align = (n: number) => (n + 7) & ~7;
function open(offset: number) {
  return new BigInt64Array(sab, align(offset), 1); // fact view BigInt64Array of sab at 16, 1 long
}
const v = open(12);
export const load = () => Atomics.load(v, 0); // fact load of sab, bytes 16–23
`));

  test('with defaults, rest and spread', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
function put(i = 2, ...values: number[]) {
  v[i] = values.length; // fact plain write of v, bytes 8–11 // fact plain write of v, bytes 16–19
}
const args = [4, 1, 1] as const;
export function f() {
  put();
  put(...args);
}
`));

  test('in an object, by name', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
const ops = {
  busy: 1,
  set(i: number) {
    v[i] = this.busy; // fact plain write of v, bytes 12–15
  },
  get first() {
    return v[0]; // fact plain read of v, bytes 0–3
  },
};
export function f() {
  ops.set(3);
  return ops.first;
}
`));

  test('a closure returned and called', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
const writer = (i: number) => (x: number) => {
  v[i] = x; // fact plain write of v, bytes 8..20 step 12 (8..20 step 12), 4 wide
};
const two = writer(2);
const five = writer(5);
export function f() {
  two(1);
  five(1);
}
`));

  test('callbacks of arrays and of visible functions', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
const each = (f: (i: number) => void) => f(6);
export function f() {
  [1].forEach((i) => void (v[i] = 1)); // fact plain write of v, bytes 4–7
  each((i) => { v[i] = 1; }); // fact plain write of v, bytes 24–27
}
`));

  test('call, apply and bind', () => checkFacts(`
class Slot {
  constructor(readonly v: Int32Array) {}
}
function put(this: Slot, i: number) {
  this.v[i] = 1; // fact plain write of v, bytes 4–7 // fact plain write of v, bytes 8–11 // fact plain write of v, bytes 12–15
}
const v = new Int32Array(new SharedArrayBuffer(64));
const slot = new Slot(v);
export function f() {
  put.call(slot, 1);
  put.apply(slot, [2]);
  put.bind(slot, 3)();
}
`));

  test('a tagged template and an optional call', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
function tag(_: TemplateStringsArray, i: number) {
  v[i] = 1; // fact plain write of v, bytes 12–15
}
const maybe: ((i: number) => void) | undefined = (i) => { v[i] = 1; }; // fact plain write of v, bytes 16–19
export function f() {
  tag\`\${3}\`;
  maybe?.(4);
}
`));
});

describe('recursion', () => {
  test('ends', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
export function walk(i: number): void {
  v[i] = 1; // fact plain write of v, bytes 4*i (0..60 step 4), 4 wide // fact plain write of v, bytes 4*? (0..60 step 4), 4 wide
  if (i > 0) walk(i - 1);
}
`));

  test('of two that call each other', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
function even(i: number): boolean {
  return i === 0 ? Atomics.load(v, 0) === 1 : odd(i - 1); // fact load of v, bytes 0–3
}
function odd(i: number): boolean {
  return i === 0 ? false : even(i - 1);
}
export const f = (i: number) => even(i);
`));

  test('a region is passed down', () => checkFacts(`
function clear(view: Uint8Array, from: number): void {
  if (from === 0) return;
  view[0] = 0; // fact plain write of sab, byte 0
  clear(view, from - 1);
}
const sab = new SharedArrayBuffer(64);
export const f = () => clear(new Uint8Array(sab), 8);
`));
});

describe('this', () => {
  test('in arrows, methods passed on and callbacks', () => checkFacts(`
export class Ring {
  readonly words = new Int32Array(new SharedArrayBuffer(64));
  readonly later = () => {
    this.words[1] = 1; // fact plain write of words, bytes 4–7
  };
  run() {
    const self = this;
    [2].map((i) => this.words[i]); // fact plain read of words, bytes 8–11
    [3].forEach(function (i) {
      self.words[i] = 1; // fact plain write of words, bytes 12–15
    });
  }
}
`));

  test('in static methods and blocks', () => checkFacts(`
export class Pool {
  static words = new Int32Array(new SharedArrayBuffer(64));
  static {
    this.words[1] = 1; // fact plain write of words, bytes 4–7, exclusive
  }
  static touch() {
    this.words[2] = 1; // fact plain write of words, bytes 8–11
  }
}
`));

  test('super', () => checkFacts(`
class Base {
  constructor(protected readonly words: Int32Array) {}
  put(i: number) {
    this.words[i] = 1; // fact plain write of v, bytes 8–11
  }
}
class Ring extends Base {
  constructor(view: Int32Array) {
    super(view);
  }
  override put(i: number) {
    super.put(i + 1);
  }
}
const v = new Int32Array(new SharedArrayBuffer(64));
const ring = new Ring(v);
export const f = () => ring.put(1);
`));

  test('an abstract method is the one of the subclass', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
abstract class Slot {
  abstract at(): number;
  put() {
    v[this.at()] = 1; // fact plain write of v, bytes 12–15
  }
}
class Third extends Slot {
  at() {
    return 3;
  }
}
export const f = () => new Third().put();
`));
});

describe('control flow', () => {
  test('a function that never returns ends its caller', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
function fail(): never {
  throw new Error();
}
export function f(ok: boolean) {
  if (!ok) fail();
  v[0] = 1; // fact plain write of v, bytes 0–3
  fail();
  v[1] = 1; // fact untouched
}
`));

  test('try, catch and finally', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
export function f(g: () => void) {
  let i = 1;
  try {
    g();
    i = 2;
    g();
    i = 3;
  } catch {
    v[i] = 1; // fact plain write of v, bytes 4*i (4..12 step 4), 4 wide
  } finally {
    Atomics.store(v, 4, 1); // fact store of v, bytes 16–19
  }
  return i;
}
`));

  test('a generator runs its body', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
export function* f() {
  v[0] = 1; // fact plain write of v, bytes 0–3
  yield 1;
  v[1] = 1; // fact plain write of v, bytes 4–7
}
`));

  test('promises and timers', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
setTimeout(() => { v[0] = 1; }, 10); // fact plain write of v, bytes 0–3
queueMicrotask(() => { v[1] = 1; }); // fact plain write of v, bytes 4–7
Promise.resolve(2).then((i) => { v[i] = 1; }); // fact plain write of v, bytes 8–11
export async function f() {
  const i = await Promise.resolve(3);
  v[i] = 1; // fact plain write of v, bytes 12–15
}
`));
});
