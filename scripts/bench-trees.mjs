/** Trees of real source files for the benches: few of them touch shared memory, or all belong to packages that do. */

import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
export const packages = join(root, 'node_modules');

const SOURCE = /(?<!\.d)(?<!\.min)\.[cm]?[jt]s$/;

/** Source files of installed packages, none huge or minified. */
function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.bin') yield* sources(path);
    else if (entry.isFile() && SOURCE.test(entry.name) && statSync(path).size < 100_000) yield path;
  }
}

const dense = JSON.parse(readFileSync(join(root, 'test/ecosystem/packages.json'), 'utf8'));

/** Copied to where no tool ignores them; without the packages of the dense tree. */
export function sparseTree(to, count) {
  let files = 0;
  let lines = 0;
  for (const path of sources(packages)) {
    if (files === count) break;
    if (Object.keys(dense).some((name) => path.startsWith(join(packages, name, '/')))) continue;
    const text = readFileSync(path, 'utf8');
    const own = text.split('\n').length;
    if (text.length / own > 200) continue;
    const copy = join(to, relative(packages, path).replaceAll('node_modules', 'packages'));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, text);
    files++;
    lines += own;
  }
  return { files, lines };
}

export function denseTree(to) {
  for (const [name, own] of Object.entries(dense))
    for (const part of own) cpSync(join(packages, name, part), join(to, name, part), { recursive: true, filter: (path) => !/\.min\.[cm]?js$/.test(path) && !relative(join(packages, name), path).includes('node_modules') });
  const all = [...sources(to)];
  return { files: all.length, lines: all.reduce((sum, path) => sum + readFileSync(path, 'utf8').split('\n').length, 0) };
}
