/** The texts of a project: what a host holds open, else what stands on disk, each with what a scan tells of it. */

import type { Disk } from '../base/disk.ts';
import { concernOf, hasTrigger, isMinified, plainProblem, textProblem } from '../parse/scan.ts';
import { specifiers, type Specifiers } from '../parse/specifiers.ts';

/** A host's own TS-ESTree and scope manager (ESLint's); their types differ from parser to parser. */
export interface HostTree {
  readonly ast: unknown;
  readonly scopeManager: unknown;
}

/** Why a file was not analysed; `message` is one sentence that names what was expected. */
export interface FileProblem {
  readonly file: string;
  readonly kind: 'unreadable' | 'too-large' | 'too-deep' | 'syntax' | 'binary' | 'minified';
  readonly message: string;
  /** UTF-16 offset of a syntax error. */
  readonly offset?: number;
}

export interface SourceText {
  readonly file: string;
  /** Without a byte-order mark. */
  readonly text: string;
  readonly isOpen: boolean;
  /** It names shared memory or views. */
  readonly hasTrigger: boolean;
  readonly concern: ReturnType<typeof concernOf>;
  readonly problem?: FileProblem;
}

export class Texts {
  readonly #known = new Map<string, Source | undefined>();
  readonly #specifiers = new WeakMap<SourceText, Specifiers>();

  constructor(readonly disk: Disk) {}

  get(file: string): SourceText | undefined {
    if (!this.#known.has(file)) {
      const text = this.disk.read(file);
      this.#known.set(file, text === undefined ? undefined : this.#scan(file, text, false));
    }
    return this.#known.get(file);
  }

  #scan(file: string, raw: string, isOpen: boolean): Source {
    return new Source(file, withoutMark(raw), isOpen, () => withoutMark(this.disk.read(file) ?? ''));
  }

  /** What is known without looking at the disk. */
  peek(file: string): SourceText | undefined {
    return this.#known.get(file);
  }

  open(file: string, text: string): SourceText {
    const source = this.#scan(file, text, true);
    this.#known.set(file, source);
    return source;
  }

  /** The next look goes to the disk; true if anything was known. */
  forget(file: string): boolean {
    return this.#known.delete(file);
  }

  specifiers(source: SourceText): Specifiers {
    let found = this.#specifiers.get(source);
    if (!found) this.#specifiers.set(source, (found = specifiers(source.text)));
    return found;
  }

  /** Whether a text holds one of the names that imports are written with, or may. */
  mentions(source: SourceText, names: RegExp): boolean {
    if (!this.#known.get(source.file)?.isHeld) return this.specifiers(source).imports.some((one) => names.test(one));
    return names.test(source.text);
  }

  /** Keeps of a file that names no memory what it leads to, and reads it again if its text is wanted after all. */
  letGo(isUsed: (file: string) => boolean): void {
    for (const [file, source] of this.#known) {
      if (!source?.isHeld || source.isOpen || source.hasTrigger || isUsed(file)) continue;
      this.#specifiers.set(source, copied(this.specifiers(source)));
      source.letGo();
    }
  }

  openFiles(): string[] {
    return [...this.#known].filter(([, source]) => source?.isOpen).map(([file]) => file);
  }
}

class Source implements SourceText {
  #text: string | undefined;
  readonly hasTrigger: boolean;
  readonly concern: SourceText['concern'];
  readonly problem?: FileProblem;

  /** `again`: reads it from the disk. */
  constructor(
    readonly file: string,
    text: string,
    readonly isOpen: boolean,
    readonly again: () => string,
  ) {
    this.#text = text;
    this.hasTrigger = hasTrigger(text);
    this.concern = this.hasTrigger ? concernOf(text) : 'nothing';
    const problem = this.hasTrigger ? problemOf(file, text, isOpen) : plainProblem(text);
    if (problem) this.problem = { file, ...problem };
  }

  get text(): string {
    return (this.#text ??= this.again());
  }

  get isHeld(): boolean {
    return this.#text !== undefined;
  }

  letGo(): void {
    this.#text = undefined;
  }
}

const withoutMark = (raw: string): string => (raw.startsWith('\uFEFF') ? raw.slice(1) : raw);

/** A part of a string keeps the whole of it alive; what was written and read again does not. */
const copied = (found: Specifiers): Specifiers => JSON.parse(JSON.stringify(found)) as Specifiers;

/** Texts that no analysis ever needs are not measured further. */
export function problemOf(file: string, text: string, isOpen: boolean): FileProblem | undefined {
  const problem = textProblem(file, text);
  if (problem) return { file, ...problem };
  return !isOpen && isMinified(text) ? { file, kind: 'minified', message: 'The file is minified, and findings in generated text help nobody.' } : undefined;
}
