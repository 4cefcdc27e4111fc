/**
 * Verifies the snippets: explores their scenarios, breaks them in every known way, and tests the checker itself.
 *
 *     npm run verify              everything; exits 1 if anything is not as it should be
 *     npm run verify -- --quick   smaller bounds and a part of the mutants, in less than two minutes
 *     npm run verify -- --report  writes docs/verification.md
 */

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { sayFailure } from '../report/text.ts';
import { readHarmless } from './harmless.ts';
import type { Done, MutantDone, ScenarioDone } from './jobs.ts';
import { FULL, QUICK, type Scope, knownBadJobs, laterJobs, scenarioJobs, snippetsOf, trustJobs } from './plan.ts';
import { doAll, serve } from './pool.ts';
import { report } from './report.ts';
import { confirmAll, stressAll } from './threads.ts';
import { type Verification, problems } from './verdict.ts';

async function verify(root: string, scope: Scope, script: string, say: (line: string) => void): Promise<Verification> {
  const start = performance.now();
  const snippets = snippetsOf(root);
  const harmless = readHarmless(root);
  const bad = knownBadJobs(root);
  const told = (done: Done): void => { const line = news(done); if (line) say(line); };
  const first = await doAll([...scenarioJobs(snippets, scope), ...bad], script, told) as ScenarioDone[];
  const scenarios = first.slice(0, first.length - bad.length);
  const knownBad = first.slice(first.length - bad.length);
  const rest = await doAll([...trustJobs(scope), ...laterJobs(snippets, scenarios, harmless, scope)], script, told);
  // When nothing else runs: real threads are to meet.
  const confirmations = await confirmAll(knownBad, join(dirname(script), 'check.cjs'));
  const stresses = await stressAll(join(dirname(script), 'stress.cjs'), scope.stress);
  return {
    scope, snippets, scenarios, harmless, knownBad, confirmations, stresses,
    referees: rest.filter((d): d is ScenarioDone => d.kind === 'referee'),
    mutants: rest.filter((d): d is MutantDone => d.kind === 'mutant'),
    trust: rest.filter((d): d is Verification['trust'][number] => d.kind === 'counts' || d.kind === 'random' || d.kind === 'dependence'),
    seconds: (performance.now() - start) / 1000,
  };
}

/** What is worth a line while the work goes on. */
function news(done: Done): string | undefined {
  if (done.kind !== 'scenario' || done.file.includes('known-bad')) return undefined;
  const { result, file } = done;
  if (result.failure) return sayFailure(result.scenario, file, result.failure, 120);
  return `held  ${result.scenario}  (${result.executions.toLocaleString('en')} executions, ${(result.milliseconds / 1000).toFixed(1)} s)`;
}

async function main(): Promise<void> {
  const root = process.cwd();
  const quick = process.argv.includes('--quick');
  const say = (line: string): void => { process.stdout.write(`${line}\n`); };
  const v = await verify(root, quick ? QUICK : FULL, __filename, say);
  const wrong = problems(v);
  const killed = v.mutants.filter((m) => m.fate === 'killed').length;
  const { user, system } = process.cpuUsage();
  say(`\n${v.scenarios.length} scenarios, ${killed} of ${v.mutants.length} mutants killed, ${v.stresses.length} stresses; ${Math.round(v.seconds)} s, of which ${Math.round((user + system) / 1e6)} s of computing without the stresses`);
  for (const line of wrong) say(`✗ ${line}`);
  if (process.argv.includes('--report')) writeFileSync(join(root, 'docs/verification.md'), report(v));
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

if (isMainThread) void main();
else serve();
