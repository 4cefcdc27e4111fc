/**
 * Which file an import or a worker link leads to, as TypeScript, Node and bundlers would find it. Nothing is executed,
 * no configuration but JSON is read, and everything goes through a `Disk`.
 */

import type { Disk } from './base/disk.ts';
import { ancestors, folderOf, isAbsolute, isInside, join, nameOf } from './base/path.ts';
import { isSourceFile, SOURCE_EXTENSIONS } from './base/source-file.ts';
import { Folders } from './resolve/folders.ts';
import { readObject, type JsonObject } from './resolve/json.ts';
import { entriesOf, matchPattern, packageOf, targetsOf } from './resolve/package-map.ts';
import { modulePaths, type ModulePaths } from './resolve/tsconfig.ts';
import { workspacePackages } from './resolve/workspace.ts';

/** What an import with the extension of the emitted file may mean in the sources. */
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Where builds write; the last lets `dist/esm/a.js` stand for `src/a.ts`. */
const BUILT = /^(?:dist|lib|build|out|output|esm|cjs|es|compiled)\/(?:(?:dist|lib|src|esm|cjs|es|mjs|node|browser)\/)?/;

/** Folders of the root that a web server shows as `/`. */
const SERVED = ['.', 'public', 'static', 'src'];

const CONFIGURATION = /^(?:package|.*config.*)\.json$|^pnpm-workspace\.yaml$/;

export class Resolver {
  readonly #disk: Disk;
  readonly #root: string;
  #folders: Folders;
  readonly #resolved = new Map<string, string | undefined>();
  readonly #manifests = new Map<string, JsonObject | undefined>();
  readonly #configs = new Map<string, ModulePaths | undefined>();
  #workspace: ReadonlyMap<string, string> | undefined;

  constructor(disk: Disk, root: string) {
    this.#disk = disk;
    this.#root = root;
    this.#folders = new Folders(disk, root);
  }

  /** The source file that an import in `fromFile` means; undefined for the host's modules, declarations, JSON and the like. */
  resolve(specifier: string, fromFile: string): string | undefined {
    return this.#remembered(`${folderOf(fromFile)}\0${specifier}`, () => this.#find(withoutQuery(specifier), folderOf(fromFile)));
  }

  /**
   * The source file that a script's path means: from the file's folder, which is right for `new URL(…, import.meta.url)`
   * and `__dirname`; else from its package or the root, where bundlers and `new Worker('./w.js')` of Node look.
   */
  resolvePath(path: string, fromFile: string): string | undefined {
    const folder = folderOf(fromFile);
    return this.#remembered(`${folder}\0\0${path}`, () => {
      const script = withoutQuery(path).replace(/^file:\/\//, '');
      if (script === '' || isUrl(script)) return undefined;
      const places = isAbsolute(script)
        ? [script, ...SERVED.map((served) => join(this.#root, `${served}${script}`))]
        : [folder, this.#packageFolder(folder) ?? this.#root, this.#root].map((from) => join(from, script));
      return first(places, (place) => this.resolveFile(place));
    });
  }

  /** The source file at an absolute path as imports spell it: without extension, with the emitted one, or a folder. */
  resolveFile(path: string): string | undefined {
    const found = this.#asFile(path) ?? this.#asFolder(path) ?? this.#sourceOf(path);
    return found === undefined ? undefined : this.#folders.canonical(found);
  }

  /** A file was created, changed or deleted. True if that can change what imports mean. */
  changed(file: string): boolean {
    if (CONFIGURATION.test(nameOf(file))) {
      this.forget();
      return true;
    }
    const isNews = this.#folders.changed(file);
    if (isNews) this.#resolved.clear();
    return isNews;
  }

  forget(): void {
    this.#folders = new Folders(this.#disk, this.#root);
    for (const cache of [this.#resolved, this.#manifests, this.#configs]) cache.clear();
    this.#workspace = undefined;
  }

  #remembered(key: string, find: () => string | undefined): string | undefined {
    if (this.#resolved.has(key)) return this.#resolved.get(key);
    const found = find();
    this.#resolved.set(key, found);
    return found;
  }

  #find(specifier: string, folder: string): string | undefined {
    if (specifier === '' || specifier.startsWith('node:') || isUrl(specifier)) return undefined;
    if (/^\.\.?(?:\/|$)/.test(specifier)) return this.resolveFile(join(folder, specifier));
    if (isAbsolute(specifier)) return this.resolveFile(specifier) ?? this.resolveFile(join(this.#root, `.${specifier}`));
    return this.#byConfig(specifier, folder) ?? (specifier.startsWith('#') ? this.#internal(specifier, folder) : this.#byPackage(specifier, folder));
  }

  #byConfig(specifier: string, folder: string): string | undefined {
    const config = this.#configOf(folder);
    if (!config) return undefined;
    const match = matchPattern([...config.paths.keys()], specifier);
    const targets = match ? (config.paths.get(match.pattern) ?? []).map((target) => target.replace('*', match.star)) : [];
    const bases = config.baseUrl === undefined ? [] : [join(config.baseUrl, specifier)];
    return first([...targets, ...bases], (path) => this.resolveFile(path));
  }

  #configOf(folder: string): ModulePaths | undefined {
    if (!this.#configs.has(folder)) this.#configs.set(folder, this.#readConfig(folder));
    return this.#configs.get(folder);
  }

  #readConfig(folder: string): ModulePaths | undefined {
    if (folder.includes('/node_modules/')) return undefined;
    const file = ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).find((path) => this.#folders.isFile(path));
    if (file !== undefined) return modulePaths(this.#disk, file, (specifier, from) => this.#configPackage(specifier, from));
    return folder === this.#root || folderOf(folder) === folder ? undefined : this.#configOf(folderOf(folder));
  }

  #configPackage(specifier: string, folder: string): string | undefined {
    return first(ancestors(folder, '/'), (at) => {
      const path = join(at, `node_modules/${specifier}`);
      return [path, `${path}.json`].some((one) => this.#folders.kindOf(one) !== undefined) ? path : undefined;
    });
  }

  #internal(specifier: string, folder: string): string | undefined {
    const home = this.#packageFolder(folder);
    const targets = home === undefined ? [] : targetsOf(this.#manifest(home)?.['imports'], specifier);
    return first(targets, (target) => (target.startsWith('.') ? this.resolveFile(join(home ?? folder, target)) : this.#byPackage(target, folder)));
  }

  #byPackage(specifier: string, folder: string): string | undefined {
    const wanted = packageOf(specifier);
    if (!wanted) return undefined;
    const home = this.#folderOfPackage(wanted.name, folder);
    return home === undefined ? undefined : this.#inPackage(home, wanted.key);
  }

  /** Itself by its own name, an installed package, or one of the workspace that is not installed. */
  #folderOfPackage(name: string, folder: string): string | undefined {
    const home = this.#packageFolder(folder);
    if (home !== undefined && this.#manifest(home)?.['name'] === name) return home;
    const installed = first(ancestors(folder, '/'), (at) => {
      const path = join(at, `node_modules/${name}`);
      return this.#folders.kindOf(path) === 'folder' ? this.#folders.canonicalFolder(path) : undefined;
    });
    this.#workspace ??= workspacePackages(this.#disk, this.#root);
    return installed ?? this.#workspace.get(name);
  }

  #inPackage(home: string, key: string): string | undefined {
    const manifest = this.#manifest(home) ?? {};
    const { exports } = manifest;
    const targets = exports !== undefined ? targetsOf(exports, key) : key === '.' ? entriesOf(manifest) : [key];
    const paths = targets.map((target) => join(home, target));
    // A package of the workspace is read where it is written: what was built from it is no file of the project.
    const found = first(paths, (path) => this.#sourceOf(path)) ?? first(paths, (path) => this.resolveFile(path));
    if (found !== undefined || key !== '.') return found;
    // Never built, so that no entry exists: a package of a workspace has its entry in one of these places.
    return first(exports === undefined ? ['index', 'src/index'] : ['src/index'], (entry) => this.#asFile(join(home, entry)));
  }

  #packageFolder(folder: string): string | undefined {
    return ancestors(folder, this.#root).find((at) => this.#folders.isFile(join(at, 'package.json')));
  }

  #manifest(folder: string): JsonObject | undefined {
    if (!this.#manifests.has(folder)) this.#manifests.set(folder, readObject(this.#disk, join(folder, 'package.json')));
    return this.#manifests.get(folder);
  }

  #asFile(path: string): string | undefined {
    const isThere = (one: string): boolean => this.#folders.isFile(one);
    if (isSourceFile(path)) {
      if (isThere(path)) return path;
      const extension = path.slice(path.lastIndexOf('.'));
      return SOURCES_OF[extension]?.map((other) => path.slice(0, -extension.length) + other).find(isThere);
    }
    return SOURCE_EXTENSIONS.map((extension) => path + extension).find((one) => isSourceFile(one) && isThere(one));
  }

  #asFolder(path: string): string | undefined {
    if (this.#folders.kindOf(path) !== 'folder') return undefined;
    const main = this.#folders.isFile(join(path, 'package.json')) ? this.#manifest(path)?.['main'] : undefined;
    const entries = typeof main === 'string' ? [join(path, main), join(join(path, main), 'index')] : [];
    return first([...entries, join(path, 'index')], (entry) => this.#asFile(entry));
  }

  /** What a file of the project was built from, whether the build ran or not. */
  #sourceOf(path: string): string | undefined {
    const home = this.#packageFolder(folderOf(path));
    if (home === undefined || !isInside(path, this.#root) || path.includes('/node_modules/')) return undefined;
    const inside = path.slice(home.length + 1);
    const built = BUILT.exec(inside)?.[0];
    if (built === undefined) return undefined;
    const rests = [inside.slice(built.length), inside.slice(inside.indexOf('/') + 1)];
    return first(rests, (rest) => this.#asFile(join(home, `src/${rest}`)) ?? this.#asFile(join(home, rest)));
  }
}

/** Vite's `?worker`, `?url`, `?worker&inline`, and the hash of a URL. */
const withoutQuery = (specifier: string): string => specifier.replace(/(?!^)[?#].*$/, '');

const isUrl = (specifier: string): boolean => /^(?:[a-z][a-z\d+.-]+:|\/\/)/i.test(specifier);

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
