/** Which files the paths of a command line mean, and the project that each belongs to. */

import picomatch from 'picomatch';
import type { Disk } from '../../rules/analysis/base/disk.ts';
import { folderOf, isInside, join } from '../../rules/analysis/base/path.ts';
import { isSourceFile } from '../../rules/analysis/base/source-file.ts';
import { UsageError } from './usage-error.ts';

/** What is asked of a project to find files in it. */
export interface ProjectFiles {
  files(): readonly string[];
  open(file: string, text: string): void;
}

export interface Target<P extends ProjectFiles> {
  readonly project: P;
  /** Absolute, sorted, each once. */
  readonly files: readonly string[];
}

export interface Targets<P extends ProjectFiles> {
  readonly targets: readonly Target<P>[];
  /** Files that were named themselves, not found in a folder. */
  readonly named: ReadonlySet<string>;
  /** Named files that are no source. */
  readonly others: readonly string[];
}

/**
 * Everything under the working directory belongs to one project, so that what is found in one file does not depend on
 * which other files are asked for. What lies elsewhere, or where a project does not look (`node_modules`, ignored
 * folders), is a project of its own from the folder named.
 */
export function findTargets<P extends ProjectFiles>(paths: readonly string[], cwd: string, disk: Disk, projectAt: (root: string) => P): Targets<P> {
  const finder = new Finder(cwd, disk, projectAt);
  for (const path of paths) if (!path.startsWith('!')) finder.add(path);
  for (const path of paths) if (path.startsWith('!')) finder.remove(path.slice(1));
  return finder.finish();
}

class Finder<P extends ProjectFiles> {
  readonly #roots = new Map<string, { project: P; files: Set<string> }>();
  readonly #named = new Set<string>();
  readonly #others: string[] = [];

  constructor(
    readonly cwd: string,
    readonly disk: Disk,
    readonly projectAt: (root: string) => P,
  ) {}

  add(written: string): void {
    const path = join(this.cwd, written);
    const kind = this.disk.stat(path)?.kind;
    if (kind === 'file') this.#file(path, written);
    else if (kind === 'folder') this.#folder(path);
    else if (isGlob(written)) this.#glob(written);
    else throw new UsageError(`\`${written}\` does not exist.`);
  }

  remove(pattern: string): void {
    const isMatch = matcher(this.cwd, pattern);
    for (const { files } of this.#roots.values()) for (const file of files) if (isMatch(file)) files.delete(file);
  }

  finish(): Targets<P> {
    const targets = [...this.#roots.values()].map(({ project, files }) => ({ project, files: [...files].sort() }));
    return { targets: targets.filter(({ files }) => files.length > 0), named: this.#named, others: this.#others };
  }

  #file(path: string, written: string): void {
    if (!isSourceFile(path)) {
      this.#others.push(written);
      return;
    }
    const root = this.#root(isInside(path, this.cwd) ? this.cwd : folderOf(path));
    if (!root.project.files().includes(path)) root.project.open(path, this.disk.read(path) ?? '');
    root.files.add(path);
    this.#named.add(path);
  }

  #folder(path: string): void {
    const isOwn = isInside(path, this.cwd);
    const found = isOwn ? this.#root(this.cwd).project.files().filter((file) => isInside(file, path)) : [];
    const root = found.length > 0 || path === this.cwd ? this.#root(this.cwd) : this.#root(path);
    for (const file of found.length > 0 ? found : root.project.files()) root.files.add(file);
  }

  #glob(pattern: string): void {
    const { project, files } = this.#root(this.cwd);
    const isMatch = matcher(this.cwd, pattern);
    const found = project.files().filter(isMatch);
    if (found.length === 0) throw new UsageError(`No source file matches \`${pattern}\`.`);
    for (const file of found) files.add(file);
  }

  #root(path: string): { project: P; files: Set<string> } {
    let root = this.#roots.get(path);
    if (!root) this.#roots.set(path, (root = { project: this.projectAt(path), files: new Set() }));
    return root;
  }
}

const isGlob = (path: string): boolean => /[*?[\]{}()]/.test(path);

function matcher(cwd: string, pattern: string): (file: string) => boolean {
  const isMatch = picomatch(pattern.replaceAll('\\', '/').replace(/^\.\//, ''), { dot: true });
  const folder = cwd.endsWith('/') ? cwd : `${cwd}/`;
  return (file) => isMatch(file.startsWith(folder) ? file.slice(folder.length) : file);
}
