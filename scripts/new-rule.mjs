/**
 * Starts a rule: its code, its page, its first test, its place in the registry, and everything generated from that.
 *
 *     npm run new-rule no-lost-wake
 *
 * What it writes is complete but empty: the rule finds nothing, so the test that it comes with fails, and says why.
 */

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './registry.mjs';

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const code = (name) => `/**
 * What the program does that it must not, as one sentence.
 *
 * What the document says of it, what Rust and C++ say, and what JavaScript does.
 */

import type { Span } from './analysis/base/span.ts';
import type { Certainty } from './analysis/facts/certainty.ts';
import { defineRule } from './kit/define-rule.ts';

interface Found {
  readonly at: Span;
  readonly certainty: Certainty;
}

export const ${camel(name)} = defineRule<Found>({
  name: '${name}',
  presets: ['strict'],
  description: 'What must hold, in one line',
  fixable: false,
  hasSuggestions: false,
  find: () => [],
  say: () => ({ message: 'What and where, with both sides. Why, and what to do.', related: [] }),
});
`;

const page = (name) => `# ${name}

<!-- generated -->
<!-- /generated -->

The short story: what goes wrong, and what it looks like.

## In the document's terms

Which question of the document this is, and how it answers; what Rust and C++ say, and what JavaScript does.

## Wrong

\`\`\`ts
const words = new Int32Array(new SharedArrayBuffer(8));
postMessage(words);
export const wrong = (): number => Atomics.load(words, 0); // strict ${name} proven
\`\`\`

## Right

\`\`\`ts
const words = new Int32Array(new SharedArrayBuffer(8));
postMessage(words);
export const right = (): number => Atomics.load(words, 0);
\`\`\`

## How surely

What is \`proven\`, what \`likely\`, what \`possible\`, and what is not reported.

## Fix

What it changes, and where it does not dare to.

## Options

\`certainty\`: the least sure finding to report, \`proven\`, \`likely\` (default) or \`possible\`.

## When not to use it

Where it is in the way, and what to write instead of switching it off.

## References

- The section of ECMA-262, the paper, the issue of a real project.
`;

const test = (name) => `// The rule finds this line once it is written.
const words = new Int32Array(new SharedArrayBuffer(8));
postMessage(words);
export const wrong = (): number => Atomics.load(words, 0); // strict ${name}
`;

/** Writes the files of a rule below \`from\`; returns their names. Throws an \`Error\` that says what is wrong with the name. */
export function newRule(name, from = root) {
  if (!/^[a-z]+(?:-[a-z]+)*$/.test(name ?? '')) throw new Error(`A rule is named in lower case with hyphens, as in no-mixed-access; not ${JSON.stringify(name)}.`);
  const files = new Map([[`rules/${name}.ts`, code(name)], [`docs/rules/${name}.md`, page(name)], [`test/cases/${name}/first.ts`, test(name)]]);
  for (const file of files.keys()) if (existsSync(join(from, file))) throw new Error(`${file} is there already.`);
  files.set('rules/kit/registry.ts', registered(readFileSync(join(from, 'rules/kit/registry.ts'), 'utf8'), name));
  for (const [file, text] of translations(name, from)) files.set(file, text);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(from, file)), { recursive: true });
    writeFileSync(join(from, file), text);
  }
  return [...files.keys()];
}

/** An import in its alphabetical place, and the last place of the catalogue. */
function registered(text, name) {
  const line = `import { ${camel(name)} } from '../${name}.ts';`;
  const lines = text.split('\n');
  const imports = lines.filter((one) => /^import \{ \w+ \} from '\.\.\/[\w-]+\.ts';$/.test(one));
  const next = imports.find((one) => one.split("'")[1] > line.split("'")[1]);
  lines.splice(next ? lines.indexOf(next) : lines.indexOf(imports.at(-1)) + 1, 0, line);
  return lines.join('\n').replace(/(const CATALOGUE[^=]*= \[)([^\]]*)\]/, (_, start, rules) => `${start}${rules}, ${camel(name)}]`);
}

/** What the editor calls it in other languages, to be translated. */
function* translations(name, from) {
  const folder = join(from, 'client/l10n');
  for (const file of readdirSync(folder).filter((one) => /^rules\.\w+\.json$/.test(one))) {
    const known = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    yield [`client/l10n/${file}`, `${JSON.stringify({ ...known, [name]: 'What must hold, in one line' }, null, 2)}\n`];
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    for (const file of newRule(process.argv[2])) console.log(file);
    await import('./update.mjs');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
