/** The snippets as files that users will own: headers, types, examples, and what is generated from them. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../snippets/checker/check.ts';
import { loadScenarios } from '../../snippets/checker/load-engine.ts';
import { sayFailure } from '../../snippets/checker/report/text.ts';
import { hashOf, parseHeader } from '../../snippets/cli/header.ts';
import index from '../../snippets/generated/index.json' with { type: 'json' };
import forEditor from '../../snippets/generated/vscode.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'snippets/src');
const names = readdirSync(source).map((file) => file.replace(/\.ts$/, ''));
const textOf = (name: string): string => readFileSync(join(source, `${name}.ts`), 'utf8');

/** The code after `@example` in a snippet's comment, with imports of all that the snippet exports. */
function exampleOf(name: string): string {
  const text = textOf(name);
  const lines = /\n \* @example\n((?: \*.*\n)+?) \*\//.exec(text)?.[1] ?? '';
  const exported = [...text.matchAll(/^export class (\w+)/gm)].map(([, id]) => id);
  return `import { ${exported.join(', ')} } from './${name}.ts';\n${lines.replace(/^ \* ?/gm, '')}`;
}

test('what is generated is fresh', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['snippets/generate.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect(stdout + stderr).toBe('');
  expect(status).toBe(0);
});

describe.each(names)('%s', (name) => {
  const text = textOf(name);

  test('says what it is, in which version, and the hash of its text', () => {
    const header = parseHeader(text);
    expect(header).toMatchObject({ name, hash: hashOf(text) });
    expect(index.snippets.find((s) => s.name === name)).toMatchObject({ ...header, text });
  });

  test('is one file without imports, and its lines fit', () => {
    expect(text).not.toMatch(/^\s*import\b|\brequire\(/m);
    const code = text.split('\n').filter((line) => line.length > 200);
    expect(code).toEqual([]);
  });

  test('comes out of the editor as it went in', () => {
    const { body, prefix } = Object.values(forEditor).find((s) => s.prefix === `atomics-${name}`) ?? { body: [], prefix: '' };
    expect(prefix).not.toBe('');
    expect(body.join('\n').replace(/\\([\\$}])/g, '$1')).toBe(text.trimEnd());
  });
});

describe('types', () => {
  const strictest: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [], noEmit: true, allowImportingTsExtensions: true,
    strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noImplicitOverride: true, noFallthroughCasesInSwitch: true, noImplicitReturns: true,
    noUnusedLocals: true, noUnusedParameters: true, noPropertyAccessFromIndexSignature: true, verbatimModuleSyntax: true, isolatedModules: true, erasableSyntaxOnly: true,
  };

  function complaints(files: readonly string[], options: ts.CompilerOptions): string[] {
    const program = ts.createProgram([...files], options);
    return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file?.fileName ?? ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  }

  test.each([
    ['of ES2022 alone', ['lib.es2022.d.ts']],
    ['of a browser today', ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts']],
    ['to come', ['lib.esnext.d.ts', 'lib.dom.d.ts']],
  ])('%s', (_, lib) => {
    expect(complaints(names.map((name) => join(source, `${name}.ts`)), { ...strictest, lib })).toEqual([]);
  }, 60_000);
});

describe('examples', () => {
  let folder = '';
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'snippets-')); });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(names)('that of %s runs, and compiles', async (name) => {
    const example = exampleOf(name);
    expect(example.split('\n').length).toBeGreaterThan(3);
    mkdirSync(join(folder, name));
    const entry = join(folder, name, 'example.ts');
    writeFileSync(join(folder, name, `${name}.ts`), textOf(name));
    writeFileSync(entry, example);
    const outfile = join(folder, name, 'example.mjs');
    buildSync({ entryPoints: [entry], bundle: true, format: 'esm', target: 'es2022', platform: 'node', outfile });
    await import(pathToFileURL(outfile).href);
  });

  test('all compile', () => {
    const files = names.map((name) => join(folder, name, 'example.ts'));
    const program = ts.createProgram(files, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, lib: ['lib.es2022.d.ts'], types: [], strict: true, noEmit: true, allowImportingTsExtensions: true });
    expect(ts.getPreEmitDiagnostics(program).map((d) => `${d.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`)).toEqual([]);
  }, 60_000);

  /** What an example's comments say about values, by the variable. */
  test.each([
    ['mpsc-queue', 'accepted', true], ['spsc-ring', 'written', 1024], ['spsc-ring', 'count', 500], ['once', 'first', true], ['once', 'again', false],
    ['barrier', 'leader', true], ['mailbox', 'answer', undefined],
  ])('that of %s says truly what %s is', async (name, variable, value) => {
    const outfile = join(folder, name, `${variable}.mjs`);
    const entry = join(folder, name, `${variable}.ts`);
    writeFileSync(entry, `${exampleOf(name)}\nexport const value = ${variable};\n`);
    buildSync({ entryPoints: [entry], bundle: true, format: 'esm', target: 'es2022', platform: 'node', outfile });
    expect(((await import(pathToFileURL(outfile).href)) as { value: unknown }).value).toBe(value);
  });
});

test('the page about the snippets names all of them, and shows what the checker says of a mutex whose lines were exchanged', () => {
  const page = readFileSync(join(root, 'docs/snippets.md'), 'utf8');
  for (const name of names) expect(page).toContain(`| \`${name}\` |`);
  const text = textOf('mutex');
  const [, ending] = /```ts\n( {4}Atomics\.store.*?)```/s.exec(page) ?? [];
  const exchanged = text.replace(ending!, ending!.split('\n').slice(0, 2).reverse().join('\n') + '\n');
  expect(exchanged).not.toBe(text);
  const file = join(root, 'snippets/scenarios/mutex.check.ts');
  const { engine, scenarios } = loadScenarios(file, { replace: new Map([[join(source, 'mutex.ts'), exchanged]]) });
  const { failure } = check(engine, scenarios[0]!, { milliseconds: 20_000 });
  const shown = /```text\n(.*?)\n {6}Confirmed/s.exec(page)![1]!;
  expect(sayFailure(scenarios[0]!.name, 'snippets/scenarios/mutex.check.ts', failure!, 120)).toContain(shown);
});
