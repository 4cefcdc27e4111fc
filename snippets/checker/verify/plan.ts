/** What a verification consists of: the scenarios of every snippet, its mutants, and the checker's own tests. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadScenarios } from '../load-engine.ts';
import { mutants } from '../mutate/mutants.ts';
import { dependenceMutants } from '../trust/dependence.ts';
import { type Harmless, excuse } from './harmless.ts';
import type { Job, ScenarioDone } from './jobs.ts';

export interface Snippet {
  readonly name: string;
  readonly source: string;
  /** Of the text of its source, 12 hexadecimal digits. */
  readonly hash: string;
  readonly file: string;
  /** The same of the check file and of what it imports, but for the source. */
  readonly scenarioHash: string;
  readonly scenarios: readonly string[];
}

export interface Scope {
  /** Executions of a scenario, after which those of few preemptions are explored instead of all. */
  readonly executions: number;
  /** A mutant with an excuse is only tried on scenarios of at most so many executions: nothing is expected to fail. */
  readonly excused: number;
  /** Every n-th mutant. */
  readonly every: number;
  readonly programs: number;
  /** Scenarios of at most so many executions are also run by the referee. */
  readonly refereed: number;
  /** Seconds of each stress. */
  readonly stress: number;
}

export const FULL: Scope = { executions: 400_000, excused: 1_000, every: 1, programs: 1200, refereed: 300, stress: 2 };
export const QUICK: Scope = { executions: 10_000, excused: 500, every: 12, programs: 120, refereed: 50, stress: 0.1 };

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
  return hash.digest('hex').slice(0, 12);
}

/** The snippets below `root`, each with its check file of the same name. */
export function snippetsOf(root: string): Snippet[] {
  const folder = join(root, 'snippets/scenarios');
  return readdirSync(folder).filter((f) => f.endsWith('.check.ts')).sort().map((f) => {
    const name = basename(f, '.check.ts');
    const source = join(root, 'snippets/src', `${name}.ts`);
    if (!existsSync(source)) throw new Error(`There are scenarios for ${name}, but no snippets/src/${name}.ts.`);
    const file = join(folder, f);
    const { files, scenarios } = loadScenarios(file);
    return { name, source, hash: hashOf([source]), file, scenarioHash: hashOf(files.filter((path) => path !== source)), scenarios: scenarios.map((s) => s.name) };
  });
}

export const scenarioJobs = (snippets: readonly Snippet[], scope: Scope): Job[] =>
  snippets.flatMap((s) => s.scenarios.map((_, index): Job => ({ kind: 'scenario', file: s.file, index, executions: scope.executions })));

/** What needs to know how the scenarios went. */
export function laterJobs(snippets: readonly Snippet[], done: readonly ScenarioDone[], harmless: readonly Harmless[], scope: Scope): Job[] {
  const held = done.filter((d) => !d.result.failure);
  const referees = held.filter((d) => d.result.bound.kind === 'complete' && d.result.executions <= scope.refereed)
    .map((d): Job => ({ kind: 'referee', file: d.file, index: d.index, executions: 20 * scope.refereed }));
  return [...snippets.flatMap((s) => mutantJobs(s, held.filter((d) => d.file === s.file), harmless, scope)), ...referees];
}

/** The quickest scenarios first: most mutants fail soon. */
function mutantJobs(snippet: Snippet, held: readonly ScenarioDone[], harmless: readonly Harmless[], scope: Scope): Job[] {
  const scenarios = held.map((d) => ({ index: d.index, executions: d.result.executions })).sort((a, b) => a.executions - b.executions);
  const small = scenarios.filter((s) => s.executions <= scope.excused);
  return mutants(readFileSync(snippet.source, 'utf8'), basename(snippet.source))
    .map((m, index): Job => ({ kind: 'mutant', source: snippet.source, file: snippet.file, index, scenarios: excuse(harmless, snippet.name, m) ? small : scenarios }))
    .filter((_, i) => i % scope.every === 0);
}

const CHUNK = 60;

/** The checker's own tests. */
export const trustJobs = (scope: Scope): Job[] => [
  { kind: 'counts' },
  ...Array.from({ length: Math.ceil(scope.programs / CHUNK) }, (_, i): Job => ({ kind: 'random', from: i * CHUNK, to: Math.min(scope.programs, (i + 1) * CHUNK) })),
  ...dependenceMutants.map((_, index): Job => ({ kind: 'dependence', index })),
];

/** The algorithms with defects that were published, which the checker must find. */
export function knownBadJobs(root: string): Job[] {
  const folder = join(root, 'test/snippets/checker/known-bad');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((f) => f.endsWith('.check.ts')).sort()
    .flatMap((f) => loadScenarios(join(folder, f)).scenarios.map((_, index): Job => ({ kind: 'scenario', file: join(folder, f), index, executions: 100_000 })));
}
