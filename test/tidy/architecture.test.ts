/** ARCHITECTURE.md is held to what is there: its invariants name tests that exist, and so do its paths. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MAY_IMPORT, PARTS } from './arrows.ts';
import { ROOT, textOf } from './sources.ts';

const text = textOf('ARCHITECTURE.md');
const exists = (path: string): boolean => existsSync(join(ROOT, path));

/** `1. …` up to the next number or heading. */
const invariants = [...(/^## Invariants\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(text)?.[1] ?? '').matchAll(/^(\d+)\. ([\s\S]*?)(?=^\d+\. |(?![\s\S]))/gm)];

test('invariants are numbered in order', () => {
  expect(invariants.length).toBeGreaterThan(0);
  expect(invariants.map(([, number]) => Number(number))).toEqual(invariants.map((_, i) => i + 1));
});

test.each(invariants.map(([, number, words = '']) => [number, words]))('invariant %s names the test that holds it', (_, words) => {
  const tests = [...words.matchAll(/`(test\/[^`]+\.test\.ts)`/g)].map(([, path = '']) => path);
  expect(tests.length, `Say which test fails when this stops being true: ${words}`).toBeGreaterThan(0);
  expect(tests.filter((path) => !exists(path)), 'These tests do not exist.').toEqual([]);
});

test('every path that it names exists', () => {
  const named = [...text.matchAll(/`((?:rules|server|client|snippets|test|docs|scripts|examples)\/[\w./-]*)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !exists(path)), 'Prose about files that are gone misleads: mend ARCHITECTURE.md.').toEqual([]);
});

test('every arrow is between parts that exist', () => {
  const names = new Set([...PARTS.map(({ name }) => name), '*']);
  const unknown = Object.entries(MAY_IMPORT).flatMap(([from, to]) => [from, ...to.map((one) => one.replace('types of ', ''))]).filter((name) => !names.has(name));
  expect(unknown).toEqual([]);
});

test('it draws the arrows that the test allows', () => {
  const rows = new Map([...text.matchAll(/^\| `([a-z]+)` \|[^|]*\| ([^|]*) \|$/gm)].map(([, part = '', to = '']) => [part, to.trim()]));
  const wanted = PARTS.map(({ name }) => [name, (MAY_IMPORT[name] ?? []).join(', ') || '–'] as const);
  expect([...rows], 'The table of parts in ARCHITECTURE.md and test/tidy/arrows.ts must say the same.').toEqual(wanted);
});
