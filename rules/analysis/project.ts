/**
 * The one root and the only cache: edits in, findings out.
 *
 * A project has every source file under its root (not `.gitignore`d, not in `node_modules` or a dot folder). Texts that
 * a host holds open win over the disk.
 */

import type { Disk } from './base/disk.ts';
import type { Finding } from '../kit/finding.ts';

/** A host's own TS-ESTree and scope manager (ESLint's); typed loosely because parsers differ in version. */
export interface HostTree {
  readonly ast: unknown;
  readonly scopeManager: unknown;
}

/** Why a file was not analysed; `message` is one sentence that names what was expected. */
export interface FileProblem {
  readonly file: string;
  readonly kind: 'unreadable' | 'too-large' | 'too-deep' | 'syntax' | 'binary';
  readonly message: string;
  /** UTF-16 offset of a syntax error. */
  readonly offset?: number;
}

/** Options of one rule, as its schema allows them; `certainty` is taken care of by the caller. */
export type RuleOptions = Readonly<Record<string, unknown>>;

export class Project {
  constructor(
    readonly root: string,
    readonly disk: Disk,
  ) {}

  /** The host's text of a file; wins over the disk until `close`. A tree saves parsing it again. */
  open(file: string, text: string, tree?: HostTree): void {}

  close(file: string): void {}

  /** A file was created, changed or deleted on disk. */
  changedOnDisk(file: string): void {}

  /** Every source file of the project, sorted. Found once, then kept up to date by `changedOnDisk`. */
  files(): readonly string[] {
    return [];
  }

  /** The text that the findings of a file speak of. */
  text(file: string): string | undefined {
    return undefined;
  }

  /** What every rule finds in one file, at `possible` and above, sorted by place. `options` by rule name. */
  findings(file: string, options?: Readonly<Record<string, RuleOptions>>): readonly Finding[] {
    return [];
  }

  problem(file: string): FileProblem | undefined {
    return undefined;
  }
}
