/** What no file of the project says, holds or is called. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, code, files, placesOf, textOf } from './sources.ts';

/** Written in pieces, so that this file does not say them either. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a path of one machine', /(?:^|[^\w./-])\/(?:work|root|farm|home\/\w+)\/\w/m],
  ['a Windows path of one user', /\b[A-Z]:\\Users\\/],
  ['a registry host', /registry[.](?:npmjs|yarnpkg|npmmirror)[.]|npm[.]pkg[.]github/],
  ['a download address', /"resolved":\s*"http/],
  ['a tool of the workplace', /farm-(?:bench|studio)|[.]librar[y]\/|\bissues (?:show|list) \d/],
  ['the folder that cases were given in', /[.][.]\/share[d]\/|share[d]\/cases/],
  ['unfinished business', /\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/],
  ['a switched-off check', /@ts-(?:ignor[e]|nochec[k])/],
  ['a switched-off or lonely test', /\b(?:it|test|describe)\.(?:ski[p]|onl[y]|tod[o])\b/],
];

const texts = files.filter((file) => /\.(?:m?[jt]sx?|json|md|txt|ya?ml|html|css|lua|svg)$/.test(file) || file.startsWith('.ci/'));

describe('no file contains', () => {
  test.each(FORBIDDEN)('%s', (what, pattern) => {
    const found = texts.flatMap((file) => {
      const match = pattern.exec(textOf(file));
      return match ? [`${file}:${textOf(file).slice(0, match.index).split('\n').length} ${match[0].trim()}`] : [];
    });
    expect(found, `Take out ${what}: the project stands alone, and says only what is so.`).toEqual([]);
  });
});

test('the lock file names no addresses', () => {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  expect([...lock.matchAll(/"resolved":\s*"http[^"]*"/g)].map(([text]) => text), 'Install with the .npmrc of this folder: `omit-lockfile-registry-resolved=true`.').toEqual([]);
});

test('names say what a thing is', () => {
  const vague = files.filter((file) => file.split('/').some((part) => /^(?:util|utilit(?:y|ies)|helper|common|misc|manager|shared-?code)s?(?:[.-]|$)|-(?:util|helper|manager)s?[.]/i.test(part)));
  expect(vague, 'Name the file for the one thing that it knows; put a function where it belongs.').toEqual([]);
});

test('nothing is typed `any`', () => {
  const found = code.filter((file) => file.endsWith('.ts')).flatMap((file) => placesOf(file, 'TSAnyKeyword'));
  expect(found, 'Use `unknown` and look at what it is, or the type that is meant.').toEqual([]);
});

const LONGEST = 400;
/**
 * What users paste is one file, however long. The representation's types are read whole. The scan for nesting has its
 * tables with it: read across modules they cost it a factor of ten wherever nothing bundles them.
 */
const isOneThing = (file: string): boolean =>
  file.startsWith('snippets/src/') || file === 'rules/analysis/ir/ir.ts' || file === 'rules/analysis/parse/nesting.ts';

test('files are short', () => {
  const long = code.filter((file) => !isOneThing(file)).map((file) => [file, textOf(file).split('\n').length - 1] as const).filter(([, lines]) => lines > LONGEST);
  expect(long.map(([file, lines]) => `${file}: ${lines} lines`), `A file of more than ${LONGEST} lines is more than one thing: split it by what it knows.`).toEqual([]);
});

test('a file begins with what it is for', () => {
  const mute = code.filter((file) => /^(?:rules|server|client|snippets\/checker|scripts)\//.test(file) && !/^(?:#!.*\n)?\/\*\*/.test(textOf(file)));
  expect(mute, 'Begin with a `/** … */` story: what the file is, and what a reader must know.').toEqual([]);
});
