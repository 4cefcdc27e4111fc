/**
 * The one root and the only cache: edits in, facts out.
 *
 * A project has every source file under its root (not `.gitignore`d, not in `node_modules` or a dot folder), and what a
 * host opens. Open texts win over the disk. Files are lowered once a text; a change solves only its component again.
 */

import type { DirectoryEntry, Disk } from './base/disk.ts';
import { folderOf, nameOf } from './base/path.ts';
import { discover, isDiscovered } from './discover.ts';
import type { Facts } from './facts/facts.ts';
import type { FileIr } from './ir/ir.ts';
import type { ParseText } from './parse/parse.ts';
import { factsOf, lowerText, type Lowered } from './pipeline.ts';
import { Analysed } from './project/analysed.ts';
import { Components, type Component } from './project/components.ts';
import { exportsMemory } from './project/exposure.ts';
import { Texts, problemOf, type FileProblem, type HostTree, type SourceText } from './project/texts.ts';
import { Resolver } from './resolve.ts';
import type { World } from './solve/world.ts';

export type { Analysed } from './project/analysed.ts';
export type { FileProblem, HostTree } from './project/texts.ts';

/** How far memory is followed through files that do not name it: importers of importers of importers. */
const IMPORTERS = 3;

export class Project {
  readonly #texts: Texts;
  readonly #resolver: Resolver;
  readonly #lowered = new Map<string, { readonly source: SourceText; readonly lowered: Lowered }>();
  #files: readonly string[] | undefined;
  #components: readonly Component[] | undefined;
  #links: Components | undefined;
  #analysed = new Map<string, Analysed>();
  /** Files whose links are others than when the components were built. */
  readonly #news = new Map<string, { readonly isNew: boolean }>();

  constructor(
    readonly root: string,
    readonly disk: Disk,
    readonly parse: ParseText,
  ) {
    this.#texts = new Texts(disk);
    this.#resolver = new Resolver(this.#overlay(disk), root);
  }

  /** The tree of the file that the host handed over last: trees are large, and hosts hand over one file at a time. */
  #handed: { readonly source: SourceText; readonly tree: HostTree } | undefined;

  /** The host's text of a file; wins over the disk until `close`. A tree saves parsing it again. */
  open(file: string, text: string, tree?: HostTree): void {
    const old = this.#texts.peek(file);
    const source = this.#texts.open(file, text);
    this.#handed = tree && { source, tree };
    if (old && old.text === source.text) {
      this.#keep(file, old, source);
      return;
    }
    const comes = (!old || !this.#files?.includes(file)) && this.#resolver.changed(file);
    // Nothing has led to it, and it names no memory: linters hand over many such files.
    if (!old && !comes && !source.hasTrigger && this.disk.stat(file)?.kind === 'file') return;
    this.#changed(file, old, source);
  }

  close(file: string): void {
    const old = this.#texts.peek(file);
    if (!this.#texts.forget(file)) return;
    // It was never saved, or has come or gone on the disk meanwhile.
    if (this.#resolver.changed(file) || this.#comesOrGoes(file)) this.#forgetStructure();
    const source = this.#texts.get(file);
    if (!source || !old || source.text !== old.text) this.#changed(file, old, source);
  }

  /** A file was created, changed or deleted on disk. */
  changedOnDisk(file: string): void {
    if (this.#resolver.changed(file) || file.endsWith('.gitignore')) this.#forgetStructure();
    const old = this.#texts.peek(file);
    if (old?.isOpen) return;
    this.#texts.forget(file);
    if (this.#comesOrGoes(file)) this.#forgetStructure();
    this.#changed(file, old, this.disk.stat(file)?.kind === 'file' ? this.#texts.get(file) : undefined);
  }

  /** Looks at the folders again; for a host that does not tell of files that come and go. */
  rediscover(): void {
    if (!this.#files) return;
    const [before, now] = [new Set(this.#files), new Set(discover(this.root, this.disk))];
    for (const file of before) if (!now.has(file)) this.changedOnDisk(file);
    for (const file of now) if (!before.has(file)) this.changedOnDisk(file);
  }

  /** The files whose texts decide what is known of a file, as far as that was asked for. */
  usedWith(file: string): ReadonlySet<string> {
    const out = new Set([file]);
    for (const { used } of this.#analysed.values()) if (used.has(file)) for (const one of used) out.add(one);
    return out;
  }

  /** Every source file of the project, sorted. Found once, then kept up to date by `changedOnDisk`. */
  files(): readonly string[] {
    this.#files ??= discover(this.root, this.disk);
    return this.#files;
  }

  /** The text that the findings of a file speak of; a byte-order mark is not part of it. */
  text(file: string): string | undefined {
    return this.#texts.get(file)?.text;
  }

  /** Whether a text names shared memory or views; without, it has findings only through files that do. */
  hasTrigger(file: string): boolean {
    return this.#texts.get(file)?.hasTrigger ?? false;
  }

  /** Why a file is not analysed; undefined if it is, or does not matter. */
  problem(file: string): FileProblem | undefined {
    const source = this.#texts.get(file);
    if (!source) return { file, kind: 'unreadable', message: 'The file cannot be read as UTF-8 text.' };
    if (source.problem) return source.problem;
    if (!source.hasTrigger && !this.#lowered.has(file)) return undefined;
    const lowered = this.#lower(file);
    return lowered && 'problem' in lowered ? lowered.problem : undefined;
  }

  /** A parse error of a file that no analysis needs is found only by asking for it. */
  check(file: string): FileProblem | undefined {
    const problem = this.problem(file);
    if (problem) return problem;
    const lowered = this.#lower(file);
    return lowered && 'problem' in lowered ? lowered.problem : undefined;
  }

  /** What is known of the components that a file belongs to or is reached by. */
  analyses(file: string): readonly Analysed[] {
    const components = this.components().filter(({ files, reached }) => files.includes(file) || reached.has(file));
    const own = components.map((component) => this.analyse(component));
    if (components.some(({ files }) => files.includes(file))) return own;
    return [...own, ...this.#throughImports(file)];
  }

  components(): readonly Component[] {
    if (this.#components) return this.#components;
    this.#links = new Components(this.#texts, this.#resolver);
    const open = this.#texts.openFiles().filter((file) => !this.files().includes(file));
    this.#components = this.#links.build([...this.files(), ...open]);
    this.#forgetOutdated(this.#links, this.#components);
    return this.#components;
  }

  analyse(component: Component): Analysed {
    this.components();
    const key = keyOf(component);
    const known = this.#analysed.get(key);
    if (known) return known;
    const { facts, used } = this.#solve(component);
    const analysed = new Analysed(facts, used, () => this.#solve(component).facts);
    this.#analysed.set(key, analysed);
    return analysed;
  }

  /** Lets go of what was made of a component in which nothing is open; whoever asks for it has it made again. */
  letGo(component: Component): void {
    const analysed = this.#analysed.get(keyOf(component));
    if (!analysed || [...analysed.used].some((file) => this.#texts.peek(file)?.isOpen)) return;
    analysed.letGo();
    for (const file of analysed.used) this.#lowered.delete(file);
  }

  /** Lets go of texts that name no memory, once all was read. */
  letGoOfTexts(): void {
    this.#texts.letGo((file) => this.#lowered.has(file));
  }

  /** Solves, and goes on with files without a trigger word that import what turned out to hold memory. */
  #solve({ files }: Component): { readonly facts: Facts; readonly used: ReadonlySet<string> } {
    const isRoot = new Set(files);
    const used = new Set<string>(files);
    const sources = {
      file: (path: string) => {
        used.add(path);
        return this.#ir(path);
      },
      resolve: (specifier: string, from: string) => this.#resolver.resolve(specifier, from),
      resolvePath: (path: string, from: string) => this.#resolver.resolvePath(path, from),
      isRoot: (path: string) => isRoot.has(path),
      nameSharedMemory: files.some((file) => this.#texts.get(file)?.concern === 'shared memory'),
    };
    let rounds = 0;
    const importers = (world: World): string[] => {
      const found = rounds++ < IMPORTERS ? this.#importers(world, isRoot).filter((file) => this.#ir(file)) : [];
      for (const file of found) isRoot.add(file);
      return found;
    };
    const facts = factsOf(sources, files.filter((file) => this.#ir(file)), importers);
    return { facts, used: new Set([...used, ...isRoot]) };
  }

  /** Project files that name no memory themselves but import a file that hands some out. */
  #importers(world: World, known: ReadonlySet<string>): string[] {
    const handing = [...known].filter((file) => !file.includes('/node_modules/') && exportsMemory(world, file));
    if (handing.length === 0) return [];
    const names = new RegExp(handing.map((file) => escapeRegExp(importName(file))).join('|'));
    const targets = new Set(handing);
    return this.files().filter((file) => {
      const source = known.has(file) ? undefined : this.#texts.get(file);
      return source && !source.hasTrigger && this.#texts.mentions(source, names) && this.#links?.linksOf(file).some((link) => targets.has(link));
    });
  }

  /** A file that belongs to no component may import from one. */
  #throughImports(file: string): Analysed[] {
    const links = this.#links?.linksOf(file) ?? [];
    const near = this.components().filter(({ files, reached }) => links.some((link) => files.includes(link) || reached.has(link)));
    return near.map((component) => this.analyse(component)).filter(({ used }) => used.has(file));
  }

  #ir(file: string): FileIr | undefined {
    const lowered = this.#lower(file);
    return lowered && 'ir' in lowered ? lowered.ir : undefined;
  }

  #lower(file: string): Lowered | undefined {
    const source = this.#texts.get(file);
    if (!source) return undefined;
    const known = this.#lowered.get(file);
    if (known?.source === source) return known.lowered;
    const problem = source.problem ?? (source.hasTrigger ? undefined : problemOf(file, source.text, source.isOpen));
    const lowered = problem ? { problem } : lowerText(this.parse, source, this.#handed?.source === source ? this.#handed.tree : undefined);
    this.#lowered.set(file, { source, lowered });
    return lowered;
  }

  /** The same text again: what was made of it stays. */
  #keep(file: string, old: SourceText, source: SourceText): void {
    const known = this.#lowered.get(file);
    if (known?.source === old) this.#lowered.set(file, { source, lowered: known.lowered });
  }

  #changed(file: string, old: SourceText | undefined, source: SourceText | undefined): void {
    this.#lowered.delete(file);
    for (const [key, { used }] of this.#analysed) if (used.has(file)) this.#analysed.delete(key);
    const sameLinks = old !== undefined && source !== undefined && old.hasTrigger === source.hasTrigger && old.concern === source.concern && sameLists(this.#listed(old), this.#listed(source));
    if (sameLinks) return;
    this.#components = undefined;
    if (source) this.#news.set(file, { isNew: old === undefined });
  }

  /** A file that comes to import from a component belongs to its analysis; a new one may be what an import meant. */
  #forgetOutdated(links: Components, components: readonly Component[]): void {
    const keys = new Set(components.map(keyOf));
    const news = [...this.#news].map(([file, { isNew }]) => ({ file, isNew, leadsTo: new Set(links.linksOf(file)) }));
    this.#news.clear();
    const isConcerned = (used: string): boolean => news.some(({ file, isNew, leadsTo }) => leadsTo.has(used) || (isNew && links.linksOf(used).includes(file)));
    for (const [key, { used }] of this.#analysed) if (!keys.has(key) || (news.length > 0 && [...used].some(isConcerned))) this.#analysed.delete(key);
  }

  #listed(source: SourceText): string[] {
    const { imports, paths } = this.#texts.specifiers(source);
    return [...imports, '', ...paths];
  }

  /** Whether the list of files no longer says of a file what the disk does. */
  #comesOrGoes(file: string): boolean {
    const exists = this.disk.stat(file)?.kind === 'file';
    const known = this.#files?.includes(file) ?? false;
    return exists !== known && (known || isDiscovered(file, this.root, this.disk));
  }

  #forgetStructure(): void {
    this.#files = undefined;
    this.#components = undefined;
    this.#analysed.clear();
  }

  /** Open files of a folder that are not on the disk: new ones, and deleted ones that an editor still shows. */
  #unsaved(folder: string): readonly DirectoryEntry[] {
    const open = this.#texts.openFiles().filter((file) => folderOf(file) === folder && this.disk.stat(file) === undefined);
    return open.map((file) => ({ name: nameOf(file), kind: 'file' }));
  }

  /** The disk with what is open on top, for files that are not saved yet. */
  #overlay(disk: Disk): Disk {
    return {
      ...disk,
      read: (path) => disk.read(path),
      stat: (path) => {
        const open = this.#texts.peek(path);
        return open?.isOpen ? (disk.stat(path) ?? { kind: 'file', size: open.text.length, modified: 0 }) : disk.stat(path);
      },
      list: (folder) => [...disk.list(folder), ...this.#unsaved(folder)],
      realPath: (path) => disk.realPath(path),
    };
  }
}

const keyOf = ({ files }: Component): string => files.join('\n');

const sameLists = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, i) => one === b[i]);

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The part of a path that an import must contain: the file's name without its ending, or its folder's. */
function importName(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  if (name !== 'index') return name;
  const folder = file.slice(0, file.lastIndexOf('/'));
  return folder.slice(folder.lastIndexOf('/') + 1);
}
