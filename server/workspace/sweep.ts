/**
 * Keeps the reports of the whole workspace up to date, a little at a time.
 *
 * After a change only groups of files that were solved anew are looked at. Between two groups, messages are let in; a
 * change that comes with them starts the round again, which skips at once what it has seen.
 */

import type { Analysed } from '../../rules/analysis/project.ts';
import type { Host } from '../host.ts';
import type { Folder } from './folder.ts';

export interface Swept {
  folders(): readonly Folder[];
  /** Hands over what was typed, once folders and settings are known. */
  settle(): Promise<void>;
  /** Open documents that have changed. */
  touched(): Iterable<{ readonly folder: Folder; readonly path: string }>;
  /** Brings the report of one file up to date. */
  report(folder: Folder, path: string): void;
  progress(done: number, total: number): void;
  done(milliseconds: number): void;
  failed(message: string): void;
}

interface Group {
  readonly analysed: Analysed;
  readonly files: readonly string[];
}

/** For how long messages may wait, in milliseconds. */
const SLICE = 12;

export class Sweep {
  #groups = new WeakMap<Folder, Map<string, Group>>();
  readonly #read = new WeakMap<Folder, readonly string[]>();
  #running: Promise<void> | undefined;
  #isWanted = false;
  #since = 0;

  constructor(
    readonly host: Host,
    readonly swept: Swept,
  ) {}

  /** Something has changed. */
  request(): void {
    this.#isWanted = true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** What was seen of a folder counts no more: its settings have changed. */
  forget(folder: Folder): void {
    this.#groups.delete(folder);
    this.request();
  }

  /** Resolves when all reports are up to date. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Resolves when the files of a folder have been read, so that looking at one file need not read them all at once. */
  async ready(folder: Folder): Promise<void> {
    const files = folder.lint.files();
    if (this.#read.get(folder) === files) return;
    for (const file of files) {
      folder.lint.hasTrigger(file);
      await this.#pause();
    }
    this.#read.set(folder, files);
  }

  async #run(): Promise<void> {
    const start = Date.now();
    while (this.#isWanted) {
      await this.host.breathe();
      this.#since = Date.now();
      this.#isWanted = false;
      await this.#round().catch((error: unknown) => this.swept.failed(`The analysis failed: ${String(error)}`));
    }
    this.swept.done(Date.now() - start);
  }

  async #round(): Promise<void> {
    await this.swept.settle();
    for (const folder of this.swept.folders()) {
      await this.ready(folder);
      await this.swept.settle();
      for (const { folder: own, path } of this.swept.touched()) this.swept.report(own, path);
      await this.#folder(folder);
      if (this.#isWanted) return;
      folder.lint.letGoOfTexts();
    }
  }

  async #folder(folder: Folder): Promise<void> {
    const known = this.#groups.get(folder) ?? new Map<string, Group>();
    this.#groups.set(folder, known);
    const components = folder.lint.components();
    const keys = new Set(components.map(({ files }) => files.join('\n')));
    for (const [key, { files }] of known) if (!keys.has(key) && known.delete(key)) this.#report(folder, files);
    for (const [i, component] of components.entries()) {
      const analysed = folder.lint.analyse(component);
      this.#group(folder, known, component.files.join('\n'), analysed);
      folder.lint.letGo(component);
      this.swept.progress(i + 1, components.length);
      await this.#pause();
      if (this.#isWanted) return;
    }
  }

  #group(folder: Folder, known: Map<string, Group>, key: string, analysed: Analysed): void {
    const old = known.get(key);
    if (old?.analysed === analysed) return;
    const files = [...analysed.used].filter((file) => folder.lists(file));
    known.set(key, { analysed, files });
    this.#report(folder, new Set([...(old?.files ?? []), ...files]));
  }

  #report(folder: Folder, files: Iterable<string>): void {
    for (const file of files) this.swept.report(folder, file);
  }

  async #pause(): Promise<void> {
    if (Date.now() - this.#since < SLICE) return;
    await this.host.breathe();
    this.#since = Date.now();
  }
}
