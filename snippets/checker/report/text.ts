/** Results as text for a terminal. */

import type { Bound, FailureReport, Result } from '../check.ts';
import type { Confirmation } from '../confirm/confirm.ts';
import { table } from './table.ts';

type FileResult = Result & { readonly file: string; readonly confirmation?: Confirmation | undefined };

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

/** What was explored, with what its bound leaves out. */
export function sayBound(bound: Bound): string {
  switch (bound.kind) {
    case 'complete': return 'complete';
    case 'preemptions': return `complete up to ${count(bound.preemptions, 'preemption')}`;
    case 'partial': return 'not complete: the budget ran out';
  }
}

/** Choices that the exploration limits even where it is complete. */
export function sayLimits(result: Result): string {
  return `at most ${count(result.limits.timeouts, 'early time-out')} a thread, ${count(result.limits.deaths, 'death')}`;
}

export function sayResult(result: FileResult, width: number): string {
  if (result.failure) return sayFailure(result.scenario, result.file, result.failure, width, result.confirmation);
  const speed = `${Math.round(result.milliseconds).toLocaleString('en')} ms`;
  const lines = [`held  ${result.scenario}  (${result.threads} threads, ${count(result.executions, 'execution')}, ${sayBound(result.bound)}, ${speed})`];
  if (result.executions === 0) lines.push('      No execution reached its end: is an assume() too strong?');
  if (result.thinAir?.differs === true) lines.push('      Up to out-of-thin-air reads: a plain value that is read decides which shared accesses follow (condition C4).');
  for (const outcome of result.outcomes) lines.push(`      outcome ${outcome.slice(1, -1)}`);
  return lines.join('\n');
}

export function sayFailure(scenario: string, file: string, failure: FailureReport, width: number, confirmation?: Confirmation): string {
  const head = `FAILS ${scenario}  (${file})\n      ${failure.kind}: ${failure.message}`;
  if (failure.kind === 'not checkable') return head;
  return [head, `\n      The shortest schedule found has ${count(failure.steps.length, 'step')}:\n`, table(failure.threads, failure.steps, width), `\n${confirmation ? `      ${sayConfirmation(confirmation)}\n` : ''}      atomics-check ${file} --replay '${failure.token}'\n`].join('\n');
}

function sayConfirmation({ confirmed, says }: Confirmation): string {
  if (confirmed === undefined) return `On worker threads: ${says}.`;
  return confirmed ? `Confirmed on worker threads: ${says.replace(/\.$/, '')}.` : `Not confirmed on worker threads: ${says}.`;
}

export function saySummary(results: readonly FileResult[]): string {
  const failed = results.filter((r) => r.failure).length;
  const partial = results.filter((r) => !r.failure && r.bound.kind === 'partial').length;
  const executions = results.reduce((sum, r) => sum + r.executions, 0);
  const ms = results.reduce((sum, r) => sum + r.milliseconds, 0);
  return `${count(results.length, 'scenario')}, ${failed === 0 ? 'all held' : `${failed} failed`}${partial > 0 ? ` (${partial} not complete)` : ''}; ${count(executions, 'execution')} in ${(ms / 1000).toFixed(1)} s`;
}
