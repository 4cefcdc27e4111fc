/** The command `atomics-snippets`: on a library of two versions, and once as it is built. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../snippets/cli/commands.ts';
import { copiesIn, endLine, hashOf, headerLine } from '../../snippets/cli/header.ts';
import type { Library } from '../../snippets/cli/library.ts';

/** A snippet's text, with its header. */
function written(name: string, version: string, lines: readonly string[]): string {
  const body = `${lines.join('\n')}\n`;
  const draft = `${headerLine({ name, version, hash: '0000000000000000' })}\n${body}`;
  return `${headerLine({ name, version, hash: hashOf(draft) })}\n${body}`;
}

const OLD = ['/** A lock. */', '', 'const FREE = 0;', '', 'export function lock() {', '  return FREE;', '}', '', 'export function unlock() {', '  return FREE;', '}'];
const NEW = [...OLD.slice(0, 2), 'const FREE = 0;', 'const TAKEN = 1;', '', 'export function lock() {', '  return TAKEN;', ...OLD.slice(6)];
const [old, current, arena] = [written('lock', '1.0.0', OLD), written('lock', '1.10.0', NEW), written('arena', '2.0.0', ['export const ARENA = 1;'])];
const entry = (name: string, version: string, text: string) => ({ name, title: name, description: `All about ${name}.`, version, hash: hashOf(text), text });
const library: Library = { snippets: [entry('arena', '2.0.0', arena), entry('lock', '1.10.0', current)], history: [entry('lock', '1.0.0', old)] };

let cwd = '';
beforeEach(() => { cwd = mkdtempSync(join(tmpdir(), 'copies-')); });
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const at = (file: string): string => join(cwd, file);
const read = (file: string): string => readFileSync(at(file), 'utf8');
function write(file: string, text: string): void {
  mkdirSync(dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
}

function call(...args: string[]): { code: number; out: string; err: string } {
  const [out, err]: string[][] = [[], []];
  const code = run(args, { library, cwd, print: (line) => out!.push(line), complain: (line) => err!.push(line) });
  return { code, out: out!.join('\n'), err: err!.join('\n') };
}

test('list', () => {
  expect(call('list')).toEqual({ code: 0, err: '', out: 'arena  2.0.0  All about arena.\nlock   1.10.0  All about lock.' });
});

test('show', () => {
  expect(call('show', 'arena')).toEqual({ code: 0, err: '', out: arena.trimEnd() });
});

describe('add', () => {
  test('copies, into folders that it makes', () => {
    expect(call('add', 'lock')).toMatchObject({ code: 0, out: 'lock.ts: lock 1.10.0' });
    expect(read('lock.ts')).toBe(current);
    expect(call('add', 'lock', '--to', 'src/deep/mine.ts').code).toBe(0);
    expect(read('src/deep/mine.ts')).toBe(current);
    expect(call('add', 'arena', '--to', 'src').out).toBe('src/arena.ts: arena 2.0.0');
  });

  test('overwrites nothing without --force', () => {
    write('lock.ts', 'mine');
    expect(call('add', 'lock')).toEqual({ code: 2, out: '', err: 'lock.ts exists: choose another file with --to, or overwrite it with --force.' });
    expect(read('lock.ts')).toBe('mine');
    expect(call('add', 'lock', '--force').code).toBe(0);
    expect(read('lock.ts')).toBe(current);
  });

  test('says so where a file is in the way of a folder', () => {
    write('src', 'a file');
    const { code, err } = call('add', 'lock', '--to', 'src/lock.ts');
    expect(code).toBe(2);
    expect(err).toMatch(/EEXIST|ENOTDIR/);
  });
});

describe('check', () => {
  test('nothing there', () => {
    expect(call('check')).toEqual({ code: 0, err: '', out: 'No copies of snippets were found.' });
  });

  test('current, edited, outdated, unknown, newer', () => {
    write('a.ts', current);
    write('b.ts', current.replace('TAKEN = 1', 'TAKEN = 2'));
    write('c.ts', old);
    write('d.ts', old.replace('FREE = 0', 'FREE = 9'));
    write('e.ts', written('stack', '1.0.0', ['x']));
    write('f.ts', written('lock', '1.11.0', NEW));
    const { code, out } = call('check');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      'a.ts: lock 1.10.0: current',
      'b.ts: lock 1.10.0: current, edited',
      'c.ts: lock 1.0.0: outdated, 1.10.0 is there',
      'd.ts: lock 1.0.0: outdated, 1.10.0 is there, edited',
      'e.ts: stack 1.0.0: unknown here',
      'f.ts: lock 1.11.0: newer than the 1.10.0 that is known here',
    ]);
    expect(call('check', 'a.ts', 'b.ts').code).toBe(0);
  });

  test('line ends and space at the end are no edits', () => {
    write('a.ts', `${current.replaceAll('\n', '\r\n')}\r\n\r\n`);
    expect(call('check').out).toBe('a.ts: lock 1.10.0: current');
  });

  test('several in one file, among other code', () => {
    write('a.mts', `// mine\n${current}${endLine('lock')}\nexport const x = 1;\n${arena}`);
    expect(call('check').out).toBe('a.mts: lock 1.10.0: current\na.mts: arena 2.0.0: current');
    expect(copiesIn(read('a.mts')).map(({ text }) => text)).toEqual([current, arena]);
  });

  test('dependencies, hidden folders, other files and loops of links are left out', () => {
    write('node_modules/x/lock.ts', current);
    write('.hidden/lock.ts', current);
    write('lock.md', current);
    symlinkSync(cwd, at('loop'));
    expect(call('check').out).toBe('No copies of snippets were found.');
    expect(call('check', 'node_modules').out).toBe('node_modules/x/lock.ts: lock 1.10.0: current');
  });
});

describe('update', () => {
  test('a copy that was not edited becomes the new version', () => {
    write('a.ts', old);
    expect(call('update')).toEqual({ code: 0, err: '', out: 'a.ts: lock 1.0.0 → 1.10.0' });
    expect(read('a.ts')).toBe(current);
    expect(call('update')).toEqual({ code: 0, err: '', out: 'All copies are current.' });
  });

  test('edits elsewhere are kept', () => {
    write('a.ts', old.replace('export function unlock() {\n  return FREE;', 'export function unlock() {\n  // mine\n  return FREE;'));
    expect(call('update')).toMatchObject({ code: 0, out: 'a.ts: lock 1.0.0 → 1.10.0, with your edits' });
    expect(read('a.ts')).toBe(current.replace('export function unlock() {\n  return FREE;', 'export function unlock() {\n  // mine\n  return FREE;'));
    expect(call('check').out).toBe('a.ts: lock 1.10.0: current, edited');
  });

  test('edits in the same place are left alone, or marked', () => {
    const mine = old.replace('export function lock() {\n  return FREE;', 'export function lock() {\n  return 7;');
    write('a.ts', mine);
    expect(call('update')).toMatchObject({ code: 1, out: 'a.ts: lock 1.0.0: your edits conflict with 1.10.0 in one place, so it was left alone; --conflicts marks them in the file' });
    expect(read('a.ts')).toBe(mine);
    expect(call('update', '--conflicts')).toMatchObject({ code: 1, out: 'a.ts: lock 1.0.0 → 1.10.0, with conflicts in one place to be solved by hand' });
    expect(read('a.ts')).toContain('<<<<<<< this copy\n  return 7;\n||||||| lock 1.0.0\n  return FREE;\n=======\n  return TAKEN;\n>>>>>>> lock 1.10.0\n');
  });

  test('in the file\'s line ends, and only the copies in it', () => {
    const around = (text: string): string => `// before\n${text}${endLine('lock')}\n// after\n`.replaceAll('\n', '\r\n');
    write('a.ts', around(old));
    expect(call('update', 'a.ts').code).toBe(0);
    expect(read('a.ts')).toBe(around(current));
  });

  test('several copies in one file', () => {
    write('a.ts', `${old}${endLine('lock')}\n\n${arena}${endLine('arena')}\n\n${old}`);
    expect(call('update').code).toBe(0);
    expect(copiesIn(read('a.ts')).map(({ name, version }) => `${name} ${version}`)).toEqual(['lock 1.10.0', 'arena 2.0.0', 'lock 1.10.0']);
  });

  test('what is not known is left alone', () => {
    const strange = written('lock', '0.9.0', ['x']);
    write('a.ts', strange);
    write('b.ts', written('stack', '1.0.0', ['x']));
    const { code, out } = call('update');
    expect(code).toBe(1);
    expect(out).toBe('a.ts: lock 0.9.0: its original is not known, so it was left alone; add it anew\nb.ts: stack 1.0.0: unknown here; left alone');
    expect(read('a.ts')).toBe(strange);
  });
});

describe('mistakes are said in one sentence, with exit code 2', () => {
  test.each([
    [['frob'], 'There is no command "frob": use list, show, add, check, update.'],
    [['toString'], 'There is no command "toString": use list, show, add, check, update.'],
    [['show'], 'Name one snippet; atomics-snippets list says which there are.'],
    [['add', 'lock', 'arena'], 'Name one snippet; atomics-snippets list says which there are.'],
    [['show', 'locks'], 'There is no snippet "locks": use arena, lock.'],
    [['list', 'lock'], 'The command list takes no operands.'],
    [['list', '--force'], 'The command list has no option --force.'],
    [['check', '--to', 'x'], 'The command check has no option --to.'],
    [['check', '--nope'], "Unknown option '--nope'. See atomics-snippets --help."],
    [['check', 'nowhere'], 'nowhere does not exist.'],
  ])('%j', (args, err) => {
    expect(call(...args)).toEqual({ code: 2, out: '', err });
  });

  test('nothing at all: what can be done', () => {
    expect(call()).toMatchObject({ code: 2, out: expect.stringContaining('atomics-snippets update') as string });
    expect(call('--help').code).toBe(0);
    expect(call('add', '-h').code).toBe(0);
  });
});

test('the built command', () => {
  const command = resolve(import.meta.dirname, '../../snippets/dist/snippets.cjs');
  const start = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { cwd, encoding: 'utf8' });
  expect(start('list').stdout).toMatch(/^region-allocator +\d+\.\d+\.\d+ /m);
  expect(start('add', 'region-allocator', '--to', 'src/')).toMatchObject({ status: 0 });
  expect(existsSync(at('src/region-allocator.ts'))).toBe(true);
  expect(start('check')).toMatchObject({ status: 0, stdout: expect.stringMatching(/region-allocator \d+\.\d+\.\d+: current/) as string });
  expect(start('frob')).toMatchObject({ status: 2, stdout: '' });
});

test('the package has all that it names, and nothing that only works here', () => {
  const folder = resolve(import.meta.dirname, '../../snippets');
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--offline'], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const packed = new Set(files.map(({ path }) => path));
  const named = readFileSync(join(folder, 'package.json'), 'utf8').match(/"\.\/[\w./-]+"(?!:)/g)!.map((text) => text.slice(3, -1));
  expect(named.filter((path) => !packed.has(path))).toEqual([]);
  expect([...packed]).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES', 'src/mutex.ts']));
  expect([...packed].filter((path) => /verify|stress|bench|scenarios/.test(path))).toEqual([]);
});
