/** The npm packages as their users have them: packed, unpacked into a folder of their own, and used there. */

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../server/kit/client.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atomics-packages-')));
const PACKAGES = { 'eslint-plugin-atomics': 'rules', 'atomics-language-server': 'server' } as const;
const contents = new Map<string, readonly string[]>();

const TEXT = `const region = new SharedArrayBuffer(8);
const state = new Int32Array(region);
export const w = () => { state[0] = 1; };
export const r = () => Atomics.load(state, 0);
`;

beforeAll(() => {
  for (const [name, from] of Object.entries(PACKAGES)) {
    const [{ filename, files }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: join(ROOT, from), encoding: 'utf8' })) as [{ filename: string; files: { path: string }[] }];
    contents.set(name, files.map(({ path }) => path).sort());
    mkdirSync(join(folder, 'packed', name), { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, filename), '-C', join(folder, 'packed', name), '--strip-components=1']);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A project with both packages and what they ask for, and one version of ESLint. */
function install(eslint: 'eslint' | 'eslint9', files: Readonly<Record<string, string>>): string {
  const project = mkdtempSync(join(folder, 'project-'));
  const link = (name: string, to: string): void => {
    mkdirSync(dirname(join(project, 'node_modules', name)), { recursive: true });
    symlinkSync(to, join(project, 'node_modules', name));
  };
  for (const name of Object.keys(PACKAGES)) cpSync(join(folder, 'packed', name), join(project, 'node_modules', name), { recursive: true });
  for (const name of ['oxc-parser', '@oxc-parser', 'oxlint', 'typescript', '@typescript-eslint', '@types']) link(name, join(ROOT, 'node_modules', name));
  link('eslint', join(ROOT, 'node_modules', eslint));
  link('ignore', join(ROOT, 'rules/node_modules/ignore'));
  for (const [name, text] of Object.entries({ '.gitignore': 'node_modules\n', 'state.js': TEXT, ...files })) writeFileSync(join(project, name), text);
  return project;
}

const run = (project: string, script: string, ...args: string[]) => spawnSync(process.execPath, [join(project, 'node_modules', script), ...args], { cwd: project, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } });

const CONFIG = `import atomics, { configs, meta, rules } from 'eslint-plugin-atomics';
import { defineConfig } from 'eslint/config';

export const names: readonly string[] = [meta.name, meta.version, ...Object.keys(rules)];

export default defineConfig([
  atomics.configs.recommended,
  [configs.strict],
  { files: ['**/*.js'], plugins: { atomics }, extends: ['atomics/recommended'], rules: { 'atomics/no-mixed-access': ['error', { certainty: 'proven' }] } },
]);
`;

describe.each(['eslint', 'eslint9'] as const)('%s', (version) => {
  test('a flat config, type-checked and run', () => {
    const project = install(version, { 'eslint.config.mjs': CONFIG.replace(': readonly string[]', ''), 'typed.mts': CONFIG, 'package.json': '{ "type": "module" }' });
    const checked = run(project, 'typescript/bin/tsc', '--noEmit', '--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--types', 'node', 'typed.mts');
    expect(checked.stdout.split('\n').filter((line) => line.includes('eslint-plugin-atomics') || line.startsWith('typed.mts'))).toEqual([]);
    const { stdout, stderr, status } = run(project, 'eslint/bin/eslint.js', '--format', 'json', 'state.js');
    expect(stderr).toBe('');
    expect(status).toBe(1);
    const [{ messages }] = JSON.parse(stdout) as [{ messages: { ruleId: string; line: number; column: number; fix?: object }[] }];
    expect(messages).toMatchObject([{ ruleId: 'atomics/no-mixed-access', line: 3, column: 26, fix: { text: 'Atomics.store(state, 0, 1)' } }]);
  });

  test('`require`', () => {
    const project = install(version, { 'eslint.config.cjs': "const atomics = require('eslint-plugin-atomics');\nmodule.exports = [atomics.configs.recommended];\n" });
    expect(run(project, 'eslint/bin/eslint.js', 'state.js').stdout).toMatch(/3:26 +error +Plain write to `state\[0\]`.*atomics\/no-mixed-access/);
  });
});

test('the format before flat config', () => {
  const text = readFileSync(join(ROOT, 'rules/README.md'), 'utf8');
  const [, config = ''] = /in `\.eslintrc\.cjs`:\n\n```js\n([\s\S]*?)```/.exec(text) ?? [];
  const project = install('eslint9', { '.eslintrc.cjs': config });
  const { stdout } = spawnSync(process.execPath, [join(project, 'node_modules/eslint/bin/eslint.js'), 'state.js'], { cwd: project, encoding: 'utf8', env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false' } });
  expect(stdout).toMatch(/3:26 +error +Plain write/);
});

test.each(['recommended', 'strict'])('oxlint extends %s', (preset) => {
  const project = install('eslint', { '.oxlintrc.json': JSON.stringify({ extends: [`./node_modules/eslint-plugin-atomics/dist/oxlint/${preset}.json`] }) });
  const { stdout } = run(project, 'oxlint/bin/oxlint', '--format', 'json', 'state.js');
  expect((JSON.parse(stdout) as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code)).toEqual(['atomics(no-mixed-access)']);
});

test('atomics-lint and the language server start from their commands', async () => {
  const project = install('eslint', {});
  const { bin } = JSON.parse(readFileSync(join(project, 'node_modules/atomics-language-server/package.json'), 'utf8')) as { bin: Record<string, string> };
  const lint = run(project, `atomics-language-server/${bin['atomics-lint'] ?? ''}`, '--format', 'json');
  expect(lint.stderr).toBe('');
  expect(JSON.parse(lint.stdout)).toMatchObject([{ file: 'state.js', line: 3, column: 26, rule: 'no-mixed-access' }]);
  const client = await Client.start({ server: join(project, 'node_modules/atomics-language-server', bin['atomics-language-server'] ?? '') });
  await client.open('untitled:state.js', TEXT, 'javascript');
  expect((await client.diagnostics('untitled:state.js')).map(({ code }) => code)).toEqual(['no-mixed-access']);
  await client.stop();
});

test('the packages hold what they need and nothing else', () => {
  expect(contents.get('eslint-plugin-atomics')).toEqual(['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES', 'dist/oxlint/recommended.json', 'dist/oxlint/strict.json', 'dist/plugin.d.ts', 'dist/plugin.mjs', 'package.json']);
  expect(contents.get('atomics-language-server')).toEqual(['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES', 'bin/atomics-language-server.cjs', 'bin/atomics-lint.mjs', 'dist/browser.js', 'dist/cli.js', 'dist/main.cjs', 'dist/parser.wasm', 'package.json']);
});
