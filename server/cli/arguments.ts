/** What the user asks for. A mistake is answered with a sentence that names what is allowed. */

import { parseArgs } from 'node:util';
import { CERTAINTIES, type Certainty } from '../../rules/kit/finding.ts';
import { presetSettings, type RuleSetting, type Settings } from '../../rules/kit/lint.ts';
import { RULES } from '../../rules/kit/registry.ts';
import type { Preset } from '../../rules/kit/define-rule.ts';
import { UsageError } from './usage-error.ts';

export const FORMATS = ['stylish', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export const PRESETS: readonly Preset[] = ['recommended', 'strict'];

export interface Request {
  /** Files, folders and globs, as written. */
  readonly paths: readonly string[];
  readonly settings: Settings;
  readonly format: Format;
  readonly fix: 'no' | 'write' | 'dry-run';
  readonly map?: string;
  readonly stats: boolean;
  /** Undefined: where the terminal can. */
  readonly color?: boolean;
}

const OPTIONS = {
  preset: { type: 'string' },
  rule: { type: 'string', multiple: true },
  format: { type: 'string', short: 'f' },
  fix: { type: 'boolean' },
  'fix-dry-run': { type: 'boolean' },
  map: { type: 'string' },
  stats: { type: 'boolean' },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

type Name = keyof typeof OPTIONS;

export function parseArguments(args: readonly string[]): Request | 'help' | 'version' {
  const { tokens, positionals, values } = parseArgs({ args: [...args], options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) if (token.kind === 'option') checkOption(token.name, token.rawName, token.value);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const preset = oneOf('preset', PRESETS, values.preset) ?? 'recommended';
  const color = values['no-color'] ? false : values.color ? true : undefined;
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    settings: settingsOf(preset, (values.rule ?? []) as string[]),
    format: oneOf('format', FORMATS, values.format) ?? 'stylish',
    fix: values['fix-dry-run'] ? 'dry-run' : values.fix ? 'write' : 'no',
    stats: values.stats === true,
    ...(typeof values.map === 'string' && { map: values.map }),
    ...(color !== undefined && { color }),
  };
}

const isName = (name: string): name is Name => Object.hasOwn(OPTIONS, name);

function checkOption(name: string, written: string, value: string | undefined): void {
  if (!isName(name)) throw new UsageError(`Unknown option ${written}. The options are ${list(Object.keys(OPTIONS).map((one) => `--${one}`))}.`);
  const wantsValue = OPTIONS[name].type === 'string';
  if (wantsValue && (value === undefined || value === '')) throw new UsageError(`Option ${written} needs ${VALUES[name] ?? 'a value'}.`);
  if (!wantsValue && value !== undefined) throw new UsageError(`Option ${written} takes no value, but was given \`${value}\`.`);
}

const list = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const either = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const VALUES: Partial<Record<Name, string>> = {
  preset: `a preset: ${either(PRESETS)}`,
  format: `a format: ${either(FORMATS)}`,
  rule: 'the name of a rule, such as no-mixed-access or no-mixed-access:possible',
  map: 'the name of an HTML file to write',
};

function oneOf<T extends string>(option: string, allowed: readonly T[], value: unknown): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (!found) throw new UsageError(`Unknown ${option} \`${String(value)}\`. Option --${option} takes ${either(allowed)}.`);
  return found;
}

/** Only the rules named, if any are; each as sure as it says, else as the preset. */
function settingsOf(preset: Preset, rules: readonly string[]): Settings {
  return rules.length === 0 ? presetSettings(preset) : new Map(rules.map((written) => ruleSetting(preset, written)));
}

function ruleSetting(preset: Preset, written: string): [string, RuleSetting] {
  const [name = '', certainty] = written.replace(/^atomics\//, '').split(/:(.*)/s);
  if (!RULES.some((rule) => rule.name === name)) throw new UsageError(`Unknown rule \`${name}\`. The rules are ${list(RULES.map((rule) => rule.name))}.`);
  if (certainty !== undefined && !isCertainty(certainty)) throw new UsageError(`Unknown certainty \`${certainty}\` in --rule ${written}. It is ${either(CERTAINTIES)}.`);
  return [name, { certainty: certainty ?? (preset === 'strict' ? 'possible' : 'likely'), options: {} }];
}

const isCertainty = (text: string): text is Certainty => CERTAINTIES.some((one) => one === text);
