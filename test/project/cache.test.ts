/** What a project keeps when files are opened: everything that the new text has nothing to do with, and nothing else. */

import { expect, test } from 'vitest';
import type { Lint } from '../../rules/kit/lint.ts';
import { presetSettings } from '../../rules/kit/lint.ts';
import { lintOf } from '../kit/check.ts';

const MEMORY = `export const region = new SharedArrayBuffer(8);
export const state = new Int32Array(region);
export const read = () => Atomics.load(state, 0);
`;

const factsOf = (lint: Lint, file: string): unknown => lint.analyses(file)[0]?.facts;
const lines = (lint: Lint, file: string): readonly number[] => lint.findings(file, presetSettings('recommended')).map(({ at }) => (lint.text(file) ?? '').slice(0, at.start).split('\n').length);

test.each([
  ['without memory', 'export const x = 1;\n'],
  ['with memory of its own', 'new SharedArrayBuffer(4);\n'],
  ['that imports a stranger', "import { y } from './other.ts';\nnew Int32Array(y);\n"],
])('a text %s leaves the rest as it was', (_, text) => {
  const lint = lintOf(new Map([['memory.ts', MEMORY], ['other.ts', 'export const y = 8;\n'], ['.hidden/tool.ts', text]]));
  const before = factsOf(lint, '/p/memory.ts');
  expect(before).toBeDefined();
  lint.open('/p/.hidden/tool.ts', text);
  expect(factsOf(lint, '/p/memory.ts')).toBe(before);
});

test('a text that writes to imported memory changes what is known of it', () => {
  const lint = lintOf(new Map([['memory.ts', MEMORY], ['user.ts', 'export {};\n']]));
  expect(lines(lint, '/p/memory.ts')).toEqual([]);
  lint.open('/p/user.ts', "import { state } from './memory.ts';\n\nstate[0] = 1;\n");
  expect(lines(lint, '/p/user.ts')).toEqual([3]);
});

test('a file that is new may be the one that an import meant', () => {
  const lint = lintOf(new Map([['user.ts', `${MEMORY}import { index } from './index-of.ts';\nexport const write = () => void (state[index] = 1);\n`]]));
  expect(lines(lint, '/p/user.ts')).toEqual([]);
  lint.open('/p/index-of.ts', 'export const index = 0;\n');
  expect(lines(lint, '/p/user.ts')).toEqual([5]);
  lint.open('/p/index-of.ts', 'export const index = 1;\n');
  expect(lines(lint, '/p/user.ts')).toEqual([]);
});
