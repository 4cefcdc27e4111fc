/**
 * Lints published packages that use shared memory, and compares what is found with `test/ecosystem/snapshot.txt`, in
 * which a person has judged every finding.
 *
 *     npm run ecosystem              prints every finding; exits 1 where one is new or gone
 *     npm run ecosystem -- --update  writes the snapshot; new findings are marked `unjudged`
 *     npm run ecosystem -- tinypool  looks at these packages only
 *     npm run ecosystem -- --strict  prints what the strict preset finds, which nobody has judged
 */

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const snapshotFile = join(root, 'test/ecosystem/snapshot.txt');
/** Which folders or files of each package are source: what is also published bundled or minified is left out. */
const sources = JSON.parse(readFileSync(join(root, 'test/ecosystem/packages.json'), 'utf8'));
const update = process.argv.includes('--update');
const preset = process.argv.includes('--strict') ? 'strict' : 'recommended';
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

/** Copied out of `node_modules`, which no linter looks into; each package is a project of its own. */
function copyOf(name, temporary) {
  const from = join(root, 'node_modules', name);
  const to = join(temporary, name);
  for (const part of [...sources[name], 'package.json'])
    cpSync(join(from, part), join(to, part), { recursive: true, filter: (path) => !/\.min\.[cm]?js$/.test(path) && !relative(from, path).includes('node_modules') });
  return to;
}

function lint(name, temporary) {
  const cwd = copyOf(name, temporary);
  const run = spawnSync(process.execPath, [join(root, 'server/dist/cli.js'), '--preset', preset, '--format', 'json', '.'], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0 && run.status !== 1) throw new Error(`${name}: exit ${run.status ?? run.signal}\n${run.stderr}`);
  if (run.stderr) console.error(`${name}: ${run.stderr.trim()}`);
  return JSON.parse(run.stdout);
}

const lineOf = ({ file, line, column, rule, certainty }) => `${file}:${line}:${column} ${rule} ${certainty}`;
const versionOf = (name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;

/** The snapshot as package → finding → [verdict, reason]. */
function readSnapshot() {
  const judged = new Map();
  let current = new Map();
  if (!existsSync(snapshotFile)) return judged;
  for (const text of readFileSync(snapshotFile, 'utf8').split('\n')) {
    const [, name] = /^# (\S+) \S+$/.exec(text) ?? [];
    if (name) judged.set(name, (current = new Map()));
    const [, verdict, finding, reason] = /^(right|wrong|unjudged) (\S+ \S+ \w+)(?: {2}(.*))?$/.exec(text) ?? [];
    if (verdict) current.set(finding, [verdict, reason ?? '']);
  }
  return judged;
}

const snapshot = readSnapshot();
const names = Object.keys(sources).filter((name) => wanted.length === 0 || wanted.includes(name));
const temporary = mkdtempSync(join(tmpdir(), 'ecosystem-'));
let differences = 0;
const counts = { right: 0, wrong: 0, unjudged: 0 };
const sections = [];
try {
  for (const name of names) {
    const before = snapshot.get(name) ?? new Map();
    const findings = lint(name, temporary);
    const now = new Set(findings.map(lineOf));
    const lines = [];
    for (const finding of findings) {
      const [verdict, reason] = before.get(lineOf(finding)) ?? ['unjudged', ''];
      if (!before.has(lineOf(finding))) differences++;
      counts[verdict]++;
      console.log(`${verdict.padEnd(8)} ${name}/${lineOf(finding)}  ${finding.message}`);
      lines.push(`${verdict} ${lineOf(finding)}${reason && `  ${reason}`}`);
    }
    for (const finding of before.keys()) {
      if (now.has(finding)) continue;
      differences++;
      console.log(`gone     ${name}/${finding}`);
    }
    sections.push([name, lines]);
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

console.log(`${counts.right} right, ${counts.wrong} wrong, ${counts.unjudged} not judged; ${differences} differ from the snapshot`);
if (update) writeSnapshot();
else if (differences > 0) process.exitCode = 1;

function writeSnapshot() {
  const fresh = new Map(sections);
  const text = Object.keys(sources).map((name) => {
    const lines = fresh.get(name) ?? [...(snapshot.get(name) ?? [])].map(([finding, [verdict, reason]]) => `${verdict} ${finding}${reason && `  ${reason}`}`);
    return [`# ${name} ${versionOf(name)}`, ...lines, ''].join('\n');
  });
  mkdirSync(dirname(snapshotFile), { recursive: true });
  writeFileSync(snapshotFile, text.join('\n'));
}
