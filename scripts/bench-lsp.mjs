/**
 * Keystroke to diagnostics, over the protocol: our server, vscode-eslint's and `oxlint --lsp`, the last two running our
 * plugin. One run, side by side; printed, never asserted. `npm run bench` calls it; peers are installed into `.bench/`.
 */

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const root = join(import.meta.dirname, '..');
const home = join(root, '.bench');
const PEER = 'vscode-langservers-extracted@4.10.0';

const FILES = 1000;
const KEYSTROKES = Number(process.env.KEYSTROKES ?? 40);
/** A peer that does not answer one keystroke in this time is given up, in milliseconds. */
const PATIENCE = 20_000;

/** Functions that claim, use and release segments of one region, until there are so many lines. */
function source(lines) {
  const out = ['const region = new SharedArrayBuffer(1 << 16);', 'const header = new Int32Array(region, 0, 1024);', 'const payload = new Uint8Array(region, 4096);', "new Worker(new URL('./worker.js', import.meta.url)).postMessage({ region });"];
  for (let i = 0; out.length + 13 < lines; i++) {
    out.push(
      '', `export function claim${i}(length: number): boolean {`, `  if (Atomics.compareExchange(header, ${i % 512}, 0, 1) !== 0) return false;`, `  Atomics.store(header, ${512 + (i % 512)}, length);`, '  return true;', '}',
      '', `export function format${i}(name: string, values: readonly number[]): string {`, "  const parts = values.map((value) => value.toFixed(2)).filter((part) => part !== '0.00');", "  return `${name}: ${parts.join(', ')}`;", '}',
    );
  }
  return `${out.join('\n')}\n//\nheader[0] = 0;\n`;
}

function workspace() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atomics-bench-')));
  const write = (name, text) => writeFileSync(join(folder, name), text);
  for (let i = 0; i < FILES; i++) write(`plain${i}.ts`, `export function add${i}(a: number, b: number): number {\n  return a + b;\n}\n`.repeat(20).replaceAll(`add${i}`, () => `f${Math.floor(Math.random() * 1e9)}`));
  write('worker.js', 'self.onmessage = ({ data }) => { Atomics.load(new Int32Array(data.region), 0); };\n');
  write('package.json', '{ "type": "module" }');
  write('.oxlintrc.json', JSON.stringify({ jsPlugins: [join(root, 'rules/dist/plugin.mjs')], categories: { correctness: 'off' }, rules: { 'atomics/no-mixed-access': 'error' } }));
  const link = (name) => pathToFileURL(join(root, name)).href;
  write('eslint.config.mjs', `import atomics from ${JSON.stringify(link('rules/dist/plugin.mjs'))};\nimport parser from ${JSON.stringify(link('node_modules/@typescript-eslint/parser/dist/index.js'))};\nexport default [{ files: ['**/*.ts', '**/*.js'], languageOptions: { parser }, ...atomics.configs.recommended }];\n`);
  // The ESLint that its server loads is the workspace's own.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

class Server {
  constructor(name, command, args, { pulls = false, settings = null, cwd }) {
    Object.assign(this, { name, pulls, version: 0, found: 0, waiting: undefined });
    this.process = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
    this.connection = createMessageConnection(new StreamMessageReader(this.process.stdout), new StreamMessageWriter(this.process.stdin));
    this.connection.onRequest('workspace/configuration', ({ items }) => items.map(() => settings));
    for (const method of ['client/registerCapability', 'window/workDoneProgress/create', 'workspace/diagnostic/refresh', 'window/showMessageRequest']) this.connection.onRequest(method, () => null);
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => uri === this.uri && this.waiting?.(diagnostics));
    this.connection.onRequest('eslint/openDoc', () => null);
    this.connection.listen();
  }

  async start(folder, options) {
    const uri = pathToFileURL(folder).href;
    const begin = performance.now();
    const capabilities = { textDocument: { publishDiagnostics: {}, ...(this.pulls && { diagnostic: {} }) }, workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } } };
    await this.connection.sendRequest('initialize', { processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'bench' }], capabilities, initializationOptions: options });
    await this.connection.sendNotification('initialized', {});
    return performance.now() - begin;
  }

  async open(folder, name, text) {
    this.uri = pathToFileURL(join(folder, name)).href;
    this.text = text;
    return this.timed(() => this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri, languageId: 'typescript', version: ++this.version, text } }));
  }

  /** Types a comment on, letter by letter, above the last line. */
  async keystroke(i) {
    const lines = this.text.split('\n');
    const line = lines.lastIndexOf('//');
    const at = { line: line < 0 ? 0 : line, character: line < 0 ? 0 : i + 2 };
    return this.timed(() => this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri, version: ++this.version }, contentChanges: [{ range: { start: at, end: at }, text: line < 0 ? ' ' : 'x' }] }));
  }

  async timed(send) {
    const begin = performance.now();
    const published = this.pulls ? undefined : new Promise((resolve) => (this.waiting = resolve));
    await send();
    const give = new Promise((resolve) => setTimeout(() => resolve('none'), PATIENCE).unref());
    const answer = await Promise.race([published ?? this.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: this.uri } }), give]);
    this.found = (Array.isArray(answer) ? answer : (answer.items ?? [])).length;
    if (answer === 'none') throw new Error(`no diagnostics in ${PATIENCE / 1000} s`);
    return performance.now() - begin;
  }

  memory() {
    const [, kb = '0'] = /VmRSS:\s*(\d+)/.exec(existsSync('/proc') ? readFileSync(`/proc/${this.process.pid}/status`, 'utf8') : '') ?? [];
    return Number(kb) / 1024;
  }

  stop() {
    this.connection.dispose();
    this.process.kill();
  }
}

const ESLINT = { validate: 'on', run: 'onType', useFlatConfig: true, experimental: { useFlatConfig: true }, workingDirectory: { mode: 'location' }, nodePath: null, packageManager: 'npm', quiet: false, onIgnoredFiles: 'off', options: {}, rulesCustomizations: [], problems: { shortenToSingleLine: false }, codeActionOnSave: { enable: false, mode: 'all' }, codeAction: { disableRuleComment: { enable: true }, showDocumentation: { enable: true } } };

function servers(folder) {
  const eslint = join(home, 'node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server');
  return [
    () => new Server('atomics', process.execPath, [join(root, 'server/dist/main.cjs'), '--stdio'], { pulls: true, cwd: folder }),
    () => new Server('vscode-eslint', process.execPath, [eslint, '--stdio'], { cwd: folder, settings: { ...ESLINT, workspaceFolder: { uri: pathToFileURL(folder).href, name: 'bench' } } }),
    () => new Server('oxlint --lsp', join(root, 'node_modules/.bin/oxlint'), ['--lsp'], { cwd: folder, settings: { run: 'onType' } }),
  ];
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const ms = (value) => (value === undefined ? '–' : value < 10 ? value.toFixed(1) : value.toFixed(0));

async function measure(make, folder, name, text, pause) {
  const server = make();
  try {
    const initialised = await server.start(folder, server.name === 'oxlint --lsp' ? [{ workspaceUri: pathToFileURL(folder).href, options: { run: 'onType' } }] : undefined);
    const opened = await server.open(folder, name, text);
    const times = [];
    for (let i = 0; i < KEYSTROKES; i++) {
      times.push(await server.keystroke(i));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return { name: server.name, initialised, opened, found: server.found, p50: quantile(times, 0.5), p95: quantile(times, 0.95), memory: server.memory() };
  } catch (error) {
    return { name: server.name, failed: error.message };
  } finally {
    server.stop();
  }
}

export async function benchLsp() {
  if (!existsSync(join(home, 'node_modules/vscode-langservers-extracted'))) {
    mkdirSync(home, { recursive: true });
    execFileSync('npm', ['install', '--prefix', home, PEER], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const folder = workspace();
  try {
    const cases = [['1,000 lines, a key each 150 ms', 'dense.ts', source(1000), 150], ['1,000 lines, a key each 10 ms', 'dense.ts', source(1000), 10], ['5,000 lines', 'dense.ts', source(5000), 10], ['no shared memory', 'plain0.ts', readFileSync(join(folder, 'plain0.ts'), 'utf8'), 10]];
    for (const [title, name, text, pause] of cases) {
      writeFileSync(join(folder, 'dense.ts'), name === 'dense.ts' ? text : '');
      console.log(`\n${title}, among ${FILES} files\n${'server'.padEnd(16)}${['findings', 'start', 'open', 'p50', 'p95', 'MB', '× ours'].map((head) => head.padStart(9)).join('')}`);
      let ours;
      for (const make of servers(folder)) {
        const row = await measure(make, folder, name, text, pause);
        ours ??= row.p50;
        const cells = row.failed ? [row.failed] : [String(row.found), ms(row.initialised), ms(row.opened), ms(row.p50), ms(row.p95), row.memory.toFixed(0), (row.p50 / ours).toFixed(1)];
        console.log(row.name.padEnd(16) + cells.map((cell) => cell.padStart(9)).join(''));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) await benchLsp();
