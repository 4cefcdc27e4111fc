/**
 * Source-DPOR with sleep sets: Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction",
 * POPL 2014, algorithm 1.
 *
 * Depth-first over schedules, re-executing from the start. For every step, each earlier step that it races with
 * (dependent, and ordered by nothing else) makes the explorer try a schedule in which the two are reversed.
 * Choices of one thread that exclude each other (its next operation, its time-out, its death) are all tried where
 * one of them is taken; a time-out that a notify has made impossible is tried where that notify ran.
 */

import { type Dependence, type Effect, dependent } from '../model/effect.ts';
import { Abandoned, Failure } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';

export interface Counts {
  /** Complete executions, one for each equivalence class at least. */
  executions: number;
  /** Runs that the sleep sets cut short: the price of source sets against optimal ones. */
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

/** Called at the end of each complete execution. */
export type Visit = (schedule: readonly number[]) => void;

interface Level { process: number; effect: Effect; backtrack: number; done: number; sleep: number; enabled: number }

export class Dpor {
  private readonly levels: Level[] = [];
  private depth = 0;
  /** Clocks of the steps, and of the threads, over the dependence relation: n numbers a step. */
  private clocks = new Int32Array(0);
  private now: Int32Array[] = [];
  readonly counts: Counts = { executions: 0, wasted: 0, abandoned: 0, steps: 0 };

  constructor(private readonly machine: Machine, private readonly depends: Dependence = dependent) {}

  run(budget: Budget, visit?: Visit): Exploration {
    const end = performance.now() + budget.milliseconds;
    for (let replay = 0; ; ) {
      const found = this.execute(replay, visit);
      if (found) return { ...this.counts, found, complete: false };
      replay = this.backtrack();
      if (replay < 0) return { ...this.counts, found: undefined, complete: true };
      const runs = this.counts.executions + this.counts.wasted + this.counts.abandoned;
      if (runs >= budget.executions || (runs % 64 === 0 && performance.now() > end)) return { ...this.counts, found: undefined, complete: false };
    }
  }

  private schedule(): number[] {
    return this.levels.slice(0, this.depth).map((l) => l.process);
  }

  /** Leaves the deepest level with an untried choice on top; its depth plus one, or -1. */
  private backtrack(): number {
    while (this.depth > 0) {
      const level = this.levels[this.depth - 1]!;
      level.done |= 1 << level.process;
      level.sleep |= 1 << level.process;
      const todo = level.backtrack & ~level.done & ~level.sleep;
      if (todo !== 0) {
        level.process = 31 - Math.clz32(todo & -todo);
        return this.depth;
      }
      this.depth--;
    }
    return -1;
  }

  private execute(replay: number, visit: Visit | undefined): Found | undefined {
    const { machine, counts } = this;
    this.depth = 0;
    try {
      machine.reset();
      this.begin(machine.size);
      // All but the last level are as they were: their effects and clocks are kept.
      for (; this.depth < replay - 1; this.depth++) this.repeat(this.levels[this.depth]!);
      if (replay > 0) this.advance(this.levels[this.depth]!);
      while (this.extend()) if (this.depth > machine.limits.steps) throw new Failure('livelock', `An execution did not end within ${machine.limits.steps} steps. If the loop is bounded, raise the scenario's "steps".`);
      if (machine.enabledMask() !== 0) counts.wasted++;
      else {
        machine.finish();
        counts.executions++;
        visit?.(this.schedule());
      }
    } catch (error) {
      if (error instanceof Abandoned) counts.abandoned++;
      else if (error instanceof Failure) {
        counts.executions++;
        return { failure: error, schedule: this.schedule() };
      } else throw error;
    } finally {
      counts.steps += this.depth;
    }
    return undefined;
  }

  private begin(threads: number): void {
    if (this.now.length !== threads) this.now = Array.from({ length: threads }, () => new Int32Array(threads));
    else for (const clock of this.now) clock.fill(0);
  }

  private repeat(level: Level): void {
    const n = this.now.length;
    this.machine.step(level.process);
    const own = this.now[level.effect.owner]!;
    for (let u = 0; u < n; u++) own[u] = this.clocks[this.depth * n + u]!;
  }

  /** Chooses a process at a new level; false if there is none, or only sleeping ones. */
  private extend(): boolean {
    const enabled = this.machine.enabledMask();
    const sleep = this.depth === 0 ? 0 : this.inherited;
    const candidates = enabled & ~sleep;
    if (candidates === 0) return false;
    const n = this.now.length;
    const previous = this.depth > 0 ? this.levels[this.depth - 1]!.process : -1;
    // Staying with one thread keeps the first executions, and so the reports, free of needless switches.
    const process = previous >= 0 && previous < n && (candidates >> previous) & 1 ? previous : 31 - Math.clz32(candidates & -candidates);
    const level: Level = { process, effect: NOTHING, backtrack: 1 << process, done: 0, sleep, enabled };
    // Nothing but time-outs and deaths is left: they need not race with anything to matter.
    if (process >= n) level.backtrack |= candidates;
    this.levels[this.depth] = level;
    this.advance(level);
    return true;
  }

  /** Sleeping processes of the level after the last step. */
  private inherited = 0;

  private advance(level: Level): void {
    const { machine } = this;
    const n = machine.size;
    const owner = level.process % n;
    // The owner's other choices end here.
    level.backtrack |= level.enabled & ((1 << owner) | (1 << (n + owner)) | (1 << (2 * n + owner)));
    const peeked = machine.peek(level.process);
    let kept = 0;
    for (let rest = level.sleep & ~(1 << level.process); rest !== 0; rest &= rest - 1) {
      const q = 31 - Math.clz32(rest & -rest);
      if (!this.depends(machine.peek(q), peeked)) kept |= 1 << q;
    }
    this.inherited = kept;
    level.effect = peeked;
    this.races(level);
    this.depth++;
    machine.step(level.process);
    level.backtrack |= level.enabled & machine.disabled;
  }

  /** Finds the steps that race with the new one, and orders the new one after all that it depends on. */
  private races(level: Level): void {
    const n = this.now.length;
    const { owner } = level.effect;
    const clock = this.now[owner]!;
    const at = this.depth;
    for (let i = at - 1; i >= 0; i--) {
      const earlier = this.levels[i]!.effect;
      if (earlier.owner === owner) continue;
      if (clock[earlier.owner]! >= this.clocks[i * n + earlier.owner]!) continue;
      if (!this.depends(earlier, level.effect)) continue;
      this.reverse(i, level, at);
      for (let u = 0; u < n; u++) if (this.clocks[i * n + u]! > clock[u]!) clock[u] = this.clocks[i * n + u]!;
    }
    clock[owner]!++;
    if (this.clocks.length < (at + 1) * n) {
      const longer = new Int32Array(Math.max(1024, (at + 1) * n * 2));
      longer.set(this.clocks);
      this.clocks = longer;
    }
    this.clocks.set(clock, at * n);
  }

  /**
   * Makes level `i` try a process that can begin the sequence "what follows step i without depending on it, then the
   * new step". One already tried or asleep will do.
   */
  private reverse(i: number, level: Level, at: number): void {
    const n = this.now.length;
    const target = this.levels[i]!;
    const owner = target.effect.owner;
    const stamp = this.clocks[i * n + owner]!;
    // Initials: first steps of their threads in the sequence that depend on nothing before them in it.
    let initials = 0;
    let seen = 0;
    const sequence: number[] = [];
    for (let j = i + 1; j < at; j++) {
      if (this.clocks[j * n + owner]! >= stamp) continue;
      const t = this.levels[j]!.effect.owner;
      if (((seen >> t) & 1) === 0 && !sequence.some((k) => this.before(k, j))) initials |= 1 << this.levels[j]!.process;
      seen |= 1 << t;
      sequence.push(j);
    }
    const t = level.effect.owner;
    if (((seen >> t) & 1) === 0 && !sequence.some((k) => this.depends(this.levels[k]!.effect, level.effect) || this.known(k, t))) initials |= 1 << level.process;
    initials &= target.enabled;
    if (initials === 0 || (initials & (target.backtrack | target.sleep)) !== 0) return;
    target.backtrack |= initials & -initials;
  }

  /** Step k happens before step j. */
  private before(k: number, j: number): boolean {
    const n = this.now.length;
    const owner = this.levels[k]!.effect.owner;
    return this.clocks[j * n + owner]! >= this.clocks[k * n + owner]!;
  }

  private known(k: number, thread: number): boolean {
    const n = this.now.length;
    const owner = this.levels[k]!.effect.owner;
    return this.now[thread]![owner]! >= this.clocks[k * n + owner]!;
  }
}

const NOTHING: Effect = { owner: -1, address: -1, width: 0, write: false, list: -1, use: 0, joins: -1, dies: false };
