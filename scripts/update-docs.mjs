/** What pages say of rules and can be read from their definitions: the head of each page, and the table of all. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules, root } from './registry.mjs';

const HEAD = /<!-- generated -->\n[\s\S]*?<!-- \/generated -->/;

const generated = (text) => `<!-- generated -->\n${text}\n<!-- /generated -->`;

/** Where npm's readers find the pages. */
const PAGES = 'https://github.com/atomics-lint/atomics-lint/blob/main/docs/rules/';

/** The files that change with the rules, with what they should hold. */
export async function docsFiles(from = root) {
  const rules = await loadRules(from);
  const files = new Map();
  for (const rule of rules) replaceHead(files, from, `docs/rules/${rule.name}.md`, headOf(rule));
  replaceHead(files, from, 'docs/rules/README.md', tableOf(rules));
  replaceHead(files, from, 'rules/README.md', tableOf(rules, PAGES));
  return files;
}

function replaceHead(files, from, name, text) {
  const path = join(from, name);
  // That every rule has a page is for a test to say.
  if (!existsSync(path)) return;
  const old = readFileSync(path, 'utf8');
  if (!HEAD.test(old)) throw new Error(`${name} lacks \`<!-- generated -->\` and \`<!-- /generated -->\` below its title.`);
  files.set(name, old.replace(HEAD, () => generated(text)));
}

function headOf({ description, presets, fixable, hasSuggestions }) {
  const help = [fixable && 'a fix', hasSuggestions && 'suggestions'].filter(Boolean).join(' and ');
  return `${description}.\n\nIn ${presets.map((preset) => `\`${preset}\``).join(' and ')}.${help && ` Has ${help}.`}`;
}

function tableOf(rules, pages = '') {
  const mark = (is) => (is ? '✓' : '');
  const rows = rules.map(({ name, description, presets, fixable, hasSuggestions }) => `| [${name}](${pages}${name}.md) | ${description} | ${mark(presets.includes('recommended'))} | ${mark(presets.includes('strict'))} | ${mark(fixable)} | ${mark(hasSuggestions)} |`);
  return ['| rule | what it asks for | `recommended` | `strict` | fix | suggestions |', '| --- | --- | :-: | :-: | :-: | :-: |', ...rows].join('\n');
}
