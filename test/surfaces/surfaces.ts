/** Every surface as its users run it, each giving its findings in one form: `file:line:column–line:column rule message`. */

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Linter } from 'eslint';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, WorkspaceDiagnosticReport } from 'vscode-languageserver-protocol';
import type { Preset } from '../../rules/kit/define-rule.ts';
import { Client } from '../server/kit/client.ts';

export const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'server/dist/cli.js');
const PLUGIN = join(ROOT, 'rules/dist/plugin.mjs');

for (const built of [CLI, PLUGIN]) if (!existsSync(built)) throw new Error(`${built} is missing: run \`npm run build\` first.`);

export interface Output {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a process prints, and its exit code. */
function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = plainEnvironment()): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, [...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 28, env }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ status: child.exitCode, stdout, stderr });
    });
  });
}

/** The command line as installed: its exit code, and what it prints. */
export const runCli = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Output> =>
  run(process.execPath, [CLI, ...args], cwd, { ...plainEnvironment(), ...env });

/** Without what the machine that runs the tests wants of colours and annotations. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR, NO_COLOR, GITHUB_WORKSPACE, ...rest } = process.env;
  void [FORCE_COLOR, NO_COLOR, GITHUB_WORKSPACE];
  return rest;
}

export interface JsonFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly certainty: string;
  readonly message: string;
  readonly related: readonly { readonly file: string; readonly line: number; readonly column: number; readonly message: string }[];
  readonly fix: null | { readonly title: string; readonly edits: readonly { readonly file: string; readonly start: Place; readonly end: Place; readonly text: string }[] };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

export async function cliJson(cwd: string, args: readonly string[]): Promise<JsonFinding[]> {
  const { stdout, stderr, status } = await runCli(cwd, ['--format', 'json', ...args]);
  if (status === 2) throw new Error(stderr);
  return JSON.parse(stdout) as JsonFinding[];
}

export const cliFindings = async (cwd: string, preset: Preset): Promise<string[]> =>
  (await cliJson(cwd, ['--preset', preset])).map(({ file, line, column, endLine, endColumn, rule, message }) => `${file}:${line}:${column}–${endLine}:${endColumn} ${rule} ${message}`).sort();

export const SOURCES = '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}';

export type EslintVersion = 'eslint' | 'eslint9';
export type Parser = '@typescript-eslint/parser' | 'espree';

const requireHere = createRequire(import.meta.url);
const load = async <T>(name: string): Promise<T> => (await import(pathToFileURL(requireHere.resolve(name)).href)) as T;

interface LoadedPlugin {
  readonly default: { readonly configs: Readonly<Record<Preset, Linter.Config>> };
}

export const loadPlugin = async (): Promise<LoadedPlugin['default']> => (await load<LoadedPlugin>('eslint-plugin-atomics')).default;

/** What ESLint makes of a project with a preset of the plugin and nothing else. */
export async function eslintMessages(
  cwd: string,
  preset: Preset,
  version: EslintVersion,
  parser: Parser,
  linterOptions: Linter.Config['linterOptions'] = {},
  only?: readonly string[],
  rules: Linter.RulesRecord = {},
): Promise<readonly { readonly file: string; readonly message: Linter.LintMessage }[]> {
  const { ESLint } = await load<typeof import('eslint')>(version);
  const plugin = await loadPlugin();
  const language = parser === 'espree' ? { parserOptions: { ecmaFeatures: { jsx: true } } } : { parser: (await load<{ default: Linter.Parser }>(parser)).default };
  const files = parser === 'espree' ? ['**/*.{js,mjs,cjs,jsx}'] : [SOURCES];
  const eslint = new ESLint({ cwd, overrideConfigFile: true, errorOnUnmatchedPattern: false, overrideConfig: [plugin.configs[preset], { files, languageOptions: language, linterOptions, rules }] });
  const results = await eslint.lintFiles([...(only ?? files)]);
  return results.flatMap(({ filePath, messages }) => messages.map((message) => ({ file: relative(cwd, filePath).replaceAll('\\', '/'), message })));
}

export async function eslintFindings(cwd: string, preset: Preset, version: EslintVersion, parser: Parser): Promise<string[]> {
  const messages = await eslintMessages(cwd, preset, version, parser, { reportUnusedDisableDirectives: 'off' });
  // Comments in the sources may speak of rules of other plugins, which ESLint then misses.
  const own = messages.filter(({ message: { ruleId, fatal } }) => fatal || ruleId?.startsWith('atomics/'));
  return own.map(({ file, message: { line, column, endLine, endColumn, ruleId, message } }) => `${file}:${line}:${column}–${endLine}:${endColumn} ${(ruleId ?? 'PARSE').replace('atomics/', '')} ${message}`).sort();
}

interface OxlintOutput {
  readonly diagnostics: readonly { readonly message: string; readonly code?: string; readonly filename: string; readonly labels: readonly { readonly span: { readonly offset: number; readonly length: number } }[] }[];
}

/** Native oxlint with the plugin. Its offsets count bytes of UTF-8. */
export async function oxlintFindings(cwd: string, preset: Preset): Promise<string[]> {
  const plugin = await loadPlugin();
  const { rules } = plugin.configs[preset];
  writeFileSync(join(cwd, '.oxlintrc.json'), JSON.stringify({ plugins: [], categories: { correctness: 'off' }, jsPlugins: [PLUGIN], rules }));
  const { stdout, stderr } = await run(join(ROOT, 'node_modules/.bin/oxlint'), ['--format', 'json', '.'], cwd);
  if (!stdout.startsWith('{')) throw new Error(`oxlint: ${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as OxlintOutput;
  return diagnostics.map(({ message, code, filename, labels }) => {
    const file = relative(cwd, join(cwd, filename)).replaceAll('\\', '/');
    const { offset = 0, length = 0 } = labels[0]?.span ?? {};
    const bytes = readFileSync(join(cwd, file));
    const at = (end: number): string => positionAt(bytes.subarray(0, end).toString('utf8'));
    return `${file}:${at(offset)}–${at(offset + length)} ${/^atomics\((.*)\)$/.exec(code ?? '')?.[1] ?? 'PARSE'} ${message}`;
  }).sort();
}

/** Where a text ends, in lines as ECMAScript has them. */
function positionAt(before: string): string {
  const lines = before.replace(/^\uFEFF/, '').split(/\r\n|[\n\r\u2028\u2029]/);
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** What the language server tells an editor of a folder: of its files as they stand on the disk, and of the same opened. */
export async function serverFindings(cwd: string, preset: Preset): Promise<{ readonly onDisk: string[]; readonly opened: string[] }> {
  const client = await Client.start({ folders: [pathToFileURL(cwd).href], settings: { preset } });
  try {
    const { items } = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
    const onDisk = items.flatMap((item) => (item.kind === 'full' ? told(cwd, item.uri, item.items) : []));
    return { onDisk: onDisk.sort(), opened: (await openAll(client, cwd)).sort() };
  } finally {
    await client.stop();
  }
}

async function openAll(client: Client, cwd: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of sourcesIn(cwd)) {
    const uri = pathToFileURL(join(cwd, file)).href;
    await client.open(uri, textOf(cwd, file), /\.[cm]?tsx?$/.test(file) ? 'typescript' : 'javascript');
    found.push(...told(cwd, uri, await client.diagnostics(uri)));
  }
  return found;
}

const sourcesIn = (cwd: string): string[] => (readdirSync(cwd, { recursive: true, encoding: 'utf8' })).filter((name) => /\.[cm]?[jt]sx?$/.test(name));

/** Editors keep byte-order marks to themselves. */
const textOf = (cwd: string, file: string): string => readFileSync(join(cwd, file), 'utf8').replace(/^\uFEFF/, '');

/** The protocol has lines of its own: U+2028 ends none. */
function told(cwd: string, uri: string, diagnostics: readonly Diagnostic[]): string[] {
  const file = relative(cwd, fileURLToPath(uri)).replaceAll('\\', '/');
  const text = TextDocument.create(uri, '', 0, textOf(cwd, file));
  const at = (position: Diagnostic['range']['start']): string => positionAt(text.getText().slice(0, text.offsetAt(position)));
  return diagnostics.map(({ range, code, message }) => `${file}:${at(range.start)}–${at(range.end)} ${String(code)} ${message}`);
}
