/** Findings of a project's files: each rule runs once on each component, and what it finds is kept until that changes. */

import { Project, type Analysed } from '../analysis/project.ts';
import { Directives, mayHoldDirectives } from './directives.ts';
import { isAtLeast, type Certainty, type Finding } from './finding.ts';
import type { Preset, RuleDefinition, RuleOptions } from './define-rule.ts';
import { RULES } from './registry.ts';

export type { FileProblem } from '../analysis/project.ts';

export interface RuleSetting {
  /** The least sure finding to report. */
  readonly certainty: Certainty;
  readonly options: RuleOptions;
}

/** The rules to run, by name. */
export type Settings = ReadonlyMap<string, RuleSetting>;

/** What a preset asks of the rules in it. */
export function presetSettings(preset: Preset): Settings {
  const certainty: Certainty = preset === 'strict' ? 'possible' : 'likely';
  return new Map(RULES.filter(({ presets }) => presets.includes(preset)).map(({ name }) => [name, { certainty, options: {} }]));
}

/** A project with its findings. */
export class Lint extends Project {
  readonly #found = new WeakMap<Analysed, Map<string, readonly Finding[]>>();

  readonly #directives = new Map<string, { readonly text: string; readonly directives: Directives }>();

  /** What the rules of `settings` find in one file and no comment switches off, sorted by place. */
  findings(file: string, settings: Settings): readonly Finding[] {
    const found = RULES.flatMap((rule) => {
      const setting = settings.get(rule.name);
      return setting ? this.findingsOf(rule, file, setting) : [];
    });
    return found.filter((finding) => !this.isSuppressed(finding)).sort(byPlace);
  }

  /** Whether a comment such as `eslint-disable-line` switches the rule off where a finding stands. */
  isSuppressed(finding: Finding): boolean {
    const { file } = finding.at;
    const text = this.text(file);
    if (text === undefined || !mayHoldDirectives(text)) return false;
    let known = this.#directives.get(file);
    if (known?.text !== text) this.#directives.set(file, (known = { text, directives: new Directives(text, this.parse(file, text).comments) }));
    return known.directives.suppresses(finding);
  }

  /** What one rule finds in one file, sorted by place; comments that switch it off are the host's to apply. */
  findingsOf(rule: RuleDefinition, file: string, { certainty, options }: RuleSetting): Finding[] {
    const all = this.analyses(file).flatMap((analysed) => this.#run(analysed, rule, options).filter(({ at }) => at.file === file));
    return distinct([...all].sort(byPlace)).filter((finding) => isAtLeast(finding.certainty, certainty));
  }

  #run(analysed: Analysed, rule: RuleDefinition, options: RuleOptions): readonly Finding[] {
    const key = `${rule.name} ${JSON.stringify(options)}`;
    const known = this.#found.get(analysed) ?? new Map<string, readonly Finding[]>();
    this.#found.set(analysed, known);
    const old = known.get(key);
    if (old) return old;
    const found = rule.run(analysed.facts, options, (file) => this.text(file));
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
