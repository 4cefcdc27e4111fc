/**
 * Every schedule, or every schedule of at most so many preemptions. Schedules that begin equivalently (the same steps
 * in the same order, as far as the order matters) have the same continuations, so of those only the first is followed;
 * without `merge` even that is not done, and this is plain enumeration.
 */

import { type Dependence, type Effect, dependent } from '../model/effect.ts';
import type { Machine } from '../model/machine.ts';
import { Explorer, Level, lowest } from './explorer.ts';
import { type Hash, Trace } from './trace.ts';

export interface ExhaustiveOptions {
  /** A preemption takes the turn from a thread that could go on. */
  readonly preemptions?: number;
  readonly merge?: boolean;
  readonly depends?: Dependence;
}

/** States that are remembered; more are explored again. */
const MEMORY = 4_000_000;

/** What is known at each depth of the schedule. */
interface Prefix { readonly hash: Hash; readonly preemptions: number }

/** Processes to try, and those that have been. */
class Choice extends Level {
  todo = 0;
}

export class Exhaustive extends Explorer<Choice> {
  private readonly trace: Trace;
  private readonly prefixes: Prefix[] = [];
  private readonly preemptions: number;
  private readonly merge: boolean;
  /** Preemptions spent when a state was first reached; to reach it again with as many is no news. */
  private readonly seen = new Map<number, number>();
  private known = false;
  private readonly effectOf = (step: number): Effect => this.levels[step]!.effect;

  constructor(machine: Machine, options: ExhaustiveOptions = {}) {
    super(machine);
    this.trace = new Trace(options.depends ?? dependent);
    this.preemptions = options.preemptions ?? Infinity;
    this.merge = options.merge ?? true;
  }

  protected backtrack(): number {
    for (; this.depth > 0; this.depth--) {
      const level = this.levels[this.depth - 1]!;
      if (level.todo === 0) continue;
      level.process = lowest(level.todo);
      level.todo &= level.todo - 1;
      return this.depth;
    }
    return -1;
  }

  protected begin(): void {
    this.known = false;
    this.trace.begin(this.machine.size);
    this.prefixes[0] = { hash: { high: 0, low: 0 }, preemptions: 0 };
  }

  protected repeat(level: Choice): void {
    this.trace.repeat(this.depth, level.effect.owner);
  }

  protected extend(enabled: number): boolean {
    const going = this.living(enabled);
    if (going === 0 || this.known) return false;
    const level = this.fresh(this.stay(going), enabled);
    level.todo = this.allowed(enabled) & ~(1 << level.process);
    this.advance(level);
    return true;
  }

  private get running(): number {
    return this.depth > 0 ? this.levels[this.depth - 1]!.effect.owner : -1;
  }

  /** Goes on with the running thread if it can. */
  private stay(going: number): number {
    const running = this.running;
    return running >= 0 && (going >> running) & 1 ? running : lowest(going);
  }

  /** The processes of `enabled` that the preemptions left allow. */
  private allowed(enabled: number): number {
    const running = this.running;
    if (running < 0 || this.prefixes[this.depth]!.preemptions < this.preemptions || !((enabled >> running) & 1)) return enabled;
    const n = this.machine.size;
    return enabled & ((1 << running) | (1 << (n + running)) | (1 << (2 * n + running)));
  }

  protected cut(): boolean {
    return this.known;
  }

  protected rest(deaths: number): void {
    this.levels[this.depth - 1]!.todo = deaths;
  }

  protected newLevel(): Choice {
    return new Choice();
  }

  protected advance(level: Choice): void {
    const { machine, depth } = this;
    const running = this.running;
    const e = machine.ahead.peek(level.process, level.effect);
    level.site = this.siteOf(level.process);
    const preempts = running >= 0 && e.owner !== running && (level.enabled >> running) & 1 ? 1 : 0;
    this.trace.append(depth, this.effectOf);
    this.depth++;
    machine.step(level.process, e);
    const before = this.prefixes[depth]!;
    const hash = this.trace.addHash(depth, level.process, before.hash);
    this.prefixes[depth + 1] = { hash, preemptions: before.preemptions + preempts };
    if (this.merge) this.visit(hash, e.owner, before.preemptions + preempts);
  }

  private visit({ high, low }: Hash, running: number, preemptions: number): void {
    const bounded = this.preemptions !== Infinity;
    const key = (bounded ? (high ^ Math.imul(running + 1, 0x27d4eb2f)) >>> 0 : high) * 0x200000 + low;
    const before = this.seen.get(key);
    this.known = before !== undefined && (!bounded || before <= preemptions);
    if (!this.known && this.seen.size < MEMORY) this.seen.set(key, bounded ? preemptions : 0);
  }
}
