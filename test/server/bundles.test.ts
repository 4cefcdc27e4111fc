/** What must be true of everything that is shipped to editors, whatever changes elsewhere. */

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../../rules/kit/registry.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const json = (name: string): Record<string, unknown> => JSON.parse(read(name)) as Record<string, unknown>;

/** A `require` behind a test for Node is dead code in a worker; `ws` and the like would not be in a list of built-ins. */
test.each(['server/dist/browser.js', 'client/dist/browser.cjs'])('%s needs nothing of Node', (bundle) => {
  const text = read(bundle);
  const wanted = [...text.matchAll(/(?<![\w.$])require\(\s*["'`]([^"'`]+)["'`]\s*\)|\bfrom\s*["'](node:[^"']+)["']|\bimport\(\s*["'](node:[^"']+)["']\s*\)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const allowed = bundle.startsWith('client') ? ['vscode'] : [];
  expect(wanted.filter((name) => !allowed.includes(name) && (name.startsWith('node:') || builtinModules.includes(name)))).toEqual([]);
});

function sources(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (name === 'dist' || name === 'node_modules') return [];
    return statSync(join(root, path)).isDirectory() ? sources(path) : /\.ts$/.test(name) ? [path] : [];
  });
}

/** Strings handed to a function as its first argument. */
function said(folder: string, call: RegExp): string[] {
  const found = sources(folder).flatMap((path) => [...read(path).matchAll(new RegExp(`${call.source}\\(\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\`([^\`$]*)\`)`, 'g'))]);
  return [...new Set(found.map((match) => (match[1] ?? match[2] ?? '').replaceAll("\\'", "'")))].sort();
}

test('all that the server says is there in German, and nothing that it does not say', () => {
  expect(Object.keys(json('server/l10n/de.json')).sort()).toEqual(said('server', /(?<![\w$])say/));
});

test('all that the client says is there in German, and nothing that it does not say', () => {
  expect(Object.keys(json('l10n/bundle.l10n.de.json')).sort()).toEqual(said('client', /l10n\.t/));
});

test('every text of the manifest is there in both languages, and placeholders lead somewhere', () => {
  const [english, german] = [json('package.nls.json'), json('package.nls.de.json')];
  expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  const used = [...read('package.json').matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1] ?? '');
  for (const key of used) expect(english[key], key).toBeTypeOf('string');
});

test('every rule has its settings, as `npm run update` writes them', () => {
  const { configuration } = json('package.json')['contributes'] as { configuration: { properties: Record<string, { default: unknown }> }[] };
  const settings = Object.assign({}, ...configuration.map(({ properties }) => properties)) as Record<string, unknown>;
  for (const { name } of RULES) for (const key of ['severity', 'certainty']) expect(settings[`atomics.rules.${name}.${key}`], `${name}: run npm run update`).toBeDefined();
  expect(Object.keys(settings).filter((key) => /^atomics\.rules\.(.+)\.severity$/.test(key))).toHaveLength(RULES.length);
});
