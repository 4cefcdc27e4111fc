/**
 * Source-DPOR with sleep sets: Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction",
 * POPL 2014, algorithm 1.
 *
 * Depth-first over schedules. For every step, each earlier step that it races with (dependent, and ordered by nothing
 * else) makes the explorer try a schedule in which the two are reversed. Choices of one thread that exclude each other
 * (its next operation, its time-out, its death) are all tried where one of them is taken; a time-out or a death that
 * a notify has forestalled is tried where that notify ran. Deaths need not happen, so none is begun with.
 */

import { type Dependence, Effect, boldest, couldSleep, dependent } from '../model/effect.ts';
import type { Machine } from '../model/machine.ts';
import { Explorer, type Level, lowest } from './explorer.ts';
import { Trace } from './trace.ts';

export class Dpor extends Explorer {
  private readonly trace: Trace;
  /** Sleeping processes of the level after the last step: what they begin has been explored. */
  private inherited = 0;
  private readonly scratch = new Effect();
  private readonly bold = new Effect();
  private readonly effectOf = (step: number): Effect => this.levels[step]!.effect;
  private readonly race = (earlier: number): void => this.reverse(earlier);

  constructor(machine: Machine, private readonly depends: Dependence = dependent) {
    super(machine);
    this.trace = new Trace(depends);
  }

  protected backtrack(): number {
    for (; this.depth > 0; this.depth--) {
      const level = this.levels[this.depth - 1]!;
      level.done |= 1 << level.process;
      level.sleep |= 1 << level.process;
      const todo = level.backtrack & ~level.done & ~level.sleep;
      if (todo === 0) continue;
      level.process = lowest(todo);
      level.site = -1;
      return this.depth;
    }
    return -1;
  }

  protected begin(): void {
    this.inherited = 0;
    this.trace.begin(this.machine.size);
  }

  protected repeat(level: Level): void {
    this.trace.repeat(this.depth, level.effect.owner);
  }

  protected extend(enabled: number): boolean {
    const living = this.living(enabled);
    const candidates = living & ~this.inherited;
    if (candidates === 0) return this.perish(enabled, living);
    const previous = this.depth > 0 ? this.levels[this.depth - 1]!.process : 0;
    // Staying with one thread keeps the first executions, and so the reports, free of needless switches.
    const level = this.fresh(previous < this.machine.size && (candidates >> previous) & 1 ? previous : lowest(candidates), enabled);
    level.sleep = this.inherited;
    this.advance(level);
    return true;
  }

  /** What the living could begin with has been explored, but not what follows the death of somebody. */
  private perish(enabled: number, living: number): boolean {
    const deaths = enabled & ~living & ~this.inherited;
    if (living === 0 || deaths === 0) return false;
    const level = this.fresh(lowest(deaths), enabled);
    level.sleep = this.inherited;
    level.backtrack = deaths;
    this.advance(level);
    return true;
  }

  protected cut(enabled: number): boolean {
    return this.living(enabled) !== 0;
  }

  protected awakeDeaths(deaths: number): number {
    return deaths & ~this.inherited;
  }

  protected advance(level: Level): void {
    const { machine } = this;
    const n = machine.size;
    const e = machine.peek(level.process, level.effect);
    level.site = this.siteOf(level.process);
    // The owner's other choices end here; so do, if time passes for want of anything else, those of all.
    const choices = e.idle ? -1 : (1 << e.owner) | (1 << (n + e.owner)) | (1 << (2 * n + e.owner));
    level.backtrack |= level.enabled & choices;
    this.inherited = this.awake(level);
    this.trace.append(this.depth, this.effectOf, this.race);
    this.depth++;
    machine.step(level.process, e);
    level.backtrack |= level.enabled & machine.disabled;
  }

  /** What sleeps on after the step: what does not depend on it. */
  private awake(level: Level): number {
    let kept = 0;
    for (let rest = level.sleep & ~(1 << level.process); rest !== 0; rest &= rest - 1) {
      const q = lowest(rest);
      if (!this.depends(this.machine.peek(q, this.scratch), level.effect)) kept |= 1 << q;
    }
    return kept;
  }

  /**
   * Makes level `i` try a process that can begin the sequence "what follows step i without depending on it, then the
   * step at the present depth".
   */
  private reverse(i: number): void {
    const sequence = this.independent(i, -1);
    const { process, effect } = this.levels[this.depth]!;
    const first = this.first(sequence, effect) ? 1 << process : 0;
    this.begins(i, first | this.initials(sequence));
  }

  /** The steps after step `i` that do not depend on it, but for `without`. */
  private independent(i: number, without: number): readonly number[] {
    const { owner } = this.levels[i]!.effect;
    const steps: number[] = [];
    for (let j = i + 1; j < this.depth; j++) if (j !== without && !this.trace.before(i, owner, j)) steps.push(j);
    return steps;
  }

  /** The processes of a sequence whose first steps depend on nothing before them in it. */
  private initials(sequence: readonly number[]): number {
    let initials = 0;
    let seen = 0;
    for (const [at, j] of sequence.entries()) {
      const { process, effect } = this.levels[j]!;
      if (((seen >> effect.owner) & 1) === 0 && !this.after(sequence, at, j)) initials |= 1 << process;
      seen |= 1 << effect.owner;
    }
    return initials;
  }

  private after(sequence: readonly number[], count: number, j: number): boolean {
    for (let k = 0; k < count; k++) if (this.trace.before(sequence[k]!, this.levels[sequence[k]!]!.effect.owner, j)) return true;
    return false;
  }

  /** Could the step at the present depth come before all of `sequence`? What it would do then is not known for sure. */
  private first(sequence: readonly number[], e: Effect): boolean {
    const bold = boldest(e, this.bold);
    return !sequence.some((k) => {
      const { effect } = this.levels[k]!;
      return effect.owner === e.owner || this.depends(effect, bold) || this.trace.known(k, effect.owner, e.owner);
    });
  }

  /** Level `i` has to try one of `processes`. One already tried or asleep will do. */
  private begins(i: number, processes: number): void {
    const target = this.levels[i]!;
    const initials = processes & target.enabled;
    if ((initials & (target.backtrack | target.sleep)) === 0) target.backtrack |= initials & -initials;
  }

  /**
   * A `wait` that returned "not-equal" because of a write would have used the waiter list before that write. What
   * else uses that list, sooner or later, then has to be able to come before it; when the wait ran, that was not known.
   */
  protected override ended(): void {
    for (let j = 0; j < this.depth; j++) if (couldSleep(this.levels[j]!.effect)) this.reverseWait(j);
  }

  private reverseWait(j: number): void {
    const e = this.levels[j]!.effect;
    const i = this.raceBefore(j, e);
    if (i < 0) return;
    const sequence = this.independent(i, j);
    const bold = boldest(e, this.bold);
    if (sequence.some((k) => this.depends(this.levels[k]!.effect, bold))) this.begins(i, this.initials(sequence));
  }

  /** The write that step `j` read, if another order of the two is possible; -1 if not. */
  private raceBefore(j: number, e: Effect): number {
    let i = j - 1;
    while (i >= 0 && !(this.levels[i]!.effect.write && this.depends(this.levels[i]!.effect, e))) i--;
    if (i < 0) return -1;
    const { owner } = this.levels[i]!.effect;
    if (owner === e.owner) return -1;
    for (let k = j - 1; k > i; k--) if (this.levels[k]!.effect.owner === e.owner) return this.trace.before(i, owner, k) ? -1 : i;
    return i;
  }
}
