/** Node's file system as a `Disk`: synchronous, and silent about what is missing. */

import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import type { DirectoryEntry, Disk, DiskEntry } from './analysis/base/disk.ts';

/** Node wants `\` on Windows nowhere: `/` works everywhere, so a path is normalised only on the way back. */
const slashed = (path: string): string => (path.includes('\\') && process.platform === 'win32' ? path.replaceAll('\\', '/') : path);

const kindOf = (entry: Dirent): DirectoryEntry['kind'] => {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
};

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function stat(path: string): DiskEntry | undefined {
  // `throwIfNoEntry: false` saves the cost of an error where the resolver probes for extensions; a path through a
  // file (`a.ts/b`), a link loop or a refused folder still throw.
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found || !(found.isFile() || found.isDirectory())) return undefined;
    return { kind: found.isFile() ? 'file' : 'folder', size: found.size, modified: found.mtimeMs };
  } catch {
    return undefined;
  }
}

function list(folder: string): readonly DirectoryEntry[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  } catch {
    return [];
  }
}

function realPath(path: string): string {
  try {
    return slashed(realpathSync.native(path));
  } catch {
    return path;
  }
}

/**
 * Text comes as UTF-8 with its byte-order mark, if it has one; bytes that are no UTF-8 become U+FFFD, which
 * `fileProblem` of `analysis/parse/scan.ts` takes for a binary file.
 */
export const nodeDisk = (): Disk => ({ read, stat, list, realPath });
