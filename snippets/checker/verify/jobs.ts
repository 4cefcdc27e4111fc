/** The work of a verification, in pieces that any worker can do: data in, data out. */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type FailureReport, type Result, check } from '../check.ts';
import { type Loaded, loadScenarios } from '../load-engine.ts';
import { type Mutant, mutants } from '../mutate/mutants.ts';
import { type Campaign, campaign } from '../trust/compare.ts';
import { dependenceMutants, known, whereNoticed } from '../trust/dependence.ts';

export type Job =
  | { readonly kind: 'scenario'; readonly file: string; readonly index: number; readonly executions: number }
  /** The same scenario by the referee, if it is small enough. */
  | { readonly kind: 'referee'; readonly file: string; readonly index: number; readonly executions: number }
  /** One mutant, against scenarios in the order given, each with the executions that it took unchanged. */
  | { readonly kind: 'mutant'; readonly source: string; readonly file: string; readonly index: number; readonly scenarios: readonly { readonly index: number; readonly executions: number }[] }
  | { readonly kind: 'random'; readonly from: number; readonly to: number }
  | { readonly kind: 'counts' }
  | { readonly kind: 'dependence'; readonly index: number };

export interface ScenarioDone { readonly kind: 'scenario' | 'referee'; readonly file: string; readonly index: number; readonly result: Result }

export type Fate = 'killed' | 'survives' | 'does not run';

export interface MutantDone {
  readonly kind: 'mutant';
  readonly source: string;
  readonly mutant: Omit<Mutant, 'text'>;
  readonly fate: Fate;
  /** The scenario that failed, and how. */
  readonly scenario: string;
  readonly how: string;
}

export type Done =
  | ScenarioDone | MutantDone
  | { readonly kind: 'random'; readonly campaign: Campaign }
  | { readonly kind: 'counts'; readonly counts: ReturnType<typeof known> }
  | { readonly kind: 'dependence'; readonly index: number; readonly name: string; readonly noticed: string | undefined };

/** More time than any scenario takes; budgets are counted in executions, so that results do not depend on the machine. */
const LONG = 300_000;

export function run(job: Job): Done {
  switch (job.kind) {
    case 'scenario':
    case 'referee': {
      const { engine, scenarios } = loadScenarios(job.file, { engine: job.kind === 'referee' ? 'referee' : 'workhorse' });
      return { kind: job.kind, file: job.file, index: job.index, result: check(engine, scenarios[job.index]!, { milliseconds: LONG, executions: job.executions, deepen: job.kind === 'scenario' }) };
    }
    case 'mutant': return attack(job);
    case 'random': return { kind: 'random', campaign: campaign(job.from, job.to) };
    case 'counts': return { kind: 'counts', counts: known() };
    case 'dependence': return { kind: 'dependence', index: job.index, name: dependenceMutants[job.index]!.name, noticed: whereNoticed(dependenceMutants[job.index]!, 1000) };
  }
}

function judge({ engine, scenarios }: Loaded, { index, executions }: { readonly index: number; readonly executions: number }): { name: string; failure: FailureReport | undefined } {
  const scenario = scenarios[index]!;
  return { name: scenario.name, failure: check(engine, scenario, { milliseconds: 20_000, executions: 2 * executions + 1000, shorten: false }).failure };
}

function attack(job: Extract<Job, { kind: 'mutant' }>): MutantDone {
  const { text, ...mutant } = mutants(readFileSync(job.source, 'utf8'), basename(job.source))[job.index]!;
  const done = (fate: Fate, scenario = '', how = ''): MutantDone => ({ kind: 'mutant', source: job.source, mutant, fate, scenario, how });
  const broken = (error: unknown): MutantDone => done('does not run', '', error instanceof Error ? error.message : String(error));
  try {
    const loaded = loadScenarios(job.file, { replace: new Map([[job.source, text]]) });
    let first: MutantDone | undefined;
    // Where a scenario cannot even be set up with the mutant, another one says what is wrong with it.
    for (const scenario of job.scenarios) {
      try {
        const { name, failure } = judge(loaded, scenario);
        if (failure && failure.kind !== 'not checkable') return done('killed', name, failure.kind);
        if (failure) first ??= done('does not run', name, failure.kind);
      } catch (error) {
        first ??= broken(error);
      }
    }
    return first ?? done('survives');
  } catch (error) {
    return broken(error);
  }
}
