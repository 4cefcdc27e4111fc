import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concernOf, hasTrigger, isBinary, isMinified, MAX_LENGTH, textProblem } from '../../rules/analysis/parse/scan.ts';
import { specifiers } from '../../rules/analysis/parse/specifiers.ts';

const VIEWS = ['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float16', 'Float32', 'Float64', 'BigInt64', 'BigUint64'].map((kind) => `${kind}Array`);

describe('hasTrigger', () => {
  test.each([...VIEWS, 'SharedArrayBuffer', 'Atomics', 'WebAssembly', 'DataView', 'HEAP8', 'HEAPU8', 'HEAPU16', 'HEAP32', 'HEAPF64', 'HEAP64'])('%s', (name) => {
    expect(hasTrigger(`let a = ${name};`)).toBe(true);
  });

  test.each(['ArrayBuffer', 'Array', 'c => c[0]++', 'HEAP', 'Uint32', 'Int8', 'shared', 'Atomic'])('not %s', (text) => {
    expect(hasTrigger(text)).toBe(false);
  });
});

describe('concernOf', () => {
  test.each([
    ['shared memory', 'new SharedArrayBuffer(8)'],
    ['shared memory', 'const { load } = Atomics;'],
    ['shared memory', 'new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true })'],
    ['shared memory', 'new WebAssembly.Memory(descriptor)'],
    ['views', 'new WebAssembly.Memory({ initial: 1 }).grow(1)'],
    ['views', 'new BigInt64Array(buffer, 4)'],
    ['views', 'new BigInt64Array(f(g(h(x)), "),"), Math.floor((a + b) * 4))'],
    ['views', "new Float64Array(buffer /* don't */, 4)"],
    ['views', 'new Int32Array(new ArrayBuffer(6))'],
    ['views', 'x as unknown as BigInt64Array'],
    ['views', 'x as Uint8Array<ArrayBuffer>'],
    ['views', 'x as Map<string, Int32Array>'],
    ['views', 'f(bytes: Readonly<Uint8Array>)'],
    ['views', 'f(bytes: ReadonlyUint8Array)'],
    ['views', '/** @type {Int32Array} */ (x)'],
    ['views', 'while (view[0] === 0) {} // Int32Array'],
    ['nothing', 'new Uint8Array([1, 0, 1])'],
    ['nothing', 'new Uint8Array(f(a, b)) // as an ArrayBuffer'],
    ['nothing', 'is shared, an Int32Array'],
    ['nothing', '/** @type {ReadonlyArray<string>} */ const a = [Uint8Array]'],
    ['nothing', 'interface A { readonly bytes: Uint8Array }'],
  ])('%s: %s', (concern, text) => expect(concernOf(text)).toBe(concern));
});

describe('textProblem', () => {
  test('an empty file, a byte-order mark and CR LF are fine', () => {
    for (const text of ['', '\uFEFFlet a;\r\n', '\r\n', '#!/usr/bin/env node\n']) expect(textProblem('a.ts', text)).toBeUndefined();
  });

  test('2 MB', () => {
    const line = 'a();\n';
    const text = line.repeat(MAX_LENGTH / line.length);
    expect(textProblem('a.ts', text)).toEqual({ kind: 'too-large', message: 'The file has 2.0 MB; files of 2 MB or more are not analysed.' });
    expect(textProblem('a.ts', text.slice(1))).toBeUndefined();
  });

  test('binary', () => {
    expect(textProblem('a.js', Buffer.from('let a;', 'utf16le').toString('utf8'))?.kind).toBe('binary');
    expect(isBinary(Buffer.from(Array.from({ length: 200 }, (_, i) => 128 + (i % 64))).toString('utf8'))).toBe(true);
  });

  test('a comment in another encoding is none', () => {
    expect(isBinary(Buffer.from(`// caf\xE9\nlet a = 1;\n${'b();\n'.repeat(20)}`, 'latin1').toString('utf8'))).toBe(false);
  });

  test('never throws, and is linear', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => void [textProblem('a.tsx', text), hasTrigger(text), specifiers(text)]));
  });
});

test('minified is what has lines that nobody writes', () => {
  expect(isMinified('var a=1;'.repeat(10_000))).toBe(true);
  expect(isMinified('var a = 1;\n'.repeat(10_000))).toBe(false);
  expect(isMinified('var a=1;'.repeat(100))).toBe(false);
});

describe('specifiers', () => {
  test.each([
    ["import a from './a'", './a'],
    ['import{a}from"./a"', './a'],
    ["import './a'", './a'],
    ["import type { A } from 'pkg/sub'", 'pkg/sub'],
    ["export * from './a'", './a'],
    ["export { a }\n  from\n  './a'", './a'],
    ["await import('./a')", './a'],
    ['import(`./a`)', './a'],
    ["import(/* webpackChunkName: 'x' */ './a')", './a'],
    ["const a = require('./a')", './a'],
    ["require.resolve('./a')", './a'],
    ["import W from './w?worker'", './w?worker'],
    ["import a = require('./a')", './a'],
    ["import a from '#internal/a'", '#internal/a'],
  ])('%s', (text, expected) => {
    expect(specifiers(text).imports).toEqual([expected]);
  });

  test.each([
    ["new Worker('w.js')", 'w.js'],
    ["new Worker(new URL('./w.ts', import.meta.url))", './w.ts'],
    ["new Worker(path.join(__dirname, 'w.js'))", 'w.js'],
    ['const file = `./w.mjs`', './w.mjs'],
    ["url('./w.ts?worker&inline')", './w.ts?worker&inline'],
    ["const up = '../dist/worker.cjs'", '../dist/worker.cjs'],
    ["const url = 'file:///x/w.js'", undefined],
  ])('%s', (text, expected) => {
    expect(specifiers(text)).toEqual({ imports: [], paths: expected === undefined ? [] : [expected] });
  });

  test('importScripts and addModule count as imports', () => {
    expect(specifiers("importScripts('a.js'); c.audioWorklet.addModule('p.js')").imports).toEqual(['a.js', 'p.js']);
  });

  test('each once, and nothing that is not one', () => {
    expect(specifiers("import './a'; import './a'; x = 'text'; y = 'a b.js'")).toEqual({ imports: ['./a'], paths: [] });
  });
});
