/**
 * The representation of real sources: well formed, and plain JSON. The sources are those of the installed packages that
 * use shared memory, of other packages with every kind of syntax, and the programs of the tests themselves.
 */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSourceFile } from '../../rules/analysis/base/source-file.ts';
import { checkFile } from '../../rules/analysis/ir/check.ts';
import { decode, encode } from '../../rules/analysis/ir/codec.ts';
import type { FileIr } from '../../rules/analysis/ir/ir.ts';
import { printFile } from '../../rules/analysis/ir/print.ts';
import { lowerText } from '../../rules/analysis/pipeline.ts';
import { Texts } from '../../rules/analysis/project/texts.ts';
import { nodeDisk } from '../../rules/disk.ts';
import { parseText } from '../../rules/oxc.ts';
import sources from '../ecosystem/packages.json';

const ROOT = join(import.meta.dirname, '../..');
const BEYOND = ['yaml/dist', 'minimatch/dist/esm', 'eslint/lib/rules', 'fast-check/lib', 'vitest/dist', 'typescript/lib/typescript.js'];

const texts = new Texts(nodeDisk());

function filesIn(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })) return [];
  if (!statSync(path).isDirectory()) return isSourceFile(path) ? [path] : [];
  return readdirSync(path).filter((name) => name !== 'node_modules').flatMap((name) => filesIn(join(path, name)));
}

function lowered(file: string): FileIr | undefined {
  const source = texts.get(file);
  const result = source && !source.problem ? lowerText(parseText, source) : undefined;
  return result && 'ir' in result ? result.ir : undefined;
}

const packages = Object.entries(sources).flatMap(([name, parts]) => parts.map((part) => `${name}/${part}`));
const folders = [...[...packages, ...BEYOND].map((path) => `node_modules/${path}`), 'rules', 'server', 'client', 'snippets', 'test', 'examples'];

test.each(folders)('%s is lowered to what holds together', (folder) => {
  for (const file of filesIn(join(ROOT, folder))) {
    const ir = lowered(file);
    if (!ir) continue;
    const length = texts.get(file)?.text.length ?? 0;
    expect(checkFile(ir, length).slice(0, 3), file).toEqual([]);
    expect(decode(encode(ir)), `${file} is plain JSON`).toStrictEqual(ir);
    expect(printFile(ir).length, file).toBeGreaterThan(0);
  }
}, 120_000);

describe('the check finds', () => {
  const text = 'export function f(a) { let x = 0; if (a) x = 1; try { a(x); } catch (e) { x = e; } return x; }';
  const whole = (): FileIr => {
    const result = lowerText(parseText, { file: '/p/main.ts', text, isOpen: true, hasTrigger: true, concern: 'shared memory' });
    if (!('ir' in result)) throw new Error(result.problem.message);
    return result.ir;
  };
  const broken = (change: (json: string) => string): string[] => checkFile(decode(change(encode(whole()))), text.length);

  test('nothing in what is whole', () => expect(checkFile(whole(), text.length)).toEqual([]));
  test('a span beyond the text', () => expect(checkFile(whole(), 20)).not.toEqual([]));
  test('an id that is no id', () => expect(broken((json) => json.replaceAll(/"cell":\d+/g, '"cell":99'))).not.toEqual([]));
  test('a use before its definition', () => expect(broken((json) => json.replace(/"kind":"return","at":\[\d+,\d+\],"value":\d+/, '"kind":"return","at":[0,0],"value":7'))).not.toEqual([]));
  test('a phi that forgets a way', () => expect(broken((json) => json.replace(/"from":\[\[\d+,\d+\],/, '"from":['))).not.toEqual([]));
  test('a phi from a block that does not lead to it', () => expect(broken((json) => json.replace(/"from":\[\[\d+,/, '"from":[[0,'))).not.toEqual([]));
});

describe('the codec', () => {
  test('refuses another form', () => expect(() => decode('{"form":0,"ir":{}}')).toThrow('form 0'));
  test('and what is no JSON', () => expect(() => decode('form')).toThrow(SyntaxError));
});

test('constants that JSON cannot hold are not among them', () => {
  const text = 'export const a = 1e999, b = -0, c = 10n, d = undefined, e = /x/, f = "\\ud800";';
  const result = lowerText(parseText, { file: '/p/main.ts', text, isOpen: true, hasTrigger: true, concern: 'shared memory' });
  if (!('ir' in result)) throw new Error(result.problem.message);
  expect(decode(encode(result.ir))).toStrictEqual(result.ir);
});

test('the cases are read as well', () => expect(filesIn(join(ROOT, 'test/cases')).length).toBeGreaterThan(0));

