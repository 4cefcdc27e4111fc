/**
 * Writes the settings of each rule into the extension's manifest, and their descriptions into its language bundles:
 * from the registry of rules, so that no rule can be forgotten. `node scripts/update-settings.mjs` does it alone.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { loadRules, root } from './registry.mjs';

const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

const SEVERITIES = ['certainty', 'off', 'error', 'warning', 'information', 'hint'];
const CERTAINTIES = ['preset', 'proven', 'likely', 'possible'];

/** The files that change, with what they should hold. */
export async function settingsFiles() {
  const all = await loadRules();
  const manifest = read('package.json');
  const section = manifest.contributes.configuration.find(({ id }) => id === 'rules');
  section.properties = Object.fromEntries(all.flatMap((rule, i) => settingsOf(rule, i)));
  const english = withRules(read('package.nls.json'), all, ({ description }) => description);
  const german = read('client/l10n/rules.de.json');
  const missing = all.filter(({ name }) => !german[name]);
  if (missing.length > 0) throw new Error(`client/l10n/rules.de.json lacks ${missing.map(({ name }) => name).join(', ')}.`);
  const translated = withRules(read('package.nls.de.json'), all, ({ name }) => german[name]);
  return new Map([['package.json', json(manifest)], ['package.nls.json', json(english)], ['package.nls.de.json', json(translated)]]);
}

function settingsOf(rule, i) {
  const key = `atomics.rules.${rule.name}`;
  const own = (name, schema) => [`${key}.${name}`, { ...schema, order: i * 10 + 2 }];
  return [
    [`${key}.severity`, { type: 'string', enum: SEVERITIES, default: 'certainty', order: i * 10, scope: 'resource', markdownDescription: `%rules.${rule.name}%`, enumDescriptions: SEVERITIES.map((one) => `%severity.${one}%`) }],
    [`${key}.certainty`, { type: 'string', enum: CERTAINTIES, default: 'preset', order: i * 10 + 1, scope: 'resource', markdownDescription: `%rules.certainty%`, enumDescriptions: CERTAINTIES.map((one) => `%certainty.${one}%`) }],
    ...Object.entries(rule.optionsSchema ?? {}).map(([name, { description, ...schema }]) => own(name, { ...schema, scope: 'resource', markdownDescription: description })),
  ];
}

/** A bundle with one line for each rule, which links to its page. */
function withRules(bundle, all, describe) {
  const kept = Object.entries(bundle).filter(([key]) => !/^rules\.(?!certainty$|title$)/.test(key));
  const strict = bundle['strictOnly'];
  const lines = all.map((rule) => [`rules.${rule.name}`, `${describe(rule)}.${rule.presets.includes('recommended') ? '' : ` ${strict}`} [${rule.name}](command:atomics.explain?${encodeURIComponent(JSON.stringify([rule.name]))})`]);
  return Object.fromEntries([...kept, ...lines]);
}

export async function updateSettings() {
  const changed = [...(await settingsFiles())].filter(([name, text]) => readFileSync(join(root, name), 'utf8') !== text);
  for (const [name, text] of changed) writeFileSync(join(root, name), text);
  return changed.map(([name]) => name);
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const changed = await updateSettings();
  console.log(changed.length > 0 ? `Written: ${changed.join(', ')}` : 'The settings are up to date.');
}
