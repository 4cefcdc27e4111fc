/** Checks one scenario: explores it, and reports what was explored and what was found. */

import type { ScenarioDefinition } from './api.ts';
import { Dpor } from './explore/dpor.ts';
import { Exhaustive } from './explore/exhaustive.ts';
import type { Budget, Exploration, Found } from './explore/explorer.ts';
import { replay } from './explore/replay.ts';
import { shorten } from './explore/shorten.ts';
import type { Limits } from './model/driver.ts';
import type { Engine } from './model/engine.ts';
import type { FailureKind } from './model/failure.ts';
import type { Row } from './report/table.ts';
import { tokenOf } from './report/token.ts';
import { type ThinAir, tryThinAir } from './thin-air.ts';

export interface CheckOptions {
  /** Explore schedules of at most so many preemptions, instead of all. */
  readonly preemptions?: number | undefined;
  /** Time for one scenario. */
  readonly milliseconds: number;
  /** Executions for one scenario, if it does not say itself. Default 2,000,000. */
  readonly executions?: number;
  /** Where the budget is too small for all schedules, explore those of few preemptions. Default true. */
  readonly deepen?: boolean;
  /** Look for a shorter schedule after a failure. Default true. */
  readonly shorten?: boolean;
  /** Try condition C4 afterwards. Default true. */
  readonly thinAir?: boolean;
}

/** How much was explored: everything, everything of at most k preemptions, or what the budget allowed. */
export type Bound = { readonly kind: 'complete' } | { readonly kind: 'preemptions'; readonly preemptions: number } | { readonly kind: 'partial' };

export interface FailureReport {
  readonly kind: FailureKind;
  readonly message: string;
  readonly token: string;
  readonly preemptions: number;
  readonly threads: readonly string[];
  readonly steps: readonly Row[];
}

export interface Result {
  readonly scenario: string;
  readonly threads: number;
  /** Steps of the longest execution. */
  readonly operations: number;
  readonly executions: number;
  readonly wasted: number;
  readonly abandoned: number;
  readonly milliseconds: number;
  readonly bound: Bound;
  readonly limits: Limits;
  readonly outcomes: readonly string[];
  readonly thinAir: ThinAir | undefined;
  readonly failure: FailureReport | undefined;
}

export function limitsOf({ options }: ScenarioDefinition): Limits {
  return { timeouts: options.timeouts ?? 1, deaths: options.deaths ?? 1, steps: options.steps ?? 2000 };
}

export function check(engine: Engine, scenario: ScenarioDefinition, options: CheckOptions): Result {
  const start = performance.now();
  engine.select(scenario, limitsOf(scenario));
  const seen = new Seen(engine);
  const budget = { executions: scenario.options.executions ?? options.executions ?? 2_000_000, milliseconds: options.milliseconds };
  const { exploration, bound } = explore(engine, scenario, options, budget, seen);
  const { found } = exploration;
  const milliseconds = performance.now() - start;
  return {
    scenario: scenario.name, threads: engine.machine.size, operations: seen.longest, milliseconds, bound, limits: engine.machine.limits,
    executions: exploration.executions, wasted: exploration.wasted, abandoned: exploration.abandoned, outcomes: [...seen.outcomes].sort(),
    thinAir: found || options.thinAir === false ? undefined : tryThinAir(engine, seen.samples),
    failure: found && tell(engine, scenario, options.shorten === false || found.failure.kind === 'not checkable' ? found : shorten(engine.machine, found, { executions: 200_000, milliseconds: 2000 })),
  };
}

/** What the executions were like. */
class Seen {
  longest = 0;
  readonly outcomes = new Set<string>();
  /** Schedules to try condition C4 on: the first ones, then ever fewer. */
  readonly samples: (readonly number[])[] = [];
  private count = 0;

  constructor(private readonly engine: Engine) {}

  readonly visit = (steps: number, schedule: () => readonly number[]): void => {
    this.longest = Math.max(this.longest, steps);
    if (this.engine.result !== undefined) this.outcomes.add(this.engine.result);
    if (this.engine.readPlainly && (this.count < 500 || this.count % 97 === 0) && this.samples.length < 2000) this.samples.push(schedule());
    this.count++;
  };
}

interface Explored { readonly exploration: Exploration; readonly bound: Bound }

function explore(engine: Engine, scenario: ScenarioDefinition, options: CheckOptions, budget: Budget, seen: Seen): Explored {
  const preemptions = options.preemptions ?? scenario.options.preemptions;
  if (preemptions !== undefined) return bounded(engine, preemptions, budget, seen);
  const whole = { ...budget, milliseconds: budget.milliseconds / 2 };
  // The referee uses no reduction but the merging of equal beginnings.
  const exploration = (engine.canDistort ? new Dpor(engine.machine) : new Exhaustive(engine.machine)).run(whole, seen.visit);
  if (exploration.complete || exploration.found) return { exploration, bound: exploration.complete ? { kind: 'complete' } : { kind: 'partial' } };
  if (options.deepen === false) return { exploration, bound: { kind: 'partial' } };
  return deepen(engine, budget, exploration, seen);
}

function bounded(engine: Engine, preemptions: number, budget: Budget, seen: Seen): Explored {
  const exploration = new Exhaustive(engine.machine, { preemptions }).run(budget, seen.visit);
  return { exploration, bound: exploration.complete ? { kind: 'preemptions', preemptions } : { kind: 'partial' } };
}

/** Everything is too much: at least everything of 0, 1, 2 … preemptions, for as long as the budget lasts. */
function deepen(engine: Engine, budget: Budget, first: Exploration, seen: Seen): Explored {
  const end = performance.now() + budget.milliseconds / 2;
  let best: Explored = { exploration: first, bound: { kind: 'partial' } };
  for (let k = 0; k <= 8 && performance.now() < end; k++) {
    const next = bounded(engine, k, { executions: budget.executions, milliseconds: end - performance.now() }, seen);
    const exploration = add(best.exploration, next.exploration);
    best = { exploration, bound: next.exploration.complete ? next.bound : best.bound };
    if (!next.exploration.complete) break;
  }
  return best;
}

const add = (a: Exploration, b: Exploration): Exploration =>
  ({ executions: a.executions + b.executions, wasted: a.wasted + b.wasted, abandoned: a.abandoned + b.abandoned, steps: a.steps + b.steps, found: b.found, complete: false });

/** Runs the failing schedule once more, and writes down its steps. */
export function tell(engine: Engine, scenario: ScenarioDefinition, found: Found): FailureReport {
  const steps: Row[] = [];
  replay(engine.machine, found.schedule, { step: (thread, site, result) => { steps.push({ thread, ...engine.source(site), result }); } });
  const n = engine.machine.size;
  const { kind, message } = found.failure;
  return { kind, message, token: tokenOf(scenario.name, n, found.schedule), preemptions: preemptionsOf(found.schedule, n), threads: engine.machine.threads.map((t) => t.name), steps };
}

/** Switches away from a thread that steps again later. */
function preemptionsOf(schedule: readonly number[], n: number): number {
  let count = 0;
  for (let i = 1; i < schedule.length; i++) if (schedule[i]! % n !== schedule[i - 1]! % n && schedule.slice(i).some((p) => p === schedule[i - 1]! % n)) count++;
  return count;
}

