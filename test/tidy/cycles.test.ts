/** Files that import each other in a circle, types included, cannot be read one after the other. */

import { expect, test } from 'vitest';
import { cycles } from './cycles.ts';
import { code, importsOf } from './sources.ts';

test('no files import each other in a circle', () => {
  const targets = new Map(code.map((file) => [file, importsOf(file).filter(({ isPackage }) => !isPackage).map(({ to }) => to)]));
  const found = cycles(code, (file) => targets.get(file) ?? []);
  expect(found, 'Move what two of them share (often a type) to a file that both import, or pass it in as an argument.').toEqual([]);
});

test('a circle is found', () => {
  const graph: Readonly<Record<string, readonly string[]>> = { a: ['b'], b: ['c'], c: ['a', 'd'], d: [], e: ['e'] };
  expect(cycles(Object.keys(graph), (node) => graph[node] ?? [])).toEqual([['a', 'b', 'c'], ['e']]);
});
