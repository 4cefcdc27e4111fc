/**
 * A disk for workspaces that are not on this machine's disk: a copy of the texts that matter, fetched through the client.
 *
 * The analysis asks its disk synchronously; what a client can only answer later is fetched before and after changes.
 * Packages are not fetched: what is imported from them is unknown there.
 */

import type { DirectoryEntry, Disk, DiskEntry } from '../../rules/analysis/base/disk.ts';
import { folderOf, join, nameOf } from '../../rules/analysis/base/path.ts';
import { isSourceFile } from '../../rules/analysis/base/source-file.ts';
import type { ListedEntry } from '../protocol.ts';

/** What the client answers; paths are the mirror's own. */
export interface RemoteFiles {
  list(folder: string): Promise<readonly ListedEntry[]>;
  read(paths: readonly string[]): Promise<readonly (string | null)[]>;
}

/** Files asked for in one request, and the most that are fetched at all. */
const BATCH = 64;
const MOST_FILES = 20_000;

export class Mirror implements Disk {
  readonly #texts = new Map<string, string>();
  readonly #folders = new Map<string, Map<string, DirectoryEntry['kind']>>();
  #changes = 0;

  constructor(readonly remote: RemoteFiles) {}

  /** Fetches a folder with all that is in it. */
  async fill(root: string): Promise<void> {
    const files: string[] = [];
    for (let level = [root]; level.length > 0 && files.length < MOST_FILES; ) {
      const next: string[] = [];
      await Promise.all(level.map(async (folder) => this.#take(folder, await this.remote.list(folder), files, next)));
      level = next;
    }
    await this.fetch(files.slice(0, MOST_FILES));
  }

  /** Fetches files that were created, changed or deleted. */
  async fetch(paths: readonly string[]): Promise<void> {
    const wanted = paths.filter(isWanted);
    for (let at = 0; at < wanted.length; at += BATCH) {
      const batch = wanted.slice(at, at + BATCH);
      const texts = await this.remote.read(batch);
      batch.forEach((path, i) => this.#set(path, texts[i] ?? undefined));
    }
  }

  read(path: string): string | undefined {
    return this.#texts.get(path);
  }

  stat(path: string): DiskEntry | undefined {
    const text = this.#texts.get(path);
    if (text !== undefined) return { kind: 'file', size: text.length, modified: this.#changes };
    return this.#folders.has(path) ? { kind: 'folder', size: 0, modified: 0 } : undefined;
  }

  list(folder: string): readonly DirectoryEntry[] {
    return [...(this.#folders.get(folder) ?? [])].map(([name, kind]) => ({ name, kind }));
  }

  realPath(path: string): string {
    return path;
  }

  #take(folder: string, entries: readonly ListedEntry[], files: string[], folders: string[]): void {
    this.#folders.set(folder, new Map(entries.filter(([name, kind]) => kind === 'folder' && !isSkipped(name))));
    for (const [name, kind] of entries) {
      if (kind === 'folder' && !isSkipped(name)) folders.push(join(folder, name));
      else if (kind === 'file') files.push(join(folder, name));
    }
  }

  #set(path: string, text: string | undefined): void {
    this.#changes++;
    if (text === undefined) {
      this.#texts.delete(path);
      this.#folders.get(folderOf(path))?.delete(nameOf(path));
      return;
    }
    this.#texts.set(path, text);
    this.#enter(path, 'file');
  }

  /** Lists a path in its folder, and that in the folder around it. */
  #enter(path: string, kind: DirectoryEntry['kind']): void {
    const folder = folderOf(path);
    if (folder === path) return;
    const known = this.#folders.get(folder);
    if (known) known.set(nameOf(path), kind);
    else {
      this.#folders.set(folder, new Map([[nameOf(path), kind]]));
      this.#enter(folder, 'folder');
    }
  }
}

const isSkipped = (folder: string): boolean => folder === 'node_modules' || folder.startsWith('.');

/** Sources, and what says how imports resolve and what is ignored. */
const isWanted = (path: string): boolean => isSourceFile(path) || /^(?:package\.json|[jt]sconfig.*\.json|\.gitignore)$/.test(nameOf(path));
