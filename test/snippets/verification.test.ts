/** The quick part of the verification holds, and the report that is checked in is of the present sources. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MUTATIONS, mutants } from '../../snippets/checker/mutate/mutants.ts';
import { readHarmless } from '../../snippets/checker/verify/harmless.ts';
import { snippetsOf } from '../../snippets/checker/verify/plan.ts';

const root = join(import.meta.dirname, '../..');
const snippets = snippetsOf(root);
const report = readFileSync(join(root, 'docs/verification.md'), 'utf8');

test('every scenario holds under the quick bounds, and a part of the mutants is killed', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['snippets/dist/verify.cjs', '--quick'], { cwd: root, encoding: 'utf8' });
  expect(stdout.split('\n').filter((line) => /^(?:FAILS|✗)/.test(line)).join('\n') + stderr).toBe('');
  expect(status).toBe(0);
});

describe('the report', () => {
  test('is of these sources and scenarios', () => {
    const stale = snippets.filter((s) => !report.includes(`\`snippets/src/${s.name}.ts\` (${s.hash}), scenarios in \`snippets/scenarios/${basename(s.file)}\` (${s.scenarioHash})`));
    expect(stale.map((s) => s.name), 'Run npm run verify -- --report, look at the change, and commit it.').toEqual([]);
  });

  test('has nothing to complain of', () => {
    expect(report).not.toMatch(/Not everything is as it should be|\*\*(?:fails|survives|Not found|nowhere|On real)/);
  });

  test('has every scenario and every mutant', () => {
    const missing = snippets.flatMap((s) => s.scenarios.filter((name) => !report.includes(`| ${name} |`)));
    expect(missing).toEqual([]);
    const count = snippets.reduce((sum, s) => sum + mutants(readFileSync(s.source, 'utf8'), basename(s.source)).length, 0);
    const alive = readHarmless(root).length;
    expect(report).toContain(`| ${count - alive}/${count} |`);
  });
});

test('what is called harmless is a mutant that there is, with a reason', () => {
  for (const { snippet, inside, mutation, source, why } of readHarmless(root)) {
    const { source: file } = snippets.find((s) => s.name === snippet)!;
    const all = mutants(readFileSync(file, 'utf8'), basename(file));
    expect(MUTATIONS).toContain(mutation);
    expect(all.filter((m) => m.inside === inside && m.mutation === mutation && m.source === source), `${snippet}, ${inside}: ${source}`).toHaveLength(1);
    expect(why.length).toBeGreaterThan(30);
  }
});
