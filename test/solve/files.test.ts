/** Files: imports and exports in every form, cycles, and what cannot be found. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('ES modules', () => {
  test('a region exported and imported', () => checkFacts(`
//- region.ts
export const region = new SharedArrayBuffer(64);
export const header = new Int32Array(region, 0, 2);
export function claim() {
  return Atomics.compareExchange(header, 0, 0, 1); // fact compareExchange of region, bytes 0–3
}
//- main.ts
import { header as words, region } from './region.ts';
export function f() {
  words[0] = 1; // fact plain write of region, bytes 0–3
  new Uint8Array(region)[4] = 1; // fact plain write of region, byte 4
}
`));

  test('without an ending, with .js for .ts, and from an index', () => checkFacts(`
//- lib/index.ts
export { v } from './views.js';
//- lib/views.ts
export const v = new Int32Array(new SharedArrayBuffer(64));
//- main.ts
import { v } from './lib';
import { v as again } from './lib/views.js';
import { v as third } from './lib/index';
export function f() {
  v[0] = 1; // fact plain write of v, bytes 0–3
  again[1] = 1; // fact plain write of v, bytes 4–7
  third[2] = 1; // fact plain write of v, bytes 8–11
}
`));

  test('namespaces, default exports and export lists', () => checkFacts(`
//- views.ts
const v = new Int32Array(new SharedArrayBuffer(64));
const w = new Int32Array(new SharedArrayBuffer(32));
export default v;
export { w as words, w as 'quoted name' };
export * as inner from './inner.ts';
//- inner.ts
export const deep = new Int32Array(new SharedArrayBuffer(16));
//- main.ts
import first, * as views from './views.ts';
import { 'quoted name' as quoted } from './views.ts';
export function f() {
  first[0] = 1; // fact plain write of v, bytes 0–3
  views.default[1] = 1; // fact plain write of v, bytes 4–7
  views.words[0] = 1; // fact plain write of w, bytes 0–3
  quoted[1] = 1; // fact plain write of w, bytes 4–7
  views.inner.deep[0] = 1; // fact plain write of deep, bytes 0–3
}
`));

  test('import()', () => checkFacts(`
//- views.ts
export const v = new Int32Array(new SharedArrayBuffer(64));
//- main.ts
export async function f() {
  const { v } = await import('./views.ts');
  v[0] = 1; // fact plain write of v, bytes 0–3
  const views = await import('./views.ts');
  views.v[1] = 1; // fact plain write of v, bytes 4–7
}
`));

  test('a class and a function from elsewhere', () => checkFacts(`
//- ring.ts
export class Ring {
  readonly words: Int32Array;
  constructor(readonly region: SharedArrayBuffer) {
    this.words = new Int32Array(region);
  }
  put(i: number) {
    this.words[i] = 1; // fact plain write of region, bytes 8–11 // fact plain write of region, bytes 4*i (0..60 step 4), 4 wide // fact plain write of region, bytes 4*i (0.. step 4), 4 wide
  }
}
//- main.ts
import { Ring } from './ring.ts';
const region = new SharedArrayBuffer(64);
const ring = new Ring(region);
postMessage(region);
export const f = () => ring.put(2);
export const g = () => Atomics.load(ring.words, 2); // fact load of region, bytes 8–11
`));

  test('a cycle of imports', () => checkFacts(`
//- a.ts
import { b } from './b.ts';
export const a = new Int32Array(new SharedArrayBuffer(8));
export const fa = () => b()[1]; // fact plain read of a, bytes 4–7
//- b.ts
import { a } from './a.ts';
export const b = () => a;
export const fb = () => Atomics.store(a, 1, 1); // fact store of a, bytes 4–7
`));

  test('a cycle of re-exports ends', () => checkFacts(`
//- a.ts
export * from './b.ts';
export const v = new Int32Array(new SharedArrayBuffer(8));
//- b.ts
export * from './a.ts';
//- main.ts
import { v, missing } from './b.ts';
export const f = () => v[0]; // fact plain read of v, bytes 0–3
export const g = () => missing;
`));

  test('what cannot be found is one unknown, and no guess', () => checkFacts(`
import { sab, other } from 'not-installed';
export const v = new Int32Array(sab);
export function f() {
  Atomics.store(v, 0, 1); // fact store of the buffer, bytes 0–3
  new Uint8Array(sab)[0] = 1; // fact plain write of the buffer, byte 0
  new Uint8Array(other)[0] = 1; // fact plain write of the buffer, byte 0
}
`));

  test('types of another file', () => checkFacts(`
//- types.ts
export interface Shared { readonly flags: Int32Array }
export type Header = Int32Array;
//- main.ts
import type { Shared, Header } from './types.ts';
export function f(state: Shared, header: Header) {
  Atomics.store(state.flags, 0, 1); // fact store of state.flags.buffer, bytes state.flags.byteOffset (0.. step 4), 4 wide
  header[0] = 1; // fact plain write of header.buffer, bytes header.byteOffset (0.. step 4), 4 wide
}
`));
});

describe('CommonJS', () => {
  test('exports, module.exports and require', () => checkFacts(`
//- views.js
const sab = new SharedArrayBuffer(64);
exports.v = new Int32Array(sab);
//- one.js
const sab = new SharedArrayBuffer(32);
module.exports = new Int32Array(sab);
//- many.js
const words = new Int32Array(new SharedArrayBuffer(16));
module.exports = { words, put(i) { words[i] = 1; } }; // fact plain write of words, bytes 4–7 // fact plain write of words, bytes 4*i (0..12 step 4), 4 wide
//- main.js
const { v } = require('./views');
const one = require('./one.js');
const many = require('./many');
exports.f = () => {
  v[0] = 1; // fact plain write of sab, bytes 0–3
  one[0] = 1; // fact plain write of sab, bytes 0–3
  many.words[0] = 1; // fact plain write of words, bytes 0–3
  many.put(1);
};
`));

  test('from an ES module, and the other way', () => checkFacts(`
//- views.cjs
module.exports.v = new Int32Array(new SharedArrayBuffer(64));
//- more.mjs
export const w = new Int32Array(new SharedArrayBuffer(64));
//- main.mjs
import views from './views.cjs';
import { v } from './views.cjs';
import { createRequire } from 'node:module';
export function f() {
  views.v[0] = 1; // fact plain write of module.exports.v, bytes 0–3
  v[1] = 1; // fact plain write of module.exports.v, bytes 4–7
}
//- other.cjs
const { w } = require('./more.mjs');
exports.f = () => w[0]; // fact plain read of w, bytes 0–3
`));

  test('import = require in TypeScript', () => checkFacts(`
//- views.ts
const v = new Int32Array(new SharedArrayBuffer(64));
export = { v };
//- main.ts
import views = require('./views');
export const f = () => views.v[0]; // fact plain read of v, bytes 0–3
`));
});

describe('packages', () => {
  test('of the workspace, by name and by exports', () => checkFacts(`
//- package.json
{ "workspaces": ["packages/*"] }
//- packages/layout/package.json
{ "name": "@x/layout", "exports": { ".": "./src/index.ts", "./views": { "types": "./no.d.ts", "default": "./src/views.ts" } } }
//- packages/layout/src/index.ts
export const SLOT = 3;
//- packages/layout/src/views.ts
export const v = new Int32Array(new SharedArrayBuffer(64));
//- packages/app/main.ts
import { SLOT } from '@x/layout';
import { v } from '@x/layout/views';
export const f = () => Atomics.load(v, SLOT); // fact load of v, bytes 12–15
`));

  test('paths of a tsconfig', () => checkFacts(`
//- tsconfig.json
{ "compilerOptions": { "baseUrl": ".", "paths": { "~/*": ["src/*"] } } }
//- src/views.ts
export const v = new Int32Array(new SharedArrayBuffer(64));
//- src/main.ts
import { v } from '~/views';
export const f = () => v[0]; // fact plain read of v, bytes 0–3
`));
});
