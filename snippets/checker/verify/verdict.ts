/** All results of a verification, and what is wrong with them. */

import type { Confirmation } from '../confirm/confirm.ts';
import { type Harmless, excuse } from './harmless.ts';
import type { Done, MutantDone, ScenarioDone } from './jobs.ts';
import type { Scope, Snippet } from './plan.ts';
import type { Outcome } from './threads.ts';

export interface Verification {
  readonly scope: Scope;
  readonly snippets: readonly Snippet[];
  readonly scenarios: readonly ScenarioDone[];
  readonly referees: readonly ScenarioDone[];
  readonly mutants: readonly MutantDone[];
  readonly harmless: readonly Harmless[];
  readonly knownBad: readonly ScenarioDone[];
  /** What real threads made of each known defect. */
  readonly confirmations: readonly (Confirmation | undefined)[];
  readonly stresses: readonly Outcome[];
  readonly trust: readonly Exclude<Done, ScenarioDone | MutantDone>[];
  readonly seconds: number;
}

export const snippetOf = (v: Verification, done: MutantDone): string => v.snippets.find((s) => s.source === done.source)?.name ?? '?';

export const excuseOf = (v: Verification, done: MutantDone): Harmless | undefined => excuse(v.harmless, snippetOf(v, done), done.mutant);

/** Does the referee contradict the workhorse? */
export function contradicts(v: Verification, referee: ScenarioDone): boolean {
  const { result } = v.scenarios.find((s) => s.file === referee.file && s.index === referee.index)!;
  const other = referee.result;
  if (other.failure) return other.failure.kind !== 'not checkable';
  return other.bound.kind === 'complete' && JSON.stringify(other.outcomes) !== JSON.stringify(result.outcomes);
}

/** Everything that is not as it should be, one line each. */
export function problems(v: Verification): string[] {
  const name = (d: ScenarioDone): string => `${v.snippets.find((s) => s.file === d.file)?.name ?? d.file}: ${d.result.scenario}`;
  return [
    ...v.scenarios.filter((d) => d.result.failure).map((d) => `${name(d)} fails: ${d.result.failure!.kind}: ${d.result.failure!.message}`),
    ...v.scenarios.filter((d) => !d.result.failure && d.result.executions === 0).map((d) => `${name(d)}: no execution reaches its end`),
    ...v.referees.filter((d) => contradicts(v, d)).map((d) => `${name(d)}: the referee disagrees`),
    ...v.mutants.filter((m) => m.fate === 'does not run').map((m) => `${snippetOf(v, m)}:${m.mutant.line} ${m.mutant.mutation} does not run: ${m.how}`),
    ...v.mutants.filter((m) => m.fate === 'survives' && !excuseOf(v, m)).map((m) => `${snippetOf(v, m)}:${m.mutant.line} survives: ${m.mutant.mutation}: ${m.mutant.source}`),
    ...v.mutants.filter((m) => m.fate === 'killed' && excuseOf(v, m)).map((m) => `${snippetOf(v, m)}:${m.mutant.line} is called harmless, but fails "${m.scenario}": ${m.mutant.mutation}: ${m.mutant.source}`),
    ...(v.scope.every === 1 ? v.harmless.filter((h) => !v.mutants.some((m) => excuseOf(v, m) === h)) : []).map((h) => `${h.snippet}: there is no such mutant to call harmless, or another excuse for it: ${h.mutation} in ${h.inside}: ${h.source}`),
    ...v.stresses.filter((s) => s.failure !== undefined).map((s) => `stress of ${s.name}: ${s.failure!}`),
    ...v.knownBad.filter((_, i) => v.confirmations[i]?.confirmed === false).map((d) => `"${d.result.scenario}" does not fail on real threads`),
    ...v.knownBad.filter((d) => !d.result.failure).map((d) => `the defect of "${d.result.scenario}" was not found`),
    ...v.trust.flatMap(untrusted),
  ];
}

function untrusted(d: Verification['trust'][number]): string[] {
  switch (d.kind) {
    case 'counts': return d.counts.filter((c) => c.executions !== c.expected).map((c) => `${c.name}: ${c.executions} executions, not ${c.expected}`);
    case 'random': return [...d.campaign.problems];
    case 'dependence': return d.noticed === undefined ? [`nothing shows when ${d.name}`] : [];
  }
}
