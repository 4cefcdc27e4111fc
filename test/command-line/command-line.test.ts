/** The command as its users run it: what it prints in each format, what it changes, and where it may stand. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { progressOn } from '../../server/cli/progress.ts';
import { projectOf } from '../surfaces/project.ts';
import { cliJson, runCli } from '../surfaces/surfaces.ts';

/** Letters of two units and of three bytes before what is reported. */
const STATE = `export const 𝔰 = new Int32Array(new SharedArrayBuffer(8)); // Bytes: 😀
export const set = () => { /* 😀 */ 𝔰[0] = 1; };
`;
const READER = `import { 𝔰 } from './state.ts';
export const get = () => Atomics.load(𝔰, 0);
`;
const FILES = { 'src/state.ts': STATE, 'src/a b/reader.ts': READER.replace('./', '../'), 'broken.js': 'const = 1;\n' };
const FIX = 'Atomics.store(𝔰, 0, 1)';

test('json', async () => {
  const found = await cliJson(projectOf(FILES), []);
  expect(found).toEqual([
    {
      file: 'src/state.ts',
      line: 2,
      column: 37,
      endLine: 2,
      endColumn: 46,
      rule: 'no-mixed-access',
      certainty: 'proven',
      message: expect.stringMatching(/^Plain write to `𝔰\[0\]` \(bytes 0–3\), which `Atomics\.load` reads atomically in `get` \(reader\.ts:2\)/),
      related: [
        { file: 'src/a b/reader.ts', line: 2, column: 26, message: '`Atomics.load` here, in `get`' },
        { file: 'src/state.ts', line: 1, column: 34, message: 'The region is allocated here' },
      ],
      fix: { title: `Use \`${FIX}\``, edits: [{ file: 'src/state.ts', start: { line: 2, column: 37 }, end: { line: 2, column: 46 }, text: FIX }] },
    },
  ]);
});

/** What the schema of SARIF 2.1.0 requires, as far as this report has it. */
interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string; readonly shortDescription: { readonly text: string }; readonly helpUri: string }[] } };
    readonly columnKind: string;
    readonly originalUriBaseIds: Readonly<Record<string, { readonly uri: string }>>;
    readonly invocations: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly { readonly level: string; readonly message: { readonly text: string } }[] }[];
    readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[];
  }[];
}

test('sarif', async () => {
  const folder = projectOf(FILES);
  const { stdout, status } = await runCli(folder, ['--format', 'sarif']);
  const report = JSON.parse(stdout) as Sarif;
  expect([status, report.version, report.runs.length]).toEqual([1, '2.1.0', 1]);
  const [run] = report.runs;
  expect(run?.columnKind).toBe('utf16CodeUnits');
  expect(run?.originalUriBaseIds['%SRCROOT%']?.uri).toBe(`file://${folder}/`);
  expect(run?.invocations).toMatchObject([{ executionSuccessful: true, toolExecutionNotifications: [{ level: 'error', locations: [{ physicalLocation: { artifactLocation: { uri: 'broken.js', uriBaseId: '%SRCROOT%' } } }] }] }]);
  const region = { startLine: 2, startColumn: 37, endLine: 2, endColumn: 46 };
  const artifactLocation = { uri: 'src/state.ts', uriBaseId: '%SRCROOT%' };
  expect(run?.results).toMatchObject([
    {
      ruleId: 'atomics/no-mixed-access',
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation, region } }],
      relatedLocations: [{ id: 1, physicalLocation: { artifactLocation: { uri: 'src/a%20b/reader.ts' } } }, { id: 2 }],
      fixes: [{ artifactChanges: [{ artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: FIX } }] }] }],
    },
  ]);
  const rules = run?.tool.driver.rules ?? [];
  for (const { ruleId, ruleIndex } of run?.results ?? []) expect(rules[ruleIndex]?.id).toBe(ruleId);
  for (const rule of rules) expect([rule.id, rule.shortDescription.text, rule.helpUri].every((one) => typeof one === 'string' && one !== '')).toBe(true);
});

test('github, with paths from the top of the repository', async () => {
  const folder = projectOf(FILES);
  const { stdout } = await runCli(join(folder, 'src'), ['--format', 'github'], { GITHUB_WORKSPACE: folder });
  expect(stdout).toMatch(/^::error file=src\/state\.ts,line=2,endLine=2,col=37,endColumn=46,title=atomics\/no-mixed-access::Plain write to .*%0Asrc\/a b\/reader\.ts:2: .*\n$/);
});

describe('stylish', () => {
  test('shows both sides, and how many there are', async () => {
    const { stdout, status } = await runCli(projectOf(FILES), []);
    expect(status).toBe(1);
    for (const part of [/src\/state\.ts:2:37/, /broken\.js:1:7.*does not parse/, /`Atomics\.load` here, in `get`/, /fix Use `Atomics\.store/, /1 finding in 1 file: 1 proven\. 1 is fixable with --fix\./]) expect(stdout).toMatch(part);
  });

  test('has colours where they are asked for, and only there', async () => {
    const folder = projectOf(FILES);
    const isColored = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<boolean> => (await runCli(folder, args, env)).stdout.includes('\x1b[');
    expect(await Promise.all([isColored([], {}), isColored([], { FORCE_COLOR: '1' }), isColored(['--color'], { NO_COLOR: '1' }), isColored(['--no-color'], { FORCE_COLOR: '1' })])).toEqual([false, true, true, false]);
  });
});

describe('fixes', () => {
  test('--fix-dry-run shows the change and makes none', async () => {
    const folder = projectOf(FILES);
    const { stdout } = await runCli(folder, ['--fix-dry-run', 'src']);
    expect(stdout).toContain(`-export const set = () => { /* 😀 */ 𝔰[0] = 1; };\n+export const set = () => { /* 😀 */ ${FIX}; };`);
    expect(readFileSync(join(folder, 'src/state.ts'), 'utf8')).toBe(STATE);
  });

  test('--fix changes the file and nothing else of it, mark and line ends included', async () => {
    const text = `\uFEFF${STATE.replaceAll('\n', '\r\n')}`;
    const folder = projectOf({ ...FILES, 'src/state.ts': text });
    expect(await runCli(folder, ['--fix', 'src'])).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'src/state.ts'), 'utf8')).toBe(text.replace('𝔰[0] = 1', FIX));
  });
});

describe('which files', () => {
  const lines = async (cwd: string, args: readonly string[] = []): Promise<readonly string[]> => (await cliJson(cwd, args)).map(({ file, line }) => `${file}:${line}`);
  const tree = { 'packages/a/state.ts': STATE, 'packages/a/reader.ts': READER, 'packages/b/user.ts': "import { 𝔰 } from '../a/state.ts';\nexport const set = () => { 𝔰[0] = 2; };\n", 'built/state.ts': STATE + READER.replace(/^.*\n/, ''), 'node_modules/x/state.ts': STATE, '.gitignore': 'built\n', '.git/HEAD': '' };

  test('a monorepo without configuration', async () => {
    expect(await lines(projectOf(tree))).toEqual(['packages/a/state.ts:2', 'packages/b/user.ts:2']);
  });

  test('folders, globs and their opposite, with what the rest of the project says of them', async () => {
    const folder = projectOf(tree);
    expect(await lines(folder, ['packages/b'])).toEqual(['packages/b/user.ts:2']);
    expect(await lines(folder, ['packages/**/*.ts', '!**/user.ts'])).toEqual(['packages/a/state.ts:2']);
    expect(await lines(join(folder, 'packages/a'))).toEqual(['state.ts:2']);
    expect(await lines(folder, ['built/state.ts'])).toEqual(['built/state.ts:2']);
  });

  test('comments switch rules off', async () => {
    const off = '// eslint-disable-next-line atomics/no-mixed-access -- alone here\n';
    expect(await lines(projectOf({ 'state.ts': STATE.replace('\n', `\n${off}`), 'reader.ts': READER }))).toEqual([]);
  });

  test('--rule runs what it names, as surely as it says', async () => {
    const folder = projectOf(tree);
    expect(await lines(folder, ['--rule', 'aligned-view', '--rule', 'atomics/valid-operand'])).toEqual([]);
    expect(await lines(folder, ['--rule', 'no-mixed-access:proven'])).toHaveLength(2);
  });
});

test('--help, --version, --stats, --map', async () => {
  const folder = projectOf(FILES);
  const [help, version, stats] = await Promise.all([runCli(folder, ['--help']), runCli(folder, ['-v']), runCli(folder, ['--stats', '--map', 'map.html', 'src'])]);
  for (const option of ['--preset', '--rule', '--format', '--map', '--stats', '--fix', '--fix-dry-run', '--help', '--version']) expect(help.stdout).toContain(option);
  expect([help.status, version.status, version.stdout]).toEqual([0, 0, '0.1.0\n']);
  expect(stats.stderr).toMatch(/1 region drawn in map\.html\n[\s\S]*files +2, 2 of which/);
  expect(readFileSync(join(folder, 'map.html'), 'utf8')).toMatch(/^<!doctype html>/i);
});

test('progress is told on a terminal, only where it takes long', () => {
  const written: string[] = [];
  const tell = (isTTY: boolean, ms: number): string => {
    written.length = 0;
    let now = 0;
    const progress = progressOn({ isTTY }, (text) => written.push(text), 3, () => now);
    for (let i = 0; i < 3; i++) {
      now += ms;
      progress.step();
    }
    progress.end();
    return written.join('');
  };
  expect([tell(true, 10), tell(false, 1000)]).toEqual(['', '']);
  expect(tell(true, 1000)).toBe('\r\x1b[2K1 of 3 files analysed\r\x1b[2K2 of 3 files analysed\r\x1b[2K3 of 3 files analysed\r\x1b[2K');
});
