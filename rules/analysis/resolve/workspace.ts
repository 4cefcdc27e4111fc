/** The packages of a monorepo, which import each other by name. */

import type { Disk } from '../base/disk.ts';
import { join } from '../base/path.ts';
import { isObject, readObject, stringsIn } from './json.ts';

/** Folders of the packages of a workspace by name: npm's, yarn's and bun's `workspaces`, and pnpm's. */
export function workspacePackages(disk: Disk, root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const folder of patternsOf(disk, root).flatMap((pattern) => expand(disk, root, pattern.split('/')))) {
    const name = readObject(disk, join(folder, 'package.json'))?.['name'];
    if (typeof name === 'string' && !found.has(name)) found.set(name, folder);
  }
  return found;
}

function patternsOf(disk: Disk, root: string): readonly string[] {
  const workspaces = readObject(disk, join(root, 'package.json'))?.['workspaces'];
  const listed = isObject(workspaces) ? stringsIn(workspaces['packages']) : stringsIn(workspaces);
  return [...listed, ...pnpmPatterns(disk.read(join(root, 'pnpm-workspace.yaml')) ?? '')].filter((pattern) => !pattern.startsWith('!'));
}

/** The items of `packages:`; that much YAML needs no library. */
function pnpmPatterns(yaml: string): string[] {
  const list = /^packages:[^\S\n]*\n((?:[^\S\n]*(?:-.*|#.*)?\n?)*)/m.exec(yaml)?.[1] ?? '';
  return [...list.matchAll(/^\s*-\s*(["']?)([^"'#\s]+)\1/gm)].map((item) => item[2] ?? '');
}

/** Folders that a pattern of names, `*` and `**` matches. */
function expand(disk: Disk, folder: string, pattern: readonly string[]): string[] {
  const [first, ...rest] = pattern;
  if (first === undefined) return [folder];
  if (first === '' || first === '.') return expand(disk, folder, rest);
  if (first === '**') return [...expand(disk, folder, rest), ...foldersIn(disk, folder, /^/).flatMap((inner) => expand(disk, inner, pattern))];
  if (!first.includes('*')) return expand(disk, join(folder, first), rest);
  const name = new RegExp(`^${first.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`);
  return foldersIn(disk, folder, name).flatMap((inner) => expand(disk, inner, rest));
}

const foldersIn = (disk: Disk, folder: string, name: RegExp): string[] =>
  disk
    .list(folder)
    .filter((entry) => entry.kind === 'folder' && name.test(entry.name) && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map((entry) => join(folder, entry.name));
