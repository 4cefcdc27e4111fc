/**
 * The same files give the same findings, to the letter and the column, on every surface and with every parser: ESLint 9
 * and 10 with `@typescript-eslint/parser` and with its own espree, oxlint, the language server, and the command line.
 */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Preset } from '../../rules/kit/define-rule.ts';
import { markers } from '../kit/program.ts';
import { projectOf } from './project.ts';
import { cliFindings, eslintFindings, oxlintFindings, ROOT, serverFindings } from './surfaces.ts';

const SOURCE = /\.[cm]?[jt]sx?$/;

function textsIn(folder: string): [string, string][] {
  const files: [string, string][] = [];
  const walk = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) {
        if (name !== 'node_modules') walk(path);
      } else if (SOURCE.test(name) && !/\.test\.ts$|\.d\.[cm]?ts$|\.min\./.test(name)) files.push([relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]);
    }
  };
  if (existsSync(folder)) walk(folder);
  return files;
}

const cases = (): ReadonlyMap<string, string> => markers(new Map(textsIn(join(ROOT, 'test/cases')))).files;
const examples = (): ReadonlyMap<string, string> => new Map(textsIn(join(ROOT, 'examples')));

const packageOf = (name: string, folder: string) => (): ReadonlyMap<string, string> => new Map(textsIn(join(ROOT, 'node_modules', name, folder)));

/** What trips offsets: a byte-order mark, CR LF, letters of several units and bytes, tabs, a shebang. */
const oddTexts = (): ReadonlyMap<string, string> => {
  const body = ['const sab = new SharedArrayBuffer(16); const 状態 = new Int32Array(sab);', '\texport const 𝔣 = () => { /* 😀 */ 状態[0] = 1; };', 'export const g = () => Atomics.load(状態, 0);', ''];
  return new Map([
    ['mark.ts', `\uFEFF${body.join('\n')}`],
    ['crlf.ts', body.join('\r\n')],
    ['mark-and-crlf.js', `\uFEFF${body.join('\r\n')}`],
    ['shebang.mjs', `#!/usr/bin/env node\n${body.join('\n')}`],
    ['separators.js', `// One line\u2028// and another\n${body.join('\n')}`],
  ]);
};

/** `recommended` is `strict` without what is not sure, which every surface asks of one function. */
const PROJECTS: readonly (readonly [string, readonly Preset[], () => ReadonlyMap<string, string>])[] = [
  ['cases', ['strict'], cases],
  ['examples', ['recommended', 'strict'], examples],
  ['odd texts', ['recommended'], oddTexts],
  ['coincident', ['strict'], packageOf('coincident', 'src')],
  ['synckit', ['strict'], packageOf('synckit', 'lib')],
  ['thread-stream', ['strict'], packageOf('thread-stream', 'lib')],
];

async function everyEslint(folder: string, preset: Preset): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const version of ['eslint', 'eslint9'] as const)
    for (const parser of ['@typescript-eslint/parser', 'espree'] as const) found.set(`${version} with ${parser}`, await eslintFindings(folder, preset, version, parser));
  return found;
}

const JAVASCRIPT = /^[^:]*\.[cm]?jsx?:/;

describe.each(PROJECTS)('%s', (_, presets, files) => {
  it.each(presets)('%s', async (preset) => {
    const texts = files();
    const folder = projectOf(texts);
    const [wanted, oxlint, server, eslint] = await Promise.all([cliFindings(folder, preset), oxlintFindings(folder, preset), serverFindings(folder, preset), everyEslint(folder, preset)]);
    expect(wanted.length).toBeGreaterThan(0);
    for (const [surface, own] of eslint) expect(own, surface).toEqual(surface.endsWith('espree') ? wanted.filter((finding) => JAVASCRIPT.test(finding)) : wanted);
    expect(oxlint, 'oxlint').toEqual(wanted);
    expect(server.onDisk, 'language server, files on the disk').toEqual(wanted);
    expect(server.opened, 'language server, opened files').toEqual(wanted);
  });
});
