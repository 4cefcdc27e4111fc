/**
 * Which files must be looked at together: those that name memory and reach each other by imports or worker links, also
 * through files that do not.
 */

import { isSourceFile } from '../base/source-file.ts';
import type { Resolver } from '../resolve.ts';
import type { SourceText, Texts } from './texts.ts';

export interface Component {
  /** Files whose own functions are looked at, sorted. */
  readonly files: readonly string[];
  /** Files without a trigger word that these reach: looked at where they are called. */
  readonly reached: ReadonlySet<string>;
}

export class Components {
  readonly #parent = new Map<string, string>();
  readonly #reached = new Map<string, Set<string>>();
  readonly #links = new Map<string, readonly string[]>();

  constructor(
    readonly texts: Texts,
    readonly resolver: Resolver,
  ) {}

  /** Groups `files`; those without a trigger word are in a group only if one with leads to them. */
  build(files: readonly string[]): Component[] {
    const roots = files.filter((file) => this.texts.get(file)?.hasTrigger);
    for (const file of roots) this.#follow(file);
    const groups = new Map<string, { files: string[]; reached: Set<string> }>();
    for (const file of roots) {
      const top = this.#top(file);
      const group = groups.get(top) ?? { files: [], reached: new Set() };
      groups.set(top, group);
      group.files.push(file);
      for (const one of this.#reached.get(file) ?? []) group.reached.add(one);
    }
    return [...groups.values()].map((group) => this.#component(group)).filter((component) => component.files.length > 0);
  }

  /** Without shared memory, only files in which something could be reported are looked at, and what they reach. */
  #component({ files, reached }: { readonly files: string[]; readonly reached: Set<string> }): Component {
    files.sort();
    const concern = (file: string): SourceText['concern'] | undefined => this.texts.get(file)?.concern;
    if (files.some((file) => concern(file) === 'shared memory')) return { files, reached };
    const own = files.filter((file) => concern(file) === 'views');
    for (const file of files) if (!own.includes(file)) reached.add(file);
    return { files: own, reached };
  }

  /** Walks the links of a file, through files that name no memory, to the next that do. */
  #follow(file: string): void {
    const reached = new Set<string>();
    const queue = [...this.linksOf(file)];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const source = this.texts.get(next);
      if (!source || reached.has(next)) continue;
      if (source.hasTrigger) {
        this.#unite(file, next);
        continue;
      }
      // A package's own files are looked into only where they name memory.
      if (next.includes('/node_modules/') && !file.includes('/node_modules/')) continue;
      reached.add(next);
      queue.push(...this.linksOf(next));
    }
    this.#reached.set(file, reached);
  }

  /** Files that a file's strings lead to. */
  linksOf(file: string): readonly string[] {
    const known = this.#links.get(file);
    if (known) return known;
    const source = this.texts.get(file);
    const found = source ? this.#resolveAll(source) : [];
    this.#links.set(file, found);
    return found;
  }

  #resolveAll(source: SourceText): string[] {
    const { imports, paths } = this.texts.specifiers(source);
    // `register('/sw.js')` looks like an import, and names a path.
    const imported = imports.map((one) => this.resolver.resolve(one, source.file) ?? (isSourceFile(one) ? this.resolver.resolvePath(one, source.file) : undefined));
    const found = [...imported, ...paths.map((one) => this.resolver.resolvePath(one, source.file))];
    return [...new Set(found)].filter((one): one is string => one !== undefined && one !== source.file);
  }

  #top(file: string): string {
    let at = file;
    for (let up = this.#parent.get(at); up !== undefined && up !== at; up = this.#parent.get(at)) at = up;
    return at;
  }

  #unite(a: string, b: string): void {
    const [x, y] = [this.#top(a), this.#top(b)];
    if (x !== y) this.#parent.set(x > y ? x : y, x > y ? y : x);
  }
}
