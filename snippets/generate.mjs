/**
 * Generates what follows from the snippets' sources:
 *
 * - the hash in each header line,
 * - `generated/index.json`: all that an editor or a command needs to offer and to update them,
 * - `generated/vscode.json`: the same as VS Code's snippet file.
 *
 *     node snippets/generate.mjs             writes what is stale
 *     node snippets/generate.mjs --check     also fails if anything was
 *     node snippets/generate.mjs --publish   keeps the current texts in `history/`, to update copies of them from
 */

import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const { hashOf, headerLine, parseHeader } = await bundled('cli/header.ts');

async function bundled(entry) {
  const { outputFiles } = await build({ entryPoints: [join(here, entry)], bundle: true, write: false, format: 'esm', platform: 'node' });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const stale = [];
function write(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  stale.push(path.slice(here.length + 1));
  writeFileSync(path, text);
}

/** `Title: description.` is the first sentence of a snippet's comment. */
function story(name, text) {
  const [, title, description] = /^\/\*\*\n \* ([^:\n]+): ((?:[^.]|\.(?!\s))+\.)/m.exec(text.replace(/\n \* (?=\S)/g, (m, at) => (at < text.indexOf('\n/**\n') + 6 ? m : ' '))) ?? [];
  if (!title || !description) throw new Error(`${name}: the comment must begin with "Title: what it is."`);
  return { title, description: description[0].toUpperCase() + description.slice(1) };
}

function snippet(file) {
  const name = file.slice(0, -'.ts'.length);
  const path = join(here, 'src', file);
  const old = readFileSync(path, 'utf8');
  const header = parseHeader(old);
  if (header?.name !== name) throw new Error(`${file} must begin with the line "// atomics-snippets: ${name} 1.0.0 sha256:0000000000000000".`);
  const hash = hashOf(old);
  const text = `${headerLine({ ...header, hash })}\n${old.slice(old.indexOf('\n') + 1)}`;
  write(path, text);
  return { name, ...story(name, text), version: header.version, hash, text };
}

function originals() {
  const folder = join(here, 'history');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((file) => file.endsWith('.ts')).sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const header = parseHeader(text);
    if (!header || hashOf(text) !== header.hash || file !== `${header.name}@${header.version}.ts`) throw new Error(`history/${file} is not what was published.`);
    return { ...header, text };
  });
}

const snippets = readdirSync(join(here, 'src')).filter((file) => file.endsWith('.ts')).sort().map(snippet);
const published = originals();
for (const { name, version, hash } of published) {
  const now = snippets.find((s) => s.name === name && s.version === version);
  if (now && now.hash !== hash) throw new Error(`src/${name}.ts has changed since version ${version} was published: raise the version in its first line.`);
}

if (process.argv.includes('--publish')) {
  mkdirSync(join(here, 'history'), { recursive: true });
  for (const { name, version, text } of snippets) write(join(here, 'history', `${name}@${version}.ts`), text);
}

const history = published.filter(({ name, version }) => !snippets.some((s) => s.name === name && s.version === version));
mkdirSync(join(here, 'generated'), { recursive: true });
write(join(here, 'generated/index.json'), `${JSON.stringify({ snippets, history }, undefined, 2)}\n`);

const escaped = (line) => line.replace(/[\\$}]/g, '\\$&');
const forEditor = snippets.map(({ name, title, description, text }) => [`Atomics: ${title}`, { prefix: `atomics-${name}`, description, body: text.trimEnd().split('\n').map(escaped) }]);
write(join(here, 'generated/vscode.json'), `${JSON.stringify(Object.fromEntries(forEditor), undefined, 2)}\n`);

if (stale.length > 0) console.log(`Written: ${stale.join(', ')}`);
if (process.argv.includes('--check') && stale.length > 0) {
  console.error('These were stale. They are written now: look at the change, and commit it.');
  process.exitCode = 1;
}
