/** The snippets have no finding of the `strict` preset, as a user has them: in a project of their own. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'snippets/src');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strict-'));
  cpSync(source, join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lint = () => spawnSync(process.execPath, [join(root, 'server/dist/cli.js'), '--preset', 'strict', '--format', 'json', 'src'], { cwd: folder, encoding: 'utf8' });

test('none', () => {
  const { status, stdout, stderr } = lint();
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([]);
  expect(status).toBe(0);
});

test('and none is switched off', () => {
  for (const file of readdirSync(source)) expect(readFileSync(join(source, file), 'utf8'), file).not.toMatch(/(?:es|ox)lint-disable/);
});

test('one that is made wrong has one', () => {
  const file = join(folder, 'src/latch.ts');
  const text = readFileSync(file, 'utf8');
  const wrong = text.replace('Atomics.load(this.words, COUNT)', '(this.words[COUNT] ?? 0)');
  expect(wrong).not.toBe(text);
  rmSync(join(folder, 'src'), { recursive: true });
  cpSync(join(source, 'latch.ts'), file);
  writeFileSync(file, wrong);
  expect(lint()).toMatchObject({ status: 1, stdout: expect.stringContaining('no-mixed-access') as string });
});
