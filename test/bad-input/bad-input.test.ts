/** Whatever stands in a file: no crash, no hang, one line at most, and the other files have their findings on every surface. */

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver-protocol';
import { beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../server/kit/client.ts';
import { projectOf } from '../surfaces/project.ts';
import { eslintMessages, runCli, type JsonFinding, type Output } from '../surfaces/surfaces.ts';
import { INPUTS } from './inputs.ts';

let folder = '';
let output: Output;
let found: readonly JsonFinding[] = [];

beforeAll(async () => {
  folder = projectOf(Object.fromEntries(Object.entries(INPUTS).map(([name, { content }]) => [name, content])));
  symlinkSync('.', join(folder, 'itself'));
  symlinkSync('loop-b.ts', join(folder, 'loop-a.ts'));
  symlinkSync('loop-a.ts', join(folder, 'loop-b.ts'));
  symlinkSync('right.ts', join(folder, 'link.ts'));
  symlinkSync('nowhere', join(folder, 'dangling.ts'));
  mkdirSync(join(folder, 'folder.ts'));
  output = await runCli(folder, ['--format', 'json']);
  found = JSON.parse(output.stdout) as readonly JsonFinding[];
});

const placesIn = (file: string): readonly string[] => found.filter((one) => one.file === file).map(({ line, column }) => `${line}:${column}`);
const saidOf = (file: string): readonly string[] => output.stderr.split('\n').filter((line) => line.includes(file));

describe('the command line', () => {
  test.each(Object.entries(INPUTS))('%s', (name, input) => {
    expect(placesIn(name)).toEqual(input.found ?? []);
    const said = saidOf(name);
    expect(said).toHaveLength(input.said === undefined ? 0 : 1);
    expect(said.join('')).toMatch(new RegExp(input.said ?? ''));
  });

  test('a link, a loop of links, and one that leads nowhere: each file once, and not a word', () => {
    expect(new Set(found.map(({ file }) => file))).toEqual(new Set(Object.keys(INPUTS).filter((name) => INPUTS[name]?.found)));
    expect(output.stderr.split('\n').filter(Boolean)).toHaveLength(Object.values(INPUTS).filter(({ said }) => said).length);
  });

  test('findings and files that do not parse are exit code 1; a file that is skipped is none', async () => {
    expect(output.status).toBe(1);
    expect((await runCli(folder, ['syntax.ts'])).status).toBe(1);
    for (const skipped of ['binary.ts', 'deep-million.js', 'large.ts', 'empty.ts', 'folder.ts']) expect(await runCli(folder, [skipped]), skipped).toMatchObject({ status: 0 });
  });
});

const USER = `${Object.keys(INPUTS).map((name) => `import './${name}';`).join('\n')}\nimport './itself/itself/right.ts';\nimport './loop-a.ts';\nimport { w } from './right.ts';\nexport default w;\n`;

test('ESLint, on a file that imports them all', async () => {
  const own = projectOf({ ...Object.fromEntries(Object.entries(INPUTS).map(([name, { content }]) => [`bad/${name}`, content])), 'user.js': USER.replaceAll("'./", "'./bad/"), 'right.js': String(INPUTS['right.ts']?.content) });
  for (const version of ['eslint', 'eslint9'] as const) {
    const messages = await eslintMessages(own, 'recommended', version, 'espree', {}, ['user.js', 'right.js']);
    expect(messages.map(({ file, message: { ruleId, line, column } }) => `${file}:${line}:${column} ${ruleId}`), version).toEqual(['right.js:3:26 atomics/no-mixed-access']);
  }
});

test('the language server, of the folder and of the files opened', async () => {
  writeFileSync(join(folder, 'user.js'), USER);
  const client = await Client.start({ folders: [pathToFileURL(folder).href] });
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const { items } = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
  const wanted = new Map(Object.entries(INPUTS).filter(([, input]) => input.found).map(([name, input]) => [uriOf(name), input.found?.length]));
  expect(new Map(items.map((item) => [item.uri, item.kind === 'full' ? item.items.length : 0]))).toEqual(wanted);
  for (const [name, { content, found: places = [] }] of Object.entries(INPUTS)) {
    if (typeof content !== 'string' || name === 'minified.js') continue;
    await client.open(uriOf(name), content.replace(/^\uFEFF/, ''));
    expect(await client.diagnostics(uriOf(name)), name).toHaveLength(places.length);
    await client.close(uriOf(name));
  }
  await client.stop();
});

describe('what the user asks for', () => {
  test.each([
    [['--nope'], /Unknown option --nope\. The options are --preset, --rule, --format/],
    [['-x'], /Unknown option -x/],
    [['--format', 'xml'], /Unknown format `xml`\. Option --format takes stylish, json, sarif or github\./],
    [['--format'], /Option --format needs a format: stylish, json, sarif or github\./],
    [['--preset', 'all'], /Unknown preset `all`\. Option --preset takes recommended or strict\./],
    [['--rule', 'no-races'], /Unknown rule `no-races`\. The rules are no-mixed-access, /],
    [['--rule', 'no-mixed-access:maybe'], /Unknown certainty `maybe` .*proven, likely or possible\./],
    [['--fix=yes'], /Option --fix takes no value/],
    [['nowhere.ts'], /`nowhere\.ts` does not exist\./],
    [['*.nope'], /No source file matches `\*\.nope`\./],
    [['--map', '/no/such/folder/map.html', 'right.ts'], /`\/no\/such\/folder\/map\.html` cannot be written: /],
  ])('%j is an error that names what is allowed', async (args, message) => {
    const { status, stdout, stderr } = await runCli(folder, args);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([status, stdout]).toEqual([2, '']);
  });

  test('in ESLint, a wrong option of a rule is refused, by its schema', async () => {
    const own = projectOf({ 'right.js': String(INPUTS['right.ts']?.content) });
    const lint = eslintMessages(own, 'recommended', 'eslint', 'espree', {}, ['right.js'], { 'atomics/no-mixed-access': ['error', { certainty: 'maybe' }] });
    await expect(lint).rejects.toThrow(/atomics\/no-mixed-access.*"maybe".*allowed values/s);
  });
});
