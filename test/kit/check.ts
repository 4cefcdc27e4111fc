/** The one function through which tests of rules touch the engine. */

import { expect } from 'vitest';
import { LineMap } from '../../rules/analysis/base/span.ts';
import type { Preset } from '../../rules/kit/define-rule.ts';
import type { Finding } from '../../rules/kit/finding.ts';
import { Lint, presetSettings } from '../../rules/kit/lint.ts';
import { parseText } from '../../rules/oxc.ts';
import { memoryDisk } from './memory-disk.ts';
import { readProgram, type Program, type Wanted } from './program.ts';

const ROOT = '/p';

/** A project on the files of a program; `package.json` and other data files count as well. */
export function lintOf(files: ReadonlyMap<string, string>): Lint {
  return new Lint(ROOT, memoryDisk(Object.fromEntries([...files].map(([name, text]) => [`${ROOT}/${name}`, text]))), parseText);
}

/** Every finding of a preset, by path from the root. */
export function findingsOf(lint: Lint, preset: Preset): ReadonlyMap<string, readonly Finding[]> {
  const settings = presetSettings(preset);
  return new Map(lint.files().map((file) => [file.slice(ROOT.length + 1), lint.findings(file, settings)]));
}

export interface CheckOptions {
  /** Looks at these rules only; by default at those that markers name, or at all where none does. */
  readonly rules?: readonly string[];
}

/** Fails unless both presets report just what the markers of a program want. */
export function check(source: string | Program, options: CheckOptions = {}): void {
  const program = typeof source === 'string' ? readProgram(source) : source;
  const lint = lintOf(program.files);
  for (const file of program.files.keys()) expect(lint.check(`${ROOT}/${file}`)?.message ?? '', file).toBe('');
  const named = options.rules ?? [...new Set(program.wanted.map(({ rule }) => rule))];
  const differences = (['recommended', 'strict'] as const).flatMap((preset) => {
    const wanted = program.wanted.filter((one) => preset === 'strict' || one.preset === 'recommended');
    const got = linesOf(lint, preset, program, named, wanted);
    const missed = [...new Set(wanted.map(lineOf))].filter((line) => !got.has(line)).map((line) => `${preset}: missed ${line}`);
    const extra = [...got].filter(([line]) => !wanted.some((one) => lineOf(one) === line)).map(([line, message]) => `${preset}: extra ${line}: ${message}`);
    return [...missed, ...extra];
  });
  if (differences.length > 0) expect.fail(differences.sort().join('\n'));
}

const lineOf = ({ file, line, rule, certainty }: Wanted): string => `${file}:${line} ${rule}${certainty ? ` ${certainty}` : ''}`;

/** One text a finding, with its certainty where a marker of its line and rule names one; and its message. */
function linesOf(lint: Lint, preset: Preset, program: Program, rules: readonly string[], wanted: readonly Wanted[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const [file, findings] of findingsOf(lint, preset)) {
    const lines = new LineMap(program.files.get(file) ?? '');
    for (const { rule, at, certainty, message } of findings) {
      if (rules.length > 0 && !rules.includes(rule)) continue;
      const { line } = lines.position(at.start);
      const isNamed = wanted.some((one) => one.file === file && one.line === line && one.rule === rule && one.certainty);
      out.set(`${file}:${line} ${rule}${isNamed ? ` ${certainty}` : ''}`, message);
    }
  }
  return out;
}
