/** The command: exit codes, what is printed, JSON, replay. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type CheckFilesOptions, checkFiles, readArguments } from '../../../snippets/checker/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'atomics-check-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

function file(name: string, body: string): string {
  const path = join(folder, name);
  writeFileSync(path, `import { scenario, thread, check } from 'atomics-snippets/checker';\n${body}`);
  return path;
}

async function run(paths: readonly string[], options: CheckFilesOptions = {}): Promise<{ code: number; out: string }> {
  const lines: string[] = [];
  const code = await checkFiles(paths, options, (line) => lines.push(line));
  return { code, out: lines.join('\n') };
}

const good = file('good.check.ts', "scenario('adds', () => { const a = new Int32Array(new SharedArrayBuffer(4)); thread(() => { Atomics.add(a, 0, 1); }); thread(() => { Atomics.add(a, 0, 1); }); });");
const bad = file('bad.check.ts', `
scenario('takes turns', () => {
  const a = new Int32Array(new SharedArrayBuffer(8));
  thread('left', () => { Atomics.store(a, 1, 1); });
  thread('right', () => {
    const old = Atomics.load(a, 0);
    Atomics.store(a, 0, old + 1);
  });
  thread('third', () => {
    const old = Atomics.load(a, 0);
    Atomics.store(a, 0, old + 1);
    check(Atomics.load(a, 0) === old + 1, 'nobody came between');
  });
});
scenario('holds', () => { thread(() => {}); });`);
const timed = file('time.check.ts', "scenario('late', () => { thread(() => Date.now()); });");

describe('the exit code', () => {
  it('is 0 when all held, 1 when one failed, 2 when one could not be checked', async () => {
    expect((await run([good])).code).toBe(0);
    expect((await run([good, bad])).code).toBe(1);
    expect((await run([timed])).code).toBe(2);
    expect((await run([join(folder, 'nowhere.check.ts')])).code).toBe(2);
    expect((await run([])).code).toBe(2);
    expect((await run([file('none.check.ts', 'export {};')])).code).toBe(2);
    expect((await run([file('broken.check.ts', 'scenario(')])).code).toBe(2);
    expect((await run([good], { scenario: 'no such name' })).code).toBe(2);
  });

  it('is that of the engine asked for', async () => {
    expect((await run([good], { engine: 'referee' })).code).toBe(0);
    expect((await run([bad], { engine: 'referee' })).code).toBe(1);
  });
});

describe('what is printed', () => {
  it('says how much was explored', async () => {
    expect((await run([good])).out).toMatch(/^held {2}adds {2}\(2 threads, 2 executions, complete, \d+ ms\)\n1 scenario, all held; 2 executions in 0\.\d s$/);
    expect((await run([good], { preemptions: 1 })).out).toContain('complete up to 1 preemption,');
  });

  it('is the shortest failing schedule as a table, and the way to run it again', async () => {
    const { out } = await run([bad], { scenario: 'takes' });
    expect(out.replaceAll(folder, '').replace(/\d+ executions in .*$/, '…')).toBe(`FAILS takes turns  (/bad.check.ts)
      check: third: The check "nobody came between" failed.

      The shortest schedule found has 5 steps:

       left                                  right                                 third
       ────────                              ────────                              ────────
1  11                                                                              Atomics.load(a, 0) ⇒ [0] 0
2  12                                                                              Atomics.store(a, 0, old + 1) ⇒ [0] ←
                                                                                     1
3  7                                         Atomics.load(a, 0) ⇒ [0] 1
4  8                                         Atomics.store(a, 0, old + 1) ⇒ [0] ←
                                               2
5  13                                                                              Atomics.load(a, 0) ⇒ [0] 2

      atomics-check /bad.check.ts --replay '1r1970z-C2B2C'

1 scenario, 1 failed; …`);
  });

  it('is JSON if asked for', async () => {
    const { out } = await run([good, bad], { json: true });
    const { version, results } = JSON.parse(out) as { version: number; results: { scenario: string; executions: number; bound: unknown; failure?: { kind: string; token: string; steps: unknown[] } }[] };
    expect(version).toBe(1);
    expect(results.map((r) => [r.scenario, r.failure?.kind])).toEqual([['adds', undefined], ['takes turns', 'check'], ['holds', undefined]]);
    expect(results[0]).toMatchObject({ executions: 2, bound: { kind: 'complete' } });
    expect(results[1]!.failure!.steps.at(-1)).toMatchObject({ thread: 2, where: '13', source: 'Atomics.load(a, 0)' });
  });
});

describe('a replay', () => {
  const tokenOf = async (): Promise<string> => /--replay '([^']+)'/.exec((await run([bad])).out)![1]!;

  it('runs the very schedule again', async () => {
    const first = await run([bad], { scenario: 'takes' });
    const again = await run([good, bad], { replay: await tokenOf() });
    expect(again.code).toBe(1);
    expect(again.out).toContain('The check "nobody came between" failed.');
    const table = (out: string): string => out.slice(out.indexOf('left'), out.indexOf('atomics-check'));
    expect(table(again.out)).toBe(table(first.out));
  });

  it('says so when the code has changed, the scenario is another, or the token is none', async () => {
    const token = await tokenOf();
    const fixed = file('fixed.check.ts', "scenario('takes turns', () => { const a = new Int32Array(new SharedArrayBuffer(8)); for (let i = 0; i < 3; i++) thread(() => { Atomics.add(a, 0, 1); }); });");
    expect(await run([fixed], { replay: token })).toEqual({ code: 2, out: 'The schedule does not fit this code any more: a step that it asks for is not possible.' });
    expect(await run([good], { replay: token })).toEqual({ code: 2, out: 'The token belongs to no scenario of these files: was its name changed?' });
    expect(await run([good], { replay: '#' })).toEqual({ code: 2, out: '"#" is no replay token.' });
  });
});

describe('a failure is confirmed on worker threads', () => {
  const command = join(import.meta.dirname, '../../../snippets/dist/check.cjs');
  const words = "const a = new Int32Array(new SharedArrayBuffer(16)); Atomics.store(a, 3, 7);";

  it.each([
    ['a check', "thread(() => { check(Atomics.add(a, 0, 1) === 0, 'I am first'); }); thread(() => { Atomics.add(a, 0, 1); });", 'Confirmed on worker threads: The check "I am first" failed.'],
    ['an invariant on results and memory', "const t = thread(() => Atomics.load(a, 0)); thread(() => { Atomics.store(a, 0, 2); }); invariant(() => check(t.result === a[0] && a[3] === 7, 'it was seen'));", 'Confirmed on worker threads: The check "it was seen" failed.'],
    ['an exception', "thread(() => { if (Atomics.load(a, 0) === 1) throw new Error('seen'); }); thread(() => { Atomics.store(a, 0, 1); });", 'Confirmed on worker threads: seen.'],
    ['a lost wake-up', 'thread(() => { if (Atomics.load(a, 0) === 0) Atomics.wait(a, 1, 0); }); thread(() => { Atomics.store(a, 1, 1); });', 'Confirmed on worker threads: 1 of 2 threads did not end.'],
    ['a time-out', "thread(() => { check(Atomics.wait(a, 0, 0, 5) === 'ok', 'woken'); }); thread(() => { while (Atomics.load(a, 1) === 0); Atomics.notify(a, 0); }, { daemon: true });", 'Confirmed on worker threads: The check "woken" failed.'],
    ['a deadline', "thread(() => { const end = performance.now() + 9; check(Atomics.load(a, 0) === 0 && performance.now() < end, 'in time'); });", 'Confirmed on worker threads: The check "in time" failed.'],
    ['a death', "const t = thread(() => { Atomics.store(a, 0, 1); Atomics.store(a, 0, 0); }, { dies: true }); invariant(() => check(!t.died || a[0] === 0, 'let go'));", 'Confirmed on worker threads: The check "let go" failed.'],
    ['a livelock', 'thread(() => { while (Atomics.load(a, 0) === 0); });', 'Confirmed on worker threads: 1 of 1 threads did not end.'],
    ['no data race', 'thread(() => { a[0] = 1; }); thread(() => { a[0] = 2; });', 'On worker threads: the schedule ran, but a race cannot be seen from outside.'],
    ['nor what needs objects that threads share', "let inside = 0; const f = (): void => { check(++inside === 1, 'alone'); Atomics.load(a, 0); inside--; }; thread(f); thread(f);", 'Not confirmed on worker threads: no thread failed.'],
    ['nor async threads', "thread(async () => { check(await Atomics.waitAsync(a, 0, 0, 5).value === 'ok', 'woken'); });", 'On worker threads: async threads are not run there.'],
  ])('%s', (name, body, says) => {
    const path = file(`${name.replaceAll(' ', '-')}.check.ts`, `import { invariant } from 'atomics-snippets/checker';\nscenario('it', () => { ${words}\n${body} });`);
    const { stdout, stderr } = spawnSync(process.execPath, [command, path], { encoding: 'utf8' });
    expect(stderr + (/^ {6}((?:Not c|C)onfirmed|On worker) .*$/m.exec(stdout)?.[0].trim() ?? stdout)).toBe(says);
  });
});

describe('the arguments', () => {
  it('are read', () => {
    expect(readArguments(['a.ts', '--preemptions', '2', '--time', '0.5', '--json', '--engine', 'referee'])).toMatchObject({ paths: ['a.ts'], options: { preemptions: 2, time: 0.5, json: true, engine: 'referee' }, help: false });
    expect(readArguments(['--help']).help).toBe(true);
  });

  it.each([['--preemptions', 'x'], ['--preemptions', '1.5'], ['--time', '-1'], ['--time', ''], ['--engine', 'other'], ['--unknown']])('are refused: %s %s', (...argv) => {
    expect(() => readArguments(argv)).toThrow(TypeError);
  });

  it('come from the command line, in the built command', () => {
    const command = join(import.meta.dirname, '../../../snippets/dist/check.cjs');
    const help = spawnSync(process.execPath, [command, '--help'], { encoding: 'utf8' });
    expect([help.status, help.stdout]).toEqual([0, expect.stringContaining('--replay <token>')]);
    const wrong = spawnSync(process.execPath, [command, good, '--time', 'soon'], { encoding: 'utf8' });
    expect([wrong.status, wrong.stderr]).toEqual([2, '--time takes a number, not "soon".\n']);
    expect(spawnSync(process.execPath, [command, bad]).status).toBe(1);
  });
});
