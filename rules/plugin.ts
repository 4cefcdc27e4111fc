/** The plugin for ESLint and oxlint: `import atomics from 'eslint-plugin-atomics'`. */

import type { Linter } from 'eslint';
import { presetSettings } from './kit/lint.ts';
import type { Preset } from './kit/define-rule.ts';
import { RULES } from './kit/registry.ts';
import { eslintRule, type EslintRule } from './present/eslint.ts';
import { name, version } from './package.json';

export const meta = { name, version, namespace: 'atomics' };

export const rules: Record<string, EslintRule> = Object.fromEntries(RULES.map((rule) => [rule.name, eslintRule(rule)]));

const plugin = { meta, rules, configs: {} as Record<Preset, Linter.Config> };

/** Every rule of a preset is an error: its certainty is what the presets differ in. */
function config(preset: Preset): Linter.Config {
  const entries = [...presetSettings(preset)].map(([rule, { certainty }]): [string, Linter.RuleEntry] => [`atomics/${rule}`, ['error', { certainty }]]);
  return { name: `atomics/${preset}`, plugins: { atomics: plugin as never }, rules: Object.fromEntries(entries) };
}

/** A config object each, for a flat config: `[atomics.configs.recommended]`. */
export const configs: Readonly<Record<Preset, Linter.Config>> = Object.assign(plugin.configs, { recommended: config('recommended'), strict: config('strict') });

// The last name is what `require` gives.
export { plugin as default, plugin as 'module.exports' };
