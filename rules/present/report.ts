/** What a run over files found: the data that every renderer of a whole run takes. */

import { LineMap, type Position, type Span } from '../analysis/base/span.ts';
import type { FileProblem } from '../analysis/project.ts';
import type { Certainty, Finding } from '../kit/finding.ts';

export interface FileReport {
  /** Absolute. */
  readonly file: string;
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  /** Why it was not analysed. */
  readonly problem?: FileProblem;
}

/** Paths are shown relative to `root`; texts are those that the findings speak of. */
export class Report {
  readonly #lines = new Map<string, LineMap>();
  readonly #texts = new Map<string, readonly string[]>();

  constructor(
    readonly root: string,
    readonly files: readonly FileReport[],
    readonly textOf: (file: string) => string | undefined,
  ) {}

  get findings(): readonly Finding[] {
    return this.files.flatMap(({ findings }) => findings);
  }

  get problems(): readonly FileProblem[] {
    return this.files.flatMap(({ problem }) => (problem ? [problem] : []));
  }

  /** The path from the root, with `/`; what lies elsewhere keeps its absolute path. */
  path(file: string): string {
    const folder = this.root.endsWith('/') ? this.root : `${this.root}/`;
    return file.startsWith(folder) ? file.slice(folder.length) : file;
  }

  position(file: string, offset: number): Position {
    let lines = this.#lines.get(file);
    if (!lines) this.#lines.set(file, (lines = new LineMap(this.textOf(file) ?? '')));
    return lines.position(offset);
  }

  /** The text of a line, counted from 1, without its end; empty where there is none. */
  line(file: string, line: number): string {
    return this.#linesOf(file)[line - 1] ?? '';
  }

  start(at: Span): Position {
    return this.position(at.file, at.start);
  }

  end(at: Span): Position {
    return this.position(at.file, at.end);
  }

  #linesOf(file: string): readonly string[] {
    let lines = this.#texts.get(file);
    if (!lines) this.#texts.set(file, (lines = (this.textOf(file) ?? '').split(/\r\n|[\n\r\u2028\u2029]/)));
    return lines;
  }
}

/** How a finding weighs on surfaces that know errors, warnings and notes. */
export const SEVERITY = { proven: 'error', likely: 'warning', possible: 'note' } as const satisfies Record<Certainty, string>;
