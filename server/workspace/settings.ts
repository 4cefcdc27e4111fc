/** The user's settings, read with care: a wrong one is named with its value and what is allowed, and the rest works. */

import picomatch from 'picomatch/posix';
import { CERTAINTIES, type Certainty } from '../../rules/kit/finding.ts';
import type { Preset, RuleDefinition } from '../../rules/kit/define-rule.ts';
import { presetSettings, type RuleSetting, type Settings } from '../../rules/kit/lint.ts';
import { RULES } from '../../rules/kit/registry.ts';
import { checkOptions } from './options.ts';
import { SettingReader as Reader, type Complain } from './setting-reader.ts';

export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const PRESETS: readonly Preset[] = ['recommended', 'strict'];

export interface EditorSettings {
  readonly enable: boolean;
  readonly rules: Settings;
  /** The user's severity of a rule; without, it is that of the finding's certainty. */
  readonly ruleSeverity: ReadonlyMap<string, Severity>;
  readonly certaintySeverity: Readonly<Record<Certainty, Severity>>;
  /** Whether nothing is reported in a file, by its path from the folder. */
  readonly isExcluded: (path: string) => boolean;
  readonly wholeWorkspace: boolean;
  readonly deferToEslint: boolean;
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  readonly snippetCompletions: boolean;
}

export const defaultSettings = (): EditorSettings => readSettings({}, () => undefined);

/** `raw`: the object under `atomics`; anything missing has its default. */
export function readSettings(raw: unknown, complain: Complain): EditorSettings {
  const read = new Reader(raw, 'atomics', complain);
  const preset = read.oneOf('preset', PRESETS, 'recommended');
  const severity = read.inner('severity');
  return {
    enable: read.boolean('enable', true),
    ...readRules(read.inner('rules'), preset, complain),
    certaintySeverity: {
      proven: severity.oneOf('proven', SEVERITIES, 'error'),
      likely: severity.oneOf('likely', SEVERITIES, 'warning'),
      possible: severity.oneOf('possible', SEVERITIES, 'information'),
    },
    isExcluded: readGlobs(read),
    wholeWorkspace: read.boolean('wholeWorkspace', true),
    deferToEslint: read.boolean('deferToEslint', true),
    inlayHints: read.inner('inlayHints').boolean('enable', false),
    codeLens: read.inner('codeLens').boolean('enable', false),
    snippetCompletions: read.inner('snippets').boolean('completions', true),
  };
}

function readRules(read: Reader, preset: Preset, complain: Complain): Pick<EditorSettings, 'rules' | 'ruleSeverity'> {
  const rules = new Map<string, RuleSetting>();
  const ruleSeverity = new Map<string, Severity>();
  const chosen = presetSettings(preset);
  read.onlyKeys(RULES.map(({ name }) => name));
  for (const rule of RULES) {
    const own = read.inner(rule.name);
    const severity = own.oneOf('severity', ['certainty', 'off', ...SEVERITIES], 'certainty');
    if (severity === 'off') continue;
    if (severity !== 'certainty') ruleSeverity.set(rule.name, severity);
    const setting = ruleSetting(rule, own, chosen.get(rule.name), severity !== 'certainty', complain);
    if (setting) rules.set(rule.name, setting);
  }
  return { rules, ruleSeverity };
}

/** A rule outside the preset is on where the user gave it a severity or a certainty. */
function ruleSetting(rule: RuleDefinition, own: Reader, preset: RuleSetting | undefined, isNamed: boolean, complain: Complain): RuleSetting | undefined {
  const certainty = own.oneOf('certainty', ['preset', ...CERTAINTIES], 'preset');
  if (!preset && !isNamed && certainty === 'preset') return undefined;
  const options = checkOptions(rule, own.values, `atomics.rules.${rule.name}`, complain);
  return { certainty: certainty === 'preset' ? (preset?.certainty ?? 'likely') : certainty, options: { ...preset?.options, ...options } };
}

function readGlobs(read: Reader): (path: string) => boolean {
  const globs = read.strings('exclude');
  if (globs.length === 0) return () => false;
  return picomatch([...globs], { dot: true });
}
