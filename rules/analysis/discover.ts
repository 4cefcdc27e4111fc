/** Finds a project's source files. */

import ignore, { type Ignore } from 'ignore';
import type { Disk } from './base/disk.ts';
import { folderOf, isInside, join } from './base/path.ts';
import { isSourceFile } from './base/source-file.ts';

/** One `.gitignore`: its patterns speak of paths from its own folder. */
interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

/**
 * Every source file under `root`, sorted; not what a `.gitignore` excludes (those above `root` count as well, up to the
 * repository's top), nor `node_modules`, dot folders and declarations.
 *
 * Links are not followed: what they lead to is found where it stands, or is not this project's. So each real file
 * comes once, and a loop ends.
 */
export function discover(root: string, disk: Disk): string[] {
  const found: string[] = [];
  walk(root, disk, ignoreFilesAbove(root, disk), found);
  // By UTF-16 units: the same on every machine, whatever its locale.
  return found.sort();
}

/** Whether `discover` would list a file, were it there; for a file that was created. */
export function isDiscovered(file: string, root: string, disk: Disk): boolean {
  if (!isSourceFile(file) || !isInside(file, root)) return false;
  const ignores = [...ignoreFilesAbove(root, disk)];
  let folder = root;
  for (const name of file.slice(root.length).split('/').filter(Boolean).slice(0, -1)) {
    ignores.push(...ignoreFileIn(folder, disk));
    folder = join(folder, name);
    if (isSkipped(name) || isIgnored(`${folder}/`, ignores)) return false;
  }
  return !isIgnored(file, [...ignores, ...ignoreFileIn(folder, disk)]);
}

function walk(folder: string, disk: Disk, outer: readonly IgnoreFile[], found: string[]): void {
  const entries = disk.list(folder);
  const hasOwn = entries.some((entry) => entry.name === '.gitignore');
  const ignores = hasOwn ? [...outer, ...ignoreFileIn(folder, disk)] : outer;
  for (const { name, kind } of entries) {
    const path = folder.endsWith('/') ? folder + name : `${folder}/${name}`;
    if (kind === 'file' && isSourceFile(name) && !isIgnored(path, ignores)) found.push(path);
    else if (kind === 'folder' && !isSkipped(name) && !isIgnored(`${path}/`, ignores)) walk(path, disk, ignores, found);
  }
}

const isSkipped = (folderName: string): boolean => folderName === 'node_modules' || folderName.startsWith('.');

function ignoreFilesAbove(root: string, disk: Disk): readonly IgnoreFile[] {
  const folders: string[] = [];
  for (let at = root; disk.stat(join(at, '.git')) === undefined; at = folderOf(at)) {
    // Outside a repository no `.gitignore` above counts.
    if (at === folderOf(at)) return [];
    folders.unshift(folderOf(at));
  }
  const files = folders.flatMap((folder) => ignoreFileIn(folder, disk));
  // Who points at a folder that is ignored means it, like a build's temporary copy.
  return isIgnored(`${root}/`, files) ? [] : files;
}

function ignoreFileIn(folder: string, disk: Disk): readonly IgnoreFile[] {
  const text = disk.read(join(folder, '.gitignore'));
  return text === undefined ? [] : [{ folder, patterns: ignore().add(text) }];
}

/** The innermost file that speaks of a path decides. A folder's path ends with `/`. */
function isIgnored(path: string, ignores: readonly IgnoreFile[]): boolean {
  for (let i = ignores.length - 1; i >= 0; i--) {
    const file = ignores[i];
    if (!file || path.length <= file.folder.length + 1) continue;
    const verdict = file.patterns.test(path.slice(file.folder.length + (file.folder.endsWith('/') ? 0 : 1)));
    if (verdict.ignored || verdict.unignored) return verdict.ignored;
  }
  return false;
}
