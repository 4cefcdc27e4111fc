/** What every way to explore a scenario has in common: executions are run again from the start, step by step. */

import { Effect } from '../model/effect.ts';
import { Failure } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';

export interface Counts {
  /** Complete executions. */
  executions: number;
  /** Runs that were cut short because what they began has been explored: the price of the reduction. */
  wasted: number;
  /** Runs that `assume` abandoned. */
  abandoned: number;
  steps: number;
}

export interface Found { readonly failure: Failure; readonly schedule: readonly number[] }

export interface Exploration extends Counts {
  readonly found: Found | undefined;
  /** False if the budget of executions or of time ran out. */
  readonly complete: boolean;
}

export interface Budget {
  readonly executions: number;
  readonly milliseconds: number;
}

/** Called at the end of each complete execution, with the number of its steps. */
export type Visit = (steps: number, schedule: () => readonly number[]) => void;

/** A step of the current schedule. */
export class Level {
  process = 0;
  readonly effect = new Effect();
  enabled = 0;
  /** Where the thread was: what a repetition must find again. */
  site = -1;
}

export abstract class Explorer<L extends Level = Level> {
  protected readonly levels: L[] = [];
  protected depth = 0;
  readonly counts: Counts = { executions: 0, wasted: 0, abandoned: 0, steps: 0 };

  constructor(protected readonly machine: Machine) {}

  run(budget: Budget, visit?: Visit): Exploration {
    const end = performance.now() + budget.milliseconds;
    for (let replay = 0; ;) {
      const found = this.execute(replay, visit);
      if (found) return { ...this.counts, found, complete: false };
      replay = this.backtrack();
      if (replay < 0) return { ...this.counts, found: undefined, complete: true };
      const runs = this.counts.executions + this.counts.wasted + this.counts.abandoned;
      if (runs >= budget.executions || (runs % 64 === 0 && performance.now() > end)) return { ...this.counts, found: undefined, complete: false };
    }
  }

  private readonly scheduled = (): number[] => this.schedule();

  protected schedule(): number[] {
    return this.levels.slice(0, this.depth).map((l) => l.process).filter((p) => p !== END);
  }

  /** Leaves the deepest level with an untried choice on top; its depth plus one, or -1. */
  protected abstract backtrack(): number;
  protected abstract begin(): void;
  /** The level was there before, and is not the last one. */
  protected abstract repeat(level: L): void;
  /** Takes the step that `level` says, for the first time after what is below it. */
  protected abstract advance(level: L): void;
  /** Takes a step at a new level; false if there is none, or none that is new. */
  protected abstract extend(enabled: number): boolean;
  /** Although no step was taken, could one be? */
  protected abstract cut(enabled: number): boolean;
  /** The top level stands for the end of an execution, after which these deaths are possible. */
  protected abstract rest(deaths: number): void;
  protected abstract newLevel(): L;

  private execute(replay: number, visit: Visit | undefined): Found | undefined {
    let failure: Failure | undefined;
    let enabled = 0;
    try {
      enabled = this.unfold(replay);
    } catch (error) {
      failure = expected(error);
    }
    this.ended();
    this.counts.steps += this.depth;
    if (failure) return this.failed(failure);
    if (!this.cut(enabled)) return this.end(enabled, visit);
    this.counts.wasted++;
    return undefined;
  }

  /** Repeats the steps below the one that is new, takes it, and goes on until nothing new can be done; what still could. */
  private unfold(replay: number): number {
    const { machine } = this;
    this.depth = 0;
    machine.reset();
    this.begin();
    while (this.depth < replay - 1) this.again(this.levels[this.depth]!);
    if (replay > 0) this.advance(this.levels[this.depth]!);
    let enabled = machine.ahead.enabledMask();
    for (; this.extend(enabled); enabled = machine.ahead.enabledMask()) if (this.depth > machine.limits.steps) throw machine.endless();
    return enabled;
  }

  private failed(failure: Failure): Found | undefined {
    if (this.machine.abandoned) {
      this.counts.abandoned++;
      return undefined;
    }
    this.counts.executions++;
    const found = { failure, schedule: this.schedule() };
    return this.onFailure(found) ? found : undefined;
  }

  /** A run is over. */
  protected ended(): void { /* nothing to learn from it */ }

  /** Is the exploration to stop here? */
  protected onFailure(_found: Found): boolean {
    return true;
  }

  /** Nobody has to step any more. Those who are blocked for good may still die, in another execution. */
  private end(deaths: number, visit: Visit | undefined): Found | undefined {
    const steps = this.depth;
    if (deaths !== 0) {
      this.fresh(END, deaths);
      this.depth++;
      this.rest(deaths);
    }
    try {
      this.machine.finish();
    } catch (error) {
      return this.failed(expected(error));
    }
    if (this.machine.abandoned) this.counts.abandoned++;
    else {
      this.counts.executions++;
      visit?.(steps, this.scheduled);
    }
    return undefined;
  }

  private again(level: L): void {
    if (level.site !== this.siteOf(level.process)) throw this.unsteady(level);
    this.repeat(level);
    this.depth++;
    this.machine.step(level.process, level.effect);
  }

  /** The processes that a run begins with: deaths need not happen. */
  protected living(enabled: number): number {
    return enabled & ((1 << (2 * this.machine.size)) - 1);
  }

  protected siteOf(process: number): number {
    return this.machine.threads[process % this.machine.size]?.pending?.site ?? -2;
  }

  private unsteady(level: L): Failure {
    return new Failure('not checkable', `The same schedule led to another place than before, instead of ${this.machine.driver.site(level.site)}: something outlives an execution, such as a variable of a module. Make it in the callback of scenario().`, [level.site]);
  }

  /** The level that the next step belongs to. */
  protected fresh(process: number, enabled: number): L {
    const level = this.levels[this.depth] ??= this.newLevel();
    level.process = process;
    level.enabled = enabled;
    level.site = this.siteOf(process);
    return level;
  }
}

/** What an execution may fail with; anything else is an error of the checker. */
function expected(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

/** Stands where a process would for "no further step". */
const END = 31;

/** The lowest process of a set. */
export const lowest = (mask: number): number => 31 - Math.clz32(mask & -mask);
