/** Listings of folders, kept: most names that a resolver tries are not there. */

import type { DirectoryEntry, Disk } from '../base/disk.ts';
import { folderOf, isInside, nameOf } from '../base/path.ts';

/**
 * What stands where, remembered by folder: the resolver asks for many names that are not there, and one listing
 * answers all of them.
 */
export class Folders {
  readonly #listings = new Map<string, ReadonlyMap<string, DirectoryEntry['kind']>>();
  readonly #realFolders = new Map<string, string>();
  readonly #realRoot: string;

  constructor(
    readonly disk: Disk,
    readonly root: string,
  ) {
    this.#realRoot = disk.realPath(root);
  }

  /** Links are followed; undefined where nothing stands, or only a link loop. */
  kindOf(path: string): 'file' | 'folder' | undefined {
    const kind = this.#listing(folderOf(path)).get(nameOf(path));
    if (kind === 'file' || kind === 'folder') return kind;
    return kind === 'link' ? this.disk.stat(path)?.kind : undefined;
  }

  isFile(path: string): boolean {
    return this.kindOf(path) === 'file';
  }

  /**
   * The one path by which the project knows a file. Links are resolved below the root only: where the root itself is
   * reached through one (macOS's `/tmp`), its files keep the name that the host gave it.
   */
  canonical(path: string): string {
    const folder = this.canonicalFolder(folderOf(path));
    const name = nameOf(path);
    return this.#listing(folder).get(name) === 'link' ? this.#underRoot(this.disk.realPath(`${folder}/${name}`)) : `${folder}/${name}`;
  }

  /** A file came or went: true if the listings did not know it so. Of a folder that was never listed nothing was said. */
  changed(path: string): boolean {
    const known = this.#listings.get(folderOf(path))?.has(nameOf(path));
    if (known === undefined || known === (this.disk.stat(path) !== undefined)) return false;
    for (const folder of [...this.#listings.keys()]) if (isInside(path, folder)) this.#listings.delete(folder);
    this.#realFolders.clear();
    return true;
  }

  canonicalFolder(folder: string): string {
    if (!isInside(folder, this.root) || folder === this.root) return folder;
    const known = this.#realFolders.get(folder);
    if (known !== undefined) return known;
    const parent = this.canonicalFolder(folderOf(folder));
    const isLink = this.#listing(parent).get(nameOf(folder)) === 'link';
    const real = isLink ? this.#underRoot(this.disk.realPath(folder)) : `${parent}/${nameOf(folder)}`;
    this.#realFolders.set(folder, real);
    return real;
  }

  #underRoot(real: string): string {
    return isInside(real, this.#realRoot) ? this.root + real.slice(this.#realRoot.length) : real;
  }

  #listing(folder: string): ReadonlyMap<string, DirectoryEntry['kind']> {
    let listing = this.#listings.get(folder);
    if (!listing) {
      listing = new Map(this.disk.list(folder).map(({ name, kind }) => [name, kind]));
      this.#listings.set(folder, listing);
    }
    return listing;
  }
}
