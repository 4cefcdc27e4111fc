/** The arrows between the parts of the project: who may import whom, types included. */

import { expect, test } from 'vitest';
import { MAY_IMPORT, isAllowed, partOf } from './arrows.ts';
import { code, importsOf, placesOf, type Import } from './sources.ts';

const isOwnCode = ({ to, isPackage }: Import): boolean => !isPackage && /\.m?[jt]s$/.test(to);
const own = code.flatMap(importsOf).filter(isOwnCode);

test('every file belongs to a part', () => {
  const lost = code.filter((file) => partOf(file) === undefined && file.includes('/'));
  expect(lost, 'Give these files a part in test/tidy/arrows.ts, or move them into one.').toEqual([]);
});

test('parts import only what their arrows allow', () => {
  const broken = own.flatMap(({ from, to, line, isType }) => {
    const [a = '', b = ''] = [partOf(from), partOf(to)];
    return isAllowed(a, b, isType) ? [] : [`${from}:${line} imports ${to}: ${a} may import ${(MAY_IMPORT[a] ?? []).join(', ') || 'nothing'}, not ${b}`];
  });
  const advice = 'Move what is needed to a part that both may import, or pass it in as an argument. A new arrow is a decision: draw it in ARCHITECTURE.md, then in test/tidy/arrows.ts.';
  expect(broken, advice).toEqual([]);
});

test('imports name their file with its ending', () => {
  const bare = code.flatMap(importsOf).filter(({ to, isPackage }) => !isPackage && !/\.(?:m?[jt]s|json)$/.test(to));
  expect(bare.map(({ from, to, line }) => `${from}:${line} imports ${to}`), 'Write `./x.ts`, as Node does.').toEqual([]);
});

test('the engine does no input or output', () => {
  const found = code.filter((file) => file.startsWith('rules/analysis/') || file.startsWith('rules/kit/')).flatMap(importsOf);
  const outside = found.filter(({ to, isPackage }) => isPackage && !ENGINE_PACKAGES.has(to));
  expect(outside.map(({ from, to, line }) => `${from}:${line} imports ${to}`), 'A host passes in a Disk and a parser; the engine runs in a browser too.').toEqual([]);
});

/** None of these touches a file, a process or the network. */
const ENGINE_PACKAGES = new Set(['@typescript-eslint/scope-manager', '@typescript-eslint/types', '@typescript-eslint/visitor-keys', 'ignore', 'oxc-parser']);

test('types are not imported in passing', () => {
  const hidden = code.filter((file) => file.endsWith('.ts')).flatMap((file) => placesOf(file, 'TSImportType', ({ source }) => String((source as { value?: unknown } | undefined)?.value).startsWith('.')));
  expect(hidden, "Write `import type { X } from …` at the top: `import('…').X` hides an arrow.").toEqual([]);
});
