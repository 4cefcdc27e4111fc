/** Findings of one file, each rule on its own: one that fails costs a line in the log, and the others their findings nothing. */

import type { Finding } from '../../rules/kit/finding.ts';
import { RULES, type RuleDefinition } from '../../rules/kit/registry.ts';
import type { Folder } from './folder.ts';

/** Told once of each failure. */
export type ReportFailure = (message: string) => void;

export function findingsOf(folder: Folder, path: string, fail: ReportFailure): readonly Finding[] {
  const found = RULES.flatMap((rule) => guarded(folder, path, rule, fail));
  return found.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}

function guarded(folder: Folder, path: string, rule: RuleDefinition, fail: ReportFailure): readonly Finding[] {
  const setting = folder.settings.rules.get(rule.name);
  if (!setting) return [];
  try {
    return folder.lint.findingsOf(rule, path, setting).filter((finding) => !folder.lint.isSuppressed(finding));
  } catch (error) {
    fail(`${rule.name} failed on ${path}: ${firstLines(error)}`);
    return [];
  }
}

/** What was thrown, and the innermost place: enough to report it. */
function firstLines(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').slice(0, 2).map((line) => line.trim()).join(' ');
}
