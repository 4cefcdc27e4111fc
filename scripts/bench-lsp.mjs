/**
 * Keystroke to diagnostics, over the protocol: our server, vscode-eslint's and `oxlint --lsp`, the last two running our
 * plugin. One run, side by side; printed, never asserted. `npm run bench` calls it; vscode-eslint is installed into `.bench/`.
 *
 * Keys come at their times, whether or not the server has answered the ones before. Each moves a finding by one column,
 * and a key is answered when a report has the finding where that key, or a later one, has put it: no server can be
 * taken for faster by answering with what it knew before. The first keys, which meet code that has never run, are typed
 * and not counted.
 *
 *     node scripts/bench-lsp.mjs            all
 *     node scripts/bench-lsp.mjs atomics    ours alone
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { sparseTree } from './bench-trees.mjs';
import { LanguageClient } from './language-client.mjs';

const root = join(import.meta.dirname, '..');
const home = join(root, '.bench');
const PEER = 'vscode-langservers-extracted@4.10.0';

const { default: plugin } = await import(pathToFileURL(join(root, 'rules/dist/plugin.mjs')).href);

const KEYS = Number(process.env.KEYS ?? 80);
const FILES = process.env.FILES;
const UNCOUNTED = 20;
/** A server that leaves a key unanswered for so long is given up, in milliseconds. */
const PATIENCE = 120_000;
/** As long without a report, a server has nothing more to say. */
const QUIET = 1500;

const DENSE = 'dense.ts';
const PLAIN = 'plain.ts';

/** Functions that claim and fill segments of one region among others that do not, until there are so many lines; then a race. */
function dense(lines) {
  const out = ['const region = new SharedArrayBuffer(1 << 16);', 'const header = new Int32Array(region, 0, 1024);', 'const payload = new Uint8Array(region, 4096);', "new Worker(new URL('./worker.js', import.meta.url)).postMessage({ region });"];
  for (let i = 0; out.length + 13 < lines; i++) {
    out.push(
      '', `export function claim${i}(length: number): boolean {`, `  if (Atomics.compareExchange(header, ${i % 512}, 0, 1) !== 0) return false;`, `  Atomics.store(header, ${512 + (i % 512)}, length);`, '  return true;', '}',
      '', `export function format${i}(name: string, values: readonly number[]): string {`, "  const parts = values.map((value) => value.toFixed(2)).filter((part) => part !== '0.00');", "  return `${name}: ${parts.join(', ')}`;", '}',
    );
  }
  return `${out.join('\n')}\n/**/ header[0] = payload.length;\n`;
}

/** No word of shared memory, nor of views. */
const plain = (lines) => Array.from({ length: lines / 4 }, (_, i) => `export function add${i}(a: number, b: number): number {\n  return a + b + ${i};\n}\n`).join('\n') + '/**/\n';

function workspace(files, texts) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atomics-bench-')));
  sparseTree(folder, files);
  const write = (name, text) => writeFileSync(join(folder, name), text);
  for (const [name, text] of Object.entries(texts)) write(name, text);
  write('worker.js', 'self.onmessage = ({ data }) => { Atomics.load(new Int32Array(data.region), 0); };\n');
  write('package.json', '{ "type": "module" }');
  const { rules } = plugin.configs.recommended;
  write('.oxlintrc.json', JSON.stringify({ jsPlugins: [join(root, 'rules/dist/plugin.mjs')], categories: { correctness: 'off' }, rules }));
  const link = (name) => JSON.stringify(pathToFileURL(join(root, name)).href);
  write('eslint.config.mjs', `import atomics from ${link('rules/dist/plugin.mjs')};\nimport parser from ${link('node_modules/@typescript-eslint/parser/dist/index.js')};\nexport default [{ files: ['**/*.ts', '**/*.js'], languageOptions: { parser } }, atomics.configs.recommended];\n`);
  // vscode-eslint runs the workspace's own ESLint.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** As the extension of vscode-eslint sends them. `experimental.useFlatConfig` is gone with ESLint 10. */
const eslintSettings = (folder) => ({ validate: 'on', run: 'onType', useFlatConfig: true, experimental: {}, workingDirectory: { directory: folder }, workspaceFolder: { uri: pathToFileURL(folder).href, name: 'bench' }, nodePath: null, packageManager: 'npm', quiet: false, onIgnoredFiles: 'off', options: {}, rulesCustomizations: [], problems: { shortenToSingleLine: false }, codeActionOnSave: { mode: 'all' }, codeAction: { disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'line' }, showDocumentation: { enable: true } } });

const SERVERS = {
  atomics: () => ({ command: process.execPath, args: [join(root, 'server/dist/main.cjs'), '--stdio'] }),
  'vscode-eslint': (folder) => ({ command: process.execPath, args: [join(home, 'node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server'), '--stdio'], settings: eslintSettings(folder) }),
  'oxlint --lsp': (folder) => ({ command: join(root, 'node_modules/.bin/oxlint'), args: ['--lsp'], settings: { run: 'onType' }, options: [{ workspaceUri: pathToFileURL(folder).href, options: { run: 'onType' } }] }),
};

/** `no-mixed-access 1001:5`, however a server writes codes. */
const findingOf = ({ code, range: { start } }) => `${String(code).replace(/^atomics[/(]|\)$/g, '')} ${start.line + 1}:${start.character + 1}`;

/** One server, one document: what it finds, and how long keys wait. */
class Session {
  times = [];
  #waiting = [];
  #heard = 0;

  constructor(name, folder, file, text) {
    this.file = file;
    this.folder = folder;
    this.lines = text.split('\n');
    this.line = this.lines.length - 2;
    const { command, args, settings, options } = SERVERS[name](folder);
    this.options = options;
    this.client = new LanguageClient(command, args, { cwd: folder, settings, report: (items, version) => this.#report(items, version) });
  }

  async start() {
    const start = performance.now();
    await this.client.initialise(this.folder, this.options);
    const initialised = performance.now() - start;
    const opened = this.#wait(this.client.open(pathToFileURL(join(this.folder, this.file)).href, this.lines.join('\n')), 0);
    const first = await this.#patiently(opened);
    // Its own scan of the workspace is no part of what a key costs.
    for (let calm = performance.now(); performance.now() - Math.max(calm, this.#heard) < QUIET; await sleep(100)) if (this.#isBusy()) calm = performance.now();
    return { initialised, opened: first, findings: this.items.map(findingOf).sort() };
  }

  async type(pause) {
    const begin = performance.now();
    const answers = [];
    for (let i = 1; i <= UNCOUNTED + KEYS; i++) {
      await sleep(Math.max(0, begin + i * pause - performance.now()));
      const old = this.lines[this.line];
      this.lines[this.line] = `${old.slice(0, 2)}x${old.slice(2)}`;
      const before = this.cpu();
      const version = this.client.type(this.line, 2, 'x', this.lines.join('\n'));
      answers.push(this.#patiently(this.#wait(version, i)));
      if (i === UNCOUNTED) this.cpuBefore = before;
    }
    const all = await Promise.all(answers);
    return { times: all.slice(UNCOUNTED), cpu: (this.cpu() - this.cpuBefore) / KEYS };
  }

  /** Processor time of the server so far, in milliseconds. */
  cpu() {
    const [, user = 0, system = 0] = /\) \S(?: -?\d+){10} (\d+) (\d+)/.exec(readFileSync(`/proc/${this.client.process.pid}/stat`, 'utf8')) ?? [];
    return (Number(user) + Number(system)) * 10;
  }

  #isBusy() {
    const now = this.cpu();
    const isBusy = now - (this.lastCpu ?? 0) > 20;
    this.lastCpu = now;
    return isBusy;
  }

  #wait(version, key) {
    const start = performance.now();
    return new Promise((resolve) => this.#waiting.push({ version, key, done: () => resolve(performance.now() - start) }));
  }

  #patiently(answer) {
    return Promise.race([answer, sleep(PATIENCE, undefined, { ref: false }).then(() => Promise.reject(new Error(`no answer in ${PATIENCE / 1000} s: ${this.client.log.at(-1) ?? ''}`)))]);
  }

  /** A report answers the keys whose letters its finding stands behind; where nothing is found, those of its version. */
  #report(items, version) {
    this.items = items;
    this.#heard = performance.now();
    const race = items.find(({ range }) => range.start.line === this.line);
    const isAnswered = (one) => (this.file === DENSE ? race !== undefined && race.range.start.character - 5 >= one.key : version === undefined || version >= one.version);
    for (const one of this.#waiting) if (isAnswered(one)) one.done();
    this.#waiting = this.#waiting.filter((one) => !isAnswered(one));
  }
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const ms = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

async function measure(name, folder, file, text, pause) {
  const session = new Session(name, folder, file, text);
  try {
    const { initialised, opened, findings } = await session.start();
    const { times, cpu } = pause ? await session.type(pause) : { times: [NaN], cpu: NaN };
    return { name, findings, figures: [initialised, opened, quantile(times, 0.5), quantile(times, 0.95), Math.max(...times), cpu, session.client.memory()] };
  } catch (error) {
    return { name, failed: error.message };
  } finally {
    session.client.stop();
  }
}

const HEAD = ['initialise', 'open', 'key p50', 'p95', 'longest', 'CPU a key', 'MB'];

function print(rows) {
  const [ours] = rows;
  console.log(`${''.padEnd(14)}${HEAD.map((head) => head.padStart(11)).join('')}  p50 of ours  findings`);
  for (const { name, failed, findings, figures } of rows) {
    if (failed) console.log(`${name.padEnd(14)}  ${failed}`);
    else {
      const isSame = !ours.findings || JSON.stringify(findings) === JSON.stringify(ours.findings);
      const ratio = figures[2] / (ours.figures?.[2] ?? NaN);
      const cells = [...figures.map((figure) => (Number.isNaN(figure) ? '' : ms(figure)).padStart(11)), '  ', (Number.isNaN(ratio) ? '' : `${ratio.toFixed(1)}×`).padStart(11)];
      console.log(`${name.padEnd(14)}${cells.join('')}  ${findings.length}${isSame ? '' : `, not the same: ${findings.slice(0, 4).join(', ')}`}`);
    }
  }
}

async function bench(names) {
  if (names.includes('vscode-eslint') && !existsSync(join(home, 'node_modules/vscode-langservers-extracted'))) {
    mkdirSync(home, { recursive: true });
    execFileSync('npm', ['install', '--prefix', home, PEER], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const cases = [
    ['1,000 lines, a key each 150 ms, among 1,000 files', 1000, DENSE, dense(1000), 150],
    ['1,000 lines, a key each 10 ms, among 1,000 files', 1000, DENSE, dense(1000), 10],
    ['5,000 lines, a key each 150 ms, among 1,000 files', 1000, DENSE, dense(5000), 150],
    ['1,000 lines without shared memory, a key each 10 ms, among 1,000 files', 1000, PLAIN, plain(1000), 10],
    ['1,000 lines, among 5,000 files', 5000, DENSE, dense(1000), undefined],
  ];
  for (const [title, files, file, text, pause] of cases) {
    const folder = workspace(Number(FILES ?? files), { [file]: text });
    try {
      const rows = [];
      for (const name of names) rows.push(await measure(name, folder, file, text, pause));
      console.log(`\n${title} (milliseconds)`);
      print(rows);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

const wanted = process.argv.slice(2);
await bench(Object.keys(SERVERS).filter((name) => wanted.length === 0 || wanted.includes(name)));
