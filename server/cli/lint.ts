/** Lints the files of a run. What goes wrong in one file or rule is told, and the rest goes on. */

import { RULES } from '../../rules/kit/registry.ts';
import type { Finding } from '../../rules/kit/finding.ts';
import type { Lint, Settings } from '../../rules/kit/lint.ts';
import type { FileReport } from '../../rules/present/report.ts';
import { progressOn } from './progress.ts';
import type { Targets } from './targets.ts';
import type { Stream } from './terminal.ts';

/** An error of ours. */
export interface Failure {
  readonly file: string;
  /** Absent where the analysis itself failed. */
  readonly rule?: string;
  readonly message: string;
}

export interface Linted {
  readonly files: readonly FileReport[];
  readonly failures: readonly Failure[];
}

export function lintTargets({ targets, named }: Targets<Lint>, settings: Settings, stderr: Stream & { write(text: string): unknown }): Linted {
  const failures = new Map<string, Failure>();
  const progress = progressOn(stderr, (text) => stderr.write(text), targets.reduce((sum, { files }) => sum + files.length, 0));
  const files = targets.flatMap(({ project, files: own }) => {
    const checksAll = isSmall(project, own);
    return own.map((file) => {
      const report = lintFile(project, file, settings, checksAll || named.has(file), failures);
      progress.step();
      return report;
    });
  });
  progress.end();
  return { files: files.sort((a, b) => (a.file < b.file ? -1 : 1)), failures: [...failures.values()] };
}

/** In UTF-16 units. */
const SMALL = 250_000;

/**
 * A file that cannot matter is not parsed, and so not known to parse. Where that would cost next to nothing it is parsed
 * all the same, as it is where it was named: a broken file should not go unsaid.
 */
function isSmall(project: Lint, files: readonly string[]): boolean {
  let length = 0;
  return files.every((file) => (length += project.text(file)?.length ?? 0) <= SMALL);
}

function lintFile(project: Lint, file: string, settings: Settings, checks: boolean, failures: Map<string, Failure>): FileReport {
  try {
    const problem = checks ? project.check(file) : project.problem(file);
    if (problem) return { file, findings: [], problem };
    return { file, findings: findingsOf(project, file, settings, failures) };
  } catch (error) {
    note(failures, { file, message: messageOf(error) });
    return { file, findings: [] };
  }
}

/** Rule by rule only where one of them fails. */
function findingsOf(project: Lint, file: string, settings: Settings, failures: Map<string, Failure>): readonly Finding[] {
  project.analyses(file);
  try {
    return project.findings(file, settings);
  } catch {
    return RULES.flatMap((rule) => {
      const setting = settings.get(rule.name);
      if (!setting) return [];
      try {
        return project.findings(file, new Map([[rule.name, setting]]));
      } catch (error) {
        note(failures, { file, rule: rule.name, message: messageOf(error) });
        return [];
      }
    });
  }
}

/** One failure a rule and message: many files share it. */
const note = (failures: Map<string, Failure>, failure: Failure): void => {
  const key = `${failure.rule ?? ''} ${failure.message}`;
  if (!failures.has(key)) failures.set(key, failure);
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
