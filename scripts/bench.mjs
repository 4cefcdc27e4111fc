/**
 * Times the command against native oxlint and against ESLint running our plugin, side by side in one run, on a tree of real
 * source files in which few touch shared memory and on one of packages that do. Prints ratios, and asserts nothing.
 *
 *     npm run bench                    trees of 5,000 files and of the packages of `test/ecosystem/packages.json`
 *     npm run bench -- --files 1000    a smaller tree
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { denseTree, packages, sparseTree } from './bench-trees.mjs';

const root = join(import.meta.dirname, '..');
const at = process.argv.indexOf('--files');
const wanted = at < 0 ? 5000 : Number(process.argv[at + 1]);
const ROUNDS = 3;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const ESLINT = `
import { ESLint } from ${JSON.stringify(join(packages, 'eslint/lib/api.js'))};
import parser from ${JSON.stringify(join(packages, '@typescript-eslint/parser/dist/index.js'))};
import atomics from ${JSON.stringify(join(root, 'rules/dist/plugin.mjs'))};

const lint = new ESLint({ cwd: process.argv[2], stats: true, overrideConfigFile: true, overrideConfig: [atomics.configs.recommended, { files: ['**/*.{js,mjs,cjs,ts,mts,cts}'], languageOptions: { parser }, linterOptions: { reportUnusedDisableDirectives: 'off' } }] });
let rules = 0;
for (const { stats } of await lint.lintFiles(['**/*.{js,mjs,cjs,ts,mts,cts}']))
  for (const pass of stats?.times.passes ?? []) for (const one of Object.values(pass.rules ?? {})) rules += one.total;
console.log(JSON.stringify({ rules }));
`;

function tools(work) {
  writeFileSync(join(work, 'eslint.mjs'), ESLINT);
  return {
    'atomics-lint': [process.execPath, [join(root, 'server/dist/cli.js'), '--format', 'json', '.']],
    oxlint: [join(packages, '.bin/oxlint'), ['.']],
    'ESLint + plugin': [process.execPath, ['--max-old-space-size=8192', join(work, 'eslint.mjs')]],
  };
}

function time([command, args], cwd, extra = []) {
  const start = performance.now();
  const { stdout, error } = spawnSync(command, [...args, ...extra], { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (error) throw error;
  return { ms: performance.now() - start, stdout };
}

/** Every tool in turn, so that a change of the machine's speed meets all of them. */
function compare(work, tree, label, { files, lines }) {
  const all = tools(work);
  const times = new Map(Object.keys(all).map((name) => [name, []]));
  let share = '';
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, tool] of Object.entries(all)) {
      if (name.startsWith('ESLint') && round > 0) continue;
      const { ms, stdout } = time(tool, tree, name.startsWith('ESLint') ? [tree] : []);
      times.get(name).push(ms);
      if (!name.startsWith('ESLint')) continue;
      share = `our rules' share of the ESLint run: ${((100 * JSON.parse(stdout).rules) / ms).toFixed(1)} %`;
    }
  const ours = median(times.get('atomics-lint'));
  console.log(`\n${label}: ${files} files, ${lines} lines`);
  for (const [name, own] of times) console.log(`  ${name.padEnd(16)} ${Math.round(median(own))} ms   ${(median(own) / ours).toFixed(2)}× ours`);
  console.log(`  ${share}`);
}

/** The exponent of time over files, start-up taken off: 1 is linear. */
function growth(work) {
  const empty = join(work, 'empty');
  mkdirSync(empty);
  const points = [1, 2, 4].map((part) => {
    const tree = join(work, `part-${part}`);
    const { files } = sparseTree(tree, Math.round((wanted * part) / 4));
    const tool = tools(work)['atomics-lint'];
    const base = median([0, 1, 2].map(() => time(tool, empty).ms));
    return [files, Math.max(1, median([0, 1, 2].map(() => time(tool, tree).ms)) - base)];
  });
  const [[x0, y0], , [x1, y1]] = points;
  console.log(`\ngrowth over ${points.map(([files]) => files).join(', ')} files: time ~ files^${(Math.log(y1 / y0) / Math.log(x1 / x0)).toFixed(2)}`);
}

const work = mkdtempSync(join(tmpdir(), 'atomics-bench-'));
try {
  const sparse = join(work, 'sparse');
  compare(work, sparse, 'sparse', sparseTree(sparse, wanted));
  const dense = join(work, 'dense');
  compare(work, dense, 'dense', denseTree(dense));
  growth(work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const more of ['scripts/bench-lsp.mjs', 'snippets/bench/allocator.mjs', 'snippets/bench/messages.mjs', 'snippets/bench/checker.mjs'])
  if (existsSync(join(root, more)) && process.argv.includes('--all')) spawnSync(process.execPath, [join(root, more)], { cwd: root, stdio: 'inherit' });
