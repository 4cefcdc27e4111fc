/** Findings of a project's files: rules run once on each component, and what they find is kept until it changes. */

import type { Facts } from '../analysis/facts/facts.ts';
import { isAtLeast } from '../analysis/facts/certainty.ts';
import { Project, type FileProblem } from '../analysis/project.ts';
import type { RuleOptions } from './define-rule.ts';
import type { Finding } from './finding.ts';
import { RULES } from './registry.ts';

export type { FileProblem } from '../analysis/project.ts';

/** Options by rule name. */
export type AllOptions = Readonly<Record<string, RuleOptions>>;

/** A project with its findings. */
export class Lint extends Project {
  readonly #found = new WeakMap<Facts, Map<string, readonly Finding[]>>();

  /** What every rule finds in one file, at `possible` and above, sorted by place. */
  findings(file: string, options: AllOptions = {}): readonly Finding[] {
    const all = this.analyses(file).flatMap(({ facts }) => this.#inFile(facts, file, options));
    return distinct(all.sort(byPlace));
  }

  #inFile(facts: Facts, file: string, options: AllOptions): readonly Finding[] {
    const byFile = this.#run(facts, options);
    return byFile.filter((finding) => finding.at.file === file);
  }

  #run(facts: Facts, options: AllOptions): readonly Finding[] {
    const key = JSON.stringify(options);
    const known = this.#found.get(facts) ?? new Map<string, readonly Finding[]>();
    this.#found.set(facts, known);
    const old = known.get(key);
    if (old) return old;
    const found = RULES.flatMap((rule) => rule.run(facts, options[rule.name] ?? {}, (file) => this.text(file)));
    known.set(key, found);
    return found;
  }
}

const byPlace = (a: Finding, b: Finding): number =>
  a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);

/** A file that two components reach has each finding once, as the surer of the two tells it. */
function distinct(findings: readonly Finding[]): Finding[] {
  const out: Finding[] = [];
  for (const finding of findings) {
    const last = out.at(-1);
    const same = last && last.rule === finding.rule && last.at.start === finding.at.start && last.at.end === finding.at.end;
    if (!same) out.push(finding);
    else if (!isAtLeast(last.certainty, finding.certainty)) out[out.length - 1] = finding;
  }
  return out;
}

export type { FileProblem as Problem };
