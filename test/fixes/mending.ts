/** What applying one fix or suggestion leaves. */

import type { Span } from '../../rules/analysis/base/span.ts';
import { applyEdits } from '../../rules/kit/apply-edits.ts';
import { isAtLeast, type Finding, type Fix } from '../../rules/kit/finding.ts';
import type { Lint } from '../../rules/kit/lint.ts';
import { findingsOf, lintOf } from '../kit/check.ts';
import type { Program } from '../kit/program.ts';

const ROOT = '/p/';

export interface Mend {
  readonly finding: Finding;
  readonly fix: Fix;
  /** Applied by `--fix`, without asking. */
  readonly isSafe: boolean;
}

/** Every fix and suggestion of a program's findings, in strict. */
export function mendsOf(lint: Lint): Mend[] {
  return [...findingsOf(lint, 'strict').values()].flat().flatMap((finding) => [
    ...(finding.fix ? [{ finding, fix: finding.fix, isSafe: true }] : []),
    ...finding.suggestions.map((fix) => ({ finding, fix, isSafe: false })),
  ]);
}

/** The texts of a program with a change applied. */
export function mended({ files }: Program, { edits }: Fix): Map<string, string> {
  const out = new Map(files);
  for (const file of new Set(edits.map(({ at }) => at.file.slice(ROOT.length))))
    out.set(file, applyEdits(files.get(file) ?? '', edits.filter(({ at }) => at.file === ROOT + file)));
  return out;
}

/** Sentences about what is wrong with a change; none if it is right. */
export function complaints(program: Program, lint: Lint, mend: Mend): string[] {
  const texts = mended(program, mend.fix);
  const after = lintOf(texts);
  const unreadable = [...texts.keys()].flatMap((file) => after.check(ROOT + file)?.message ?? []);
  if (unreadable.length > 0) return unreadable.map((message) => `it does not parse: ${message}`);
  const before = allOf(lint);
  const now = allOf(after);
  const allowed = mend.isSafe ? now : now.filter((finding) => !isRevealed(finding, mend));
  return [...remaining(before, allowed, mend.finding), ...newRules(before, allowed), ...newPlaces(before, allowed, mend.fix)];
}

const allOf = (lint: Lint): Finding[] => [...findingsOf(lint, 'strict').values()].flat();

/** The finding is gone where it was as sure as this. */
function remaining(before: readonly Finding[], now: readonly Finding[], { rule, certainty }: Finding): string[] {
  const count = (findings: readonly Finding[]): number => findings.filter((one) => one.rule === rule && isAtLeast(one.certainty, certainty)).length;
  return count(now) < count(before) ? [] : ['the finding is still there'];
}

function newRules(before: readonly Finding[], now: readonly Finding[]): string[] {
  const count = (findings: readonly Finding[], rule: string): number => findings.filter((one) => one.rule === rule).length;
  return [...new Set(now.map(({ rule }) => rule))].filter((rule) => count(now, rule) > count(before, rule)).map((rule) => `a finding of ${rule} is new`);
}

/** Findings outside of what was changed that were not there before. */
function newPlaces(before: readonly Finding[], now: readonly Finding[], { edits }: Fix): string[] {
  const old = new Set(before.map(({ rule, at }) => `${rule} ${at.file} ${moved(at.file, at.start, edits)}`));
  return now.filter(({ rule, at }) => !old.has(`${rule} ${at.file} ${at.start}`) && !isChanged(at, edits)).map(({ rule, at, message }) => `${rule} is new at ${at.start}: ${message}`);
}

/** Within a changed stretch of the new text, or the expression around it. */
function isChanged({ file, start, end }: Span, edits: Fix['edits']): boolean {
  return edits.some(({ at, text }) => {
    const from = moved(file, at.start, edits);
    return at.file === file && start <= from + text.length && end >= from;
  });
}

/**
 * A suggestion is chosen by a person, who is told what follows: that the neighbours of an access which is now atomic are
 * not, nor their views, that what was known of an offset is merely possible once it is rounded, or that a copy of floats
 * which others write may be torn.
 */
function isRevealed({ rule, related, certainty, at }: Finding, { fix }: Mend): boolean {
  if (rule === 'no-torn-access') return isChanged(at, fix.edits) && fix.title.startsWith('Hand over a copy');
  if (rule !== 'no-mixed-access' && rule !== 'no-plain-view') return false;
  return certainty === 'possible' || related.some(({ at }) => isChanged(at, fix.edits));
}

const moved = (file: string, place: number, edits: Fix['edits']): number =>
  place + edits.filter(({ at }) => at.file === file && at.end <= place && !(at.start === place)).reduce((sum, { at, text }) => sum + text.length - (at.end - at.start), 0);
