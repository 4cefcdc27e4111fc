/**
 * Optimal dynamic partial order reduction: Abdulla, Aronis, Jonsson, Sagonas, "Source sets: a foundation for optimal
 * dynamic partial order reduction", JACM 2017, algorithm 2, with wake-up trees.
 *
 * Depth-first over schedules. For every step, each earlier step that it races with (dependent, and ordered by nothing
 * else) makes the explorer try a schedule in which the two are reversed: what came between them and does not depend on
 * the earlier one, then the later one. Choices of one thread that exclude each other (its next operation, its time-out,
 * its death) are all tried where one of them is taken; a time-out or a death that a notify has forestalled is tried
 * where that notify ran. Deaths need not happen, so none is begun with.
 */

import { type Dependence, Effect, LIST, afterSteps, couldSleep, dependent, reversed } from '../model/effect.ts';
import type { Machine } from '../model/machine.ts';
import { Explorer, Level, lowest } from './explorer.ts';
import { Trace } from './trace.ts';
import { type Branch, type Sequence, following, insert } from './wakeup.ts';

class Node extends Level {
  /** What is to be tried here after the present step. */
  todo: Branch[] = [];
  /** Processes whose steps have been explored here, or before and not since woken; and their effects. */
  sleep = 0;
  readonly asleep: Effect[] = [];
}

export class Dpor extends Explorer<Node> {
  private readonly trace: Trace;
  /** Sleeping processes of the level after the last step. */
  private inherited = 0;
  /** What the wake-up tree says to do next. */
  private next: Branch[] = [];
  /** Races found in this run: pairs of an earlier and a later step. */
  private readonly races: number[] = [];
  /** Has it always been known what the last step of a sequence would do? */
  private exact = true;
  private readonly scratch = new Effect();
  private readonly other = new Effect();
  private readonly effectOf = (step: number): Effect => this.levels[step]!.effect;
  private readonly race = (earlier: number): void => { this.races.push(earlier, this.depth); };

  constructor(machine: Machine, private readonly depends: Dependence = dependent) {
    super(machine);
    this.trace = new Trace(depends);
  }

  protected newLevel(): Node {
    return new Node();
  }

  protected backtrack(): number {
    for (; this.depth > 0; this.depth--) {
      const level = this.levels[this.depth - 1]!;
      level.sleep |= 1 << level.process;
      const branch = takeAwake(level.todo, level.sleep);
      if (!branch) continue;
      if (!((level.enabled >> branch.process) & 1)) throw impossible(branch.process);
      level.process = branch.process;
      this.next = branch.children;
      return this.depth;
    }
    return -1;
  }

  protected begin(): void {
    this.inherited = 0;
    this.races.length = 0;
    this.trace.begin(this.machine.size);
  }

  protected repeat(level: Node): void {
    this.trace.repeat(this.depth, level.effect.owner);
  }

  protected extend(enabled: number): boolean {
    const living = this.living(enabled);
    if (this.next.length > 0) return this.follow(this.next, enabled);
    const candidates = living & ~this.inherited;
    if (candidates === 0) return this.perish(enabled, living);
    const previous = this.depth > 0 ? this.levels[this.depth - 1]!.process : 0;
    // Staying with one thread keeps the first executions, and so the reports, free of needless switches.
    this.enter(previous < this.machine.size && (candidates >> previous) & 1 ? previous : lowest(candidates), enabled);
    return true;
  }

  private enter(process: number, enabled: number, todo: Branch[] = []): void {
    const level = this.fresh(process, enabled);
    level.sleep = this.inherited;
    level.todo = todo;
    this.advance(level);
  }

  /** Does what a wake-up tree says, if it is not all explored by now. */
  private follow(branches: Branch[], enabled: number): boolean {
    const branch = takeAwake(branches, this.inherited);
    this.next = branch?.children ?? [];
    if (!branch) return false;
    if (!((enabled >> branch.process) & 1)) throw impossible(branch.process);
    this.enter(branch.process, enabled, branches);
    return true;
  }

  /** What the living could begin with has been explored, but not what follows the death of somebody. */
  private perish(enabled: number, living: number): boolean {
    const deaths = enabled & ~living & ~this.inherited;
    if (living === 0 || deaths === 0) return false;
    const first = lowest(deaths);
    this.enter(first, enabled, this.branches(deaths & ~(1 << first)));
    return true;
  }

  /** Processes that are possible now, each as a branch. */
  private branches(processes: number): Branch[] {
    const branches: Branch[] = [];
    for (let rest = processes; rest !== 0; rest &= rest - 1) {
      const process = lowest(rest);
      branches.push({ process, effect: new Effect().copy(this.machine.ahead.peek(process, this.scratch)), children: [] });
    }
    return branches;
  }

  /** Only sleeping processes could go on. */
  protected cut(enabled: number): boolean {
    return this.living(enabled) !== 0;
  }

  protected rest(deaths: number): void {
    this.levels[this.depth - 1]!.todo = this.branches(deaths & ~this.inherited);
    this.levels[this.depth - 1]!.sleep = this.inherited;
  }

  protected advance(level: Node): void {
    const { machine } = this;
    const n = machine.size;
    const e = machine.ahead.peek(level.process, level.effect);
    level.site = this.siteOf(level.process);
    this.inherited = this.awake(level);
    // The owner's other choices end here; so do, if time passes for want of anything else, those of all.
    this.offer(level, e.idle ? -1 : (1 << e.owner) | (1 << (n + e.owner)) | (1 << (2 * n + e.owner)));
    const forestalled = e.use === LIST.wake ? this.branches(level.enabled & ~((1 << n) - 1)) : [];
    this.trace.append(this.depth, this.effectOf, this.race);
    this.depth++;
    machine.step(level.process, e);
    for (const branch of forestalled) if ((machine.disabled >> branch.process) & 1) this.choose(level, branch);
  }

  private offer(level: Node, choices: number): void {
    const others = level.enabled & choices & ~(1 << level.process) & ~level.sleep;
    if (others !== 0) for (const branch of this.branches(others)) this.choose(level, branch);
  }

  private choose(level: Node, { process, effect }: Branch): void {
    if ((level.sleep >> process) & 1) return;
    insert(level.todo, { steps: [{ process, effect }], after: () => false }, this.depends);
  }

  /** What sleeps on after the step: what does not depend on it. */
  private awake(level: Node): number {
    let kept = 0;
    for (let rest = level.sleep & ~(1 << level.process); rest !== 0; rest &= rest - 1) {
      const q = lowest(rest);
      const effect = this.machine.ahead.peek(q, level.asleep[q] ??= new Effect());
      if (!this.depends(effect, level.effect)) kept |= 1 << q;
    }
    return kept;
  }

  protected override ended(): void {
    for (let r = 0; r < this.races.length; r += 2) this.reverse(this.races[r]!, this.races[r + 1]!, this.races[r + 1]!);
    for (let j = 0; j < this.depth; j++) if (couldSleep(this.levels[j]!.effect)) this.reverseWait(j);
  }

  /** Has the steps between `i` and `end` that do not depend on step `i` come before it, and then step `j`. */
  private reverse(i: number, j: number, end: number): void {
    const { owner } = this.levels[i]!.effect;
    const steps: number[] = [];
    for (let k = i + 1; k < end; k++) if (k !== j && !this.trace.before(i, owner, k)) steps.push(k);
    if (this.possible(i, j, steps)) this.wake(i, this.sequence(i, steps, j));
  }

  /**
   * Could step `j` come without step `i` before it? One that lets time pass for want of anything else could not; nor could
   * that of a spinning thread, if nothing but step `i` has changed what it read.
   */
  private possible(i: number, j: number, steps: readonly number[]): boolean {
    const e = this.levels[j]!.effect;
    if (e.idle || this.levels[i]!.effect.idle) return false;
    if (!e.spun) return true;
    const changes = (k: number): boolean => this.levels[k]!.effect.changes && this.depends(this.levels[k]!.effect, e);
    return steps.some(changes) || this.changedBefore(i, j, e, changes);
  }

  /** Was there such a change before step `i`, but after the iteration that step `j` is to repeat began? */
  private changedBefore(i: number, j: number, e: Effect, changes: (k: number) => boolean): boolean {
    let own = 0;
    for (let k = j - 1; k >= 0 && own < e.spun!.length; k--) {
      if (this.levels[k]!.effect.owner === e.owner) own++;
      else if (k < i && changes(k)) return true;
    }
    return false;
  }

  /** The steps, and then step `j` as it would be without step `i`. */
  private sequence(i: number, steps: readonly number[], j: number): Sequence {
    const other = reversed(this.levels[j]!.effect, this.levels[i]!.effect, this.other);
    if (other.use >= LIST.wake && !afterSteps(other, this.effects(i, steps))) {
      other.use = LIST.wake;
      other.waiter = Infinity;
      this.exact = false;
    }
    const owners = steps.map((k) => this.levels[k]!.effect.owner);
    const last = steps.length;
    return {
      steps: [...steps.map((k) => this.levels[k]!), { process: this.levels[j]!.process, effect: other }],
      after: (x, y) => this.trace.before(steps[x]!, owners[x]!, y === last ? j : steps[y]!) || (y === last && this.depends(this.levels[steps[x]!]!.effect, other)),
    };
  }

  private* effects(i: number, steps: readonly number[]): Iterable<Effect> {
    for (let k = 0; k < i; k++) yield this.levels[k]!.effect;
    for (const k of steps) yield this.levels[k]!.effect;
  }

  /**
   * Level `i` has to try the sequence, unless a sleeping process begins it. That one may also be none of the sequence, if
   * it does not depend on it. But where it is not known for sure what the last steps of sequences do, that is no reason: a
   * sequence may then be waiting here although it does not wake the process, and would never be followed.
   */
  private wake(i: number, v: Sequence): void {
    const level = this.levels[i]!;
    const all = v.steps.map((_, k) => k);
    for (let rest = level.sleep & ~(1 << level.process); rest !== 0; rest &= rest - 1) {
      const q = lowest(rest);
      if ((this.exact || v.steps.some((s) => s.process === q)) && following(v, all, q, level.asleep[q]!, this.depends) !== undefined) return;
    }
    insert(level.todo, v, this.depends, all);
  }

  /**
   * A `wait` that returned "not-equal" because of a write would have used the waiter list before that write. What
   * else uses that list, sooner or later, then has to be able to come before it; when the wait ran, that was not known.
   */
  private reverseWait(j: number): void {
    const e = this.levels[j]!.effect;
    const i = this.raceBefore(j, e);
    if (i >= 0 && this.levels[i]!.effect.found === e.expects) this.reverse(i, j, this.depth);
  }

  /** The write that step `j` read, if it is of another thread and nothing else puts the two in order; -1 if not. */
  private raceBefore(j: number, e: Effect): number {
    let i = j - 1;
    while (i >= 0 && !(this.levels[i]!.effect.write && this.levels[i]!.effect.address === e.address)) i--;
    if (i < 0) return -1;
    const { owner } = this.levels[i]!.effect;
    if (owner === e.owner) return -1;
    for (let k = i + 1; k < j; k++) if (this.trace.before(i, owner, k) && this.trace.before(k, this.levels[k]!.effect.owner, j)) return -1;
    return i;
  }
}

const impossible = (process: number): Error => new Error(`Process ${process} was to come next, and is not possible: the checker has an error.`);

/** The first branch that does not begin with a sleeping process, taken out together with those before it. */
function takeAwake(branches: Branch[], sleep: number): Branch | undefined {
  let branch = branches.shift();
  while (branch && (sleep >> branch.process) & 1) branch = branches.shift();
  return branch;
}
