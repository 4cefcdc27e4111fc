/**
 * The project behind a host that lints one file at a time.
 *
 * One project a working directory lives as long as the process. A file that the host hands over wins over the disk. In a
 * process that lints again (an editor's), what the disk holds may have changed since: files that matter to the one at
 * hand are looked at each time, the others when a file comes round again or some time has passed.
 */

import type { TSESLint } from '@typescript-eslint/utils';
import { slashed } from '../analysis/base/path.ts';
import { isDeclaration } from '../analysis/base/source-file.ts';
import { nodeDisk } from '../disk.ts';
import type { RuleDefinition } from '../kit/define-rule.ts';
import type { Finding } from '../kit/finding.ts';
import { Lint, type RuleSetting } from '../kit/lint.ts';
import { parseText } from '../oxc.ts';

type Context = Pick<Readonly<TSESLint.RuleContext<string, readonly unknown[]>>, 'cwd' | 'filename' | 'sourceCode'>;

/** The findings of the file that is being linted. */
export interface HostFile {
  findings(rule: RuleDefinition, setting: RuleSetting): readonly Finding[];
}

const hosts = new Map<string, HostProject>();

/** Undefined for a text that stands in no file, and for declarations, which do nothing. */
export function projectOf({ cwd, filename, sourceCode }: Context): HostFile | undefined {
  const file = slashed(filename);
  if (!/^(?:\/|[A-Za-z]:\/)/.test(file) || isDeclaration(file)) return undefined;
  const root = slashed(cwd);
  let host = hosts.get(root);
  if (!host) hosts.set(root, (host = new HostProject(root)));
  host.handOver(file, sourceCode);
  return { findings: (rule, setting) => host.lint.findingsOf(rule, file, setting) };
}

/** How long the rest of the disk is taken as it was: in milliseconds, or in times of what looking at it costs. */
const FRESH = 1000;
const SHARE = 100;
/** The same for a file that comes round again: passes of `--fix` are many, and runs in an editor few. */
const SHARE_AGAIN = 10;

/** More files than these are not looked at for each file of a run. */
const NEAR = 64;

class HostProject {
  readonly lint: Lint;
  readonly #disk = nodeDisk();
  /** Size and time of each file when it was read or handed over. */
  readonly #stamps = new Map<string, string>();
  /** Files handed over since the whole disk was looked at. */
  readonly #seen = new Set<string>();
  /** When the whole disk was looked at, and what that cost, in milliseconds. */
  #looked = { at: performance.now(), cost: 0 };
  /** The tree handed over last: all rules of one run ask with the same. oxlint's `sourceCode` is one object for all runs. */
  #current: object | undefined;

  constructor(root: string) {
    this.lint = new Lint(root, { ...this.#disk, read: (path) => this.#read(path) }, parseText);
  }

  handOver(file: string, sourceCode: Readonly<TSESLint.SourceCode>): void {
    const { ast, scopeManager } = sourceCode;
    if (this.#current === ast) return;
    this.#current = ast;
    if (this.#isTimeToLook(file)) this.#lookAgain();
    else this.#lookAt(this.lint.usedWith(file));
    this.#seen.add(file);
    this.#stamps.set(file, this.#stamp(file));
    this.lint.open(file, sourceCode.text, { ast, scopeManager });
  }

  #lookAgain(): void {
    const start = performance.now();
    this.#seen.clear();
    for (const file of this.#stamps.keys()) this.#compare(file);
    this.lint.rediscover();
    const at = performance.now();
    this.#looked = { at, cost: at - start };
  }

  #isTimeToLook(file: string): boolean {
    const { at, cost } = this.#looked;
    const passed = performance.now() - at;
    return this.#seen.has(file) ? passed >= SHARE_AGAIN * cost : passed > Math.max(FRESH, SHARE * cost);
  }

  #lookAt(files: ReadonlySet<string>): void {
    if (files.size <= NEAR) for (const file of files) this.#compare(file);
  }

  #compare(file: string): void {
    const now = this.#stamp(file);
    const old = this.#stamps.get(file);
    // What was never read is read when it matters.
    if (old === undefined || old === now) return;
    this.#stamps.set(file, now);
    this.lint.close(file);
    this.lint.changedOnDisk(file);
  }

  #read(path: string): string | undefined {
    this.#stamps.set(path, this.#stamp(path));
    return this.#disk.read(path);
  }

  #stamp(path: string): string {
    const found = this.#disk.stat(path);
    return found ? `${found.size} ${found.modified}` : '';
  }
}
