/** Every family of syntax: what is bound, stored, called and read back, whichever way it is written. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('patterns', () => {
  test('nested, with defaults and rests', () => checkFacts(`
const source = { a: 1, b: { c: [2, 3, 4] }, e: 5 };
const { a, b: { c: [x, , y = 9] }, d = 6, ...others } = source;
const one = a + 0; // fact number 1
const two = x + y; // fact number 6
const three = d + 0; // fact number 6
const four = others.e + 0; // fact number 5
`));

  test('in parameters, in assignments, in catch', () => checkFacts(`
const f = ({ n = 3, at: [i] }: { n?: number; at: [number] }) => n + i;
const one = f({ at: [4] }) + 0; // fact number 7
let p = 0, q = 0;
[p, q] = [q + 1, 2];
const two = p * 10 + q; // fact number 12
({ p, q } = { p: 5, q: 6 });
const three = p * 10 + q; // fact number 56
`));

  test('computed keys', () => checkFacts(`
const KEY = 'size';
const o = { [KEY]: 8, ['le' + 'ngth']: 4 };
const one = o[KEY] + o.length; // fact number 12
const { [KEY]: size } = o;
const two = size + 0; // fact number 8
`));
});

describe('functions', () => {
  test('declarations are hoisted', () => checkFacts(`
const n = later() + 0; // fact number 5
function later() {
  return 5;
}
`));

  test('every kind', () => checkFacts(`
const arrow = () => 1;
const expression = function named(n: number): number { return n > 0 ? 2 : named(1); };
const object = { method() { return 3; }, async later() { return 4; }, get value() { return 5; } };
function* many() { yield 6; }
const one = arrow() + 0; // fact number 1
const two = expression(1) + 0; // fact number 2
const three = object.method() + object.value; // fact number 8
const four = (await object.later()) + 0; // fact number 4
for (const six of many()) {
  const five = six + 0; // fact number 6
  void five;
}
`));

  test('immediately invoked, and returned from each other', () => checkFacts(`
const one = (() => 2 + 3)() + 0; // fact number 5
const add = (a: number) => (b: number) => a + b;
const two = add(2)(4) + 0; // fact number 6
`));

  test('arguments, rest and spread', () => checkFacts(`
const second = (first: number, ...rest: number[]) => rest[1]! - first;
const one = second(1, ...[2, 3]) + 0; // fact number 2
const two = Math.max(...[4, 7]) + 0; // fact number 7
`));
});

describe('classes', () => {
  test('fields in order, accessors, statics, private names', () => checkFacts(`
class Layout {
  static readonly #STEP = 4;
  static of(n: number) { return new Layout(n); }
  readonly #n: number;
  readonly bytes = 8;
  constructor(n: number) { this.#n = n; }
  get size() { return this.#n * Layout.#STEP + this.bytes; }
  set size(value: number) { this.last = value; }
  last = 0;
}
const layout = Layout.of(3);
const one = layout.size + 0; // fact number 20
layout.size = 7;
const two = layout.last + 0; // fact number 7
`));

  test('a class expression, and one that is returned', () => checkFacts(`
const Made = class { readonly n = 2; };
const make = (n: number) => class { readonly n = n; };
const one = new Made().n + 0; // fact number 2
const two = new (make(6))().n + 0; // fact number 6
`));

  test('fields of the parent are there in the child', () => checkFacts(`
class Base {
  readonly n = 3;
  double() { return this.n * 2; }
}
class Child extends Base {
  readonly m = this.n + 1;
  triple() { return super.double() + this.m; }
}
const one = new Child().triple() + 0; // fact number 10
`));
});

describe('TypeScript', () => {
  test('what is only a type changes nothing', () => checkFacts(`
type N = number;
interface I { readonly n: N }
declare const outside: I;
const one = (({ n: 4 } satisfies I) as I).n! + 0; // fact number 4
const two = <number>5 + 0; // fact number 5
export { type I, outside };
`));

  test('namespaces and parameter properties', () => checkFacts(`
namespace Layout {
  export const HEADER = 8;
}
class Slot {
  constructor(readonly at: number, private readonly step = 4) {}
  next() { return this.at + this.step; }
}
const one = new Slot(8).next() + 0; // fact number 12
`));

  test('overloads and optional parameters', () => checkFacts(`
function size(n: number): number;
function size(n: number, scale: number): number;
function size(n: number, scale?: number): number {
  return n * (scale ?? 4);
}
const one = size(2) + 0; // fact number 8
const two = size(2, 8) + 0; // fact number 16
`));
});

describe('texts', () => {
  test('templates and their tags', () => checkFacts(`
const name = 'size';
const o = { size8: 8 } as Record<string, number>;
const one = o[\`\${name}8\`]! + 0; // fact number 8
const raw = String.raw\`x\`;
export { raw };
`));
});
