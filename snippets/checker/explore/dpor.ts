/**
 * Source-DPOR with sleep sets: Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction",
 * POPL 2014, algorithm 1.
 *
 * Depth-first over schedules. For every step, each earlier step that it races with (dependent, and ordered by nothing
 * else) makes the explorer try a schedule in which the two are reversed. Choices of one thread that exclude each other
 * (its next operation, its time-out, its death) are all tried where one of them is taken; a time-out or a death that
 * a notify has forestalled is tried where that notify ran. Deaths need not happen, so none is begun with.
 */

import { type Dependence, Effect, boldest, dependent } from '../model/effect.ts';
import type { Machine } from '../model/machine.ts';
import { Explorer, type Level, lowest } from './explorer.ts';
import { Trace } from './trace.ts';

export class Dpor extends Explorer {
  private readonly trace: Trace;
  /** Sleeping processes of the level after the last step: what they begin has been explored. */
  private inherited = 0;
  private enabled = 0;
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

  protected extend(): boolean {
    const n = this.machine.size;
    this.enabled = this.machine.enabledMask();
    const candidates = this.enabled & ~this.inherited & ((1 << (2 * n)) - 1);
    if (candidates === 0) return false;
    const previous = this.depth > 0 ? this.levels[this.depth - 1]!.process : 0;
    // Staying with one thread keeps the first executions, and so the reports, free of needless switches.
    const level = this.fresh(previous < n && (candidates >> previous) & 1 ? previous : lowest(candidates), this.enabled);
    level.sleep = this.inherited;
    this.advance(level);
    return true;
  }

  /** Only sleeping processes could go on. */
  protected cut(): boolean {
    return (this.enabled & ((1 << (2 * this.machine.size)) - 1)) !== 0;
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
   * step at the present depth". One already tried or asleep will do.
   */
  private reverse(i: number): void {
    const target = this.levels[i]!;
    const { owner } = target.effect;
    const sequence: number[] = [];
    let initials = 0;
    let seen = 0;
    for (let j = i + 1; j < this.depth; j++) {
      if (this.trace.before(i, owner, j)) continue;
      const { process, effect } = this.levels[j]!;
      if (((seen >> effect.owner) & 1) === 0 && !sequence.some((k) => this.trace.before(k, this.levels[k]!.effect.owner, j))) initials |= 1 << process;
      seen |= 1 << effect.owner;
      sequence.push(j);
    }
    if (this.first(sequence, seen)) initials |= 1 << this.levels[this.depth]!.process;
    initials &= target.enabled;
    if (initials === 0 || (initials & (target.backtrack | target.sleep)) !== 0) return;
    target.backtrack |= initials & -initials;
  }

  /** Could the step at the present depth come before all of `sequence`? What it would do then is not known for sure. */
  private first(sequence: readonly number[], seen: number): boolean {
    const e = this.levels[this.depth]!.effect;
    if ((seen >> e.owner) & 1) return false;
    const bold = boldest(e, this.bold);
    return !sequence.some((k) => this.depends(this.levels[k]!.effect, bold) || this.trace.known(k, this.levels[k]!.effect.owner, e.owner));
  }
}
