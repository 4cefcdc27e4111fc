/** The page about the checker is run: each check file, with the files before it, must print what the page shows. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { HELP, checkFiles } from '../../../snippets/checker/cli.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/checker.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'checker-page-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

interface Example { readonly file: string; readonly files: ReadonlyMap<string, string>; readonly shown: string }

/** Check files that changed, or whose imports did, each with the output that follows. */
function examples(): Example[] {
  const found: Example[] = [];
  const files = new Map<string, string>();
  let check = '';
  for (const [, language, content] of page.matchAll(/```(\w+)\n(.*?)```/gs)) {
    const name = /^\/\/ (\S+)\n/.exec(content!)?.[1];
    if (language === 'ts' && name) {
      files.set(name, content!);
      if (name.endsWith('.check.ts')) check = name;
    } else if (language === 'text' && !content!.startsWith('atomics-check')) found.push({ file: check, files: new Map(files), shown: content! });
  }
  return found;
}

describe('the page about the checker', () => {
  it('has examples', () => {
    expect(examples().map((e) => e.file)).toEqual(['segment.check.ts', 'segment.check.ts', 'outcomes.check.ts', 'clock.check.ts']);
  });

  it.each(examples().map((e, i) => [`${i + 1}: ${e.file}`, e] as const))('shows what is printed, example %s', async (_, { file, files, shown }) => {
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    const lines: string[] = [];
    await checkFiles([join(folder, file)], {}, (line) => lines.push(line));
    const relative = folder.split('/').filter(Boolean).pop()!;
    const printed = lines.join('\n').replaceAll(new RegExp(`[\\w./-]*${relative}/`, 'g'), '').replaceAll(/, [\d,]+ ms\)/g, ')').replaceAll(/ in \d+\.\d s$/g, '');
    expect(`${printed}\n`).toBe(shown);
  });

  it('lists the options of the command', () => {
    for (const [option] of HELP.matchAll(/^ {2}--\w+.*$/gm)) if (!option.includes('--help')) expect(page).toContain(option.trim());
  });
});
