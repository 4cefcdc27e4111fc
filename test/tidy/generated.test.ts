/** What is generated and checked in is current; a new rule starts whole. */

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './sources.ts';

const run = (cwd: string, script: string, ...args: string[]) => spawnSync(process.execPath, [join(cwd, 'scripts', script), ...args], { cwd, encoding: 'utf8' });

test('generated files are up to date', () => {
  const { status, stdout, stderr } = run(ROOT, 'update.mjs', '--check');
  expect(status, stdout + stderr).toBe(0);
}, 60_000);

test('a new rule has code, page, test and a place in everything generated', () => {
  const copy = mkdtempSync(join(tmpdir(), 'new-rule-'));
  try {
    for (const part of ['rules', 'server', 'client', 'snippets', 'scripts', 'docs', 'package.json', 'package.nls.json', 'package.nls.de.json', 'test/cases'])
      cpSync(join(ROOT, part), join(copy, part), { recursive: true, filter: (path) => !/[\\/](?:node_modules|dist)$/.test(path) });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'dir');
    const made = run(copy, 'new-rule.mjs', 'no-such-thing');
    expect(made.stderr).toBe('');
    const read = (path: string): string => readFileSync(join(copy, path), 'utf8');
    for (const file of ['rules/no-such-thing.ts', 'test/cases/no-such-thing/first.ts']) expect(existsSync(join(copy, file)), file).toBe(true);
    expect(read('rules/kit/registry.ts')).toContain("import { noSuchThing } from '../no-such-thing.ts';");
    expect(read('docs/rules/no-such-thing.md')).toContain('In `strict`.');
    expect(read('docs/rules/README.md')).toContain('[no-such-thing](no-such-thing.md)');
    expect(read('package.json')).toContain('atomics.rules.no-such-thing.severity');
    expect(run(copy, 'update.mjs', '--check').status).toBe(0);
    expect(run(copy, 'new-rule.mjs', 'no-such-thing').stderr).toContain('is there already');
    expect(run(copy, 'new-rule.mjs', 'NoSuchThing').stderr).toContain('lower case with hyphens');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}, 120_000);
