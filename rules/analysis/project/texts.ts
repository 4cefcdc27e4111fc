/** The texts of a project: what a host holds open, else what stands on disk, each with what a scan tells of it. */

import type { Disk } from '../base/disk.ts';
import { concernOf, hasTrigger, isMinified, textProblem } from '../parse/scan.ts';
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
  readonly #known = new Map<string, SourceText | undefined>();
  readonly #specifiers = new WeakMap<SourceText, Specifiers>();

  constructor(readonly disk: Disk) {}

  get(file: string): SourceText | undefined {
    if (!this.#known.has(file)) {
      const text = this.disk.read(file);
      this.#known.set(file, text === undefined ? undefined : scan(file, text, false));
    }
    return this.#known.get(file);
  }

  /** What is known without looking at the disk. */
  peek(file: string): SourceText | undefined {
    return this.#known.get(file);
  }

  open(file: string, text: string): SourceText {
    const source = scan(file, text, true);
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

  openFiles(): string[] {
    return [...this.#known].filter(([, source]) => source?.isOpen).map(([file]) => file);
  }
}

function scan(file: string, raw: string, isOpen: boolean): SourceText {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
  const trigger = hasTrigger(text);
  const problem = trigger ? problemOf(file, text, isOpen) : undefined;
  return { file, text, isOpen, hasTrigger: trigger, concern: trigger ? concernOf(text) : 'nothing', ...(problem && { problem }) };
}

/** Texts that no analysis ever needs are not measured further. */
export function problemOf(file: string, text: string, isOpen: boolean): FileProblem | undefined {
  const problem = textProblem(file, text);
  if (problem) return { file, ...problem };
  return !isOpen && isMinified(text) ? { file, kind: 'minified', message: 'The file is minified, and findings in generated text help nobody.' } : undefined;
}
