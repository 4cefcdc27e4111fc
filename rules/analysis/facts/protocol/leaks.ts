/**
 * Busy flags that stay claimed on some way out of the function that claims and releases them.
 *
 * In the world in which a claim succeeded, a way leaks where it has left the last point from which a release can still be
 * reached. A function that gives a claim back only where it fails hands the flag to its caller with what it returns.
 */

import type { At, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { Certainty } from '../certainty.ts';
import type { Facts } from '../facts.ts';
import { accessesAt } from './effects.ts';
import { blockOf, withCallees } from './flow.ts';
import { constantOf } from './identity.ts';
import type { Made } from './location.ts';
import { isClaim, isHeld, type Lock } from './locks.ts';
import { protocolOf, type Protocol } from './protocol.ts';
import { isLeft } from './results.ts';
import type { Exit, Point, Walked, Way } from './walked.ts';

export interface Leak {
  readonly act: Activation;
  readonly lock: Lock;
  /** The instruction of the function that claims: an `Atomics` call, or a call of something that does. */
  readonly claim: ValueId;
  /** Where the flag is left claimed: a statement that leaves, else the call that may throw; undefined at the end of the function. */
  readonly at?: At;
  readonly kind: 'leaves' | 'throws' | 'ends';
  /** A release that some other way reaches. */
  readonly release: ValueId;
  readonly certainty: Certainty;
}

export function leaks(facts: Facts): Leak[] {
  const protocol = protocolOf(facts);
  return facts.activations.flatMap((act) => protocol.locksReleasedIn(act).flatMap((lock) => leaksOf(protocol, act, lock)));
}

function leaksOf(protocol: Protocol, act: Activation, lock: Lock): Leak[] {
  const walked = protocol.worlds(lock).walk(act, 'free');
  if (!walked) return [];
  const claims = new Set(walked.ways.flatMap(({ did, id }) => (did === 'claim' && id !== undefined ? [id] : [])));
  return [...claims].filter((id) => isFlag(protocol, act, lock, id)).flatMap((id) => new Held(protocol.facts, act, lock, walked, id).leaks());
}

/** What is claimed is a flag or a lock, not an element of a list or a signal that is taken. */
function isFlag(protocol: Protocol, act: Activation, lock: Lock, id: ValueId): boolean {
  const runs = (act.calls.get(id) ?? []).flatMap((child) => [...withCallees(child)]);
  const made = [...madeAt(act, id), ...runs.flatMap((run) => [...run.events.keys()].flatMap((at) => madeAt(run, at)))];
  return made.some((one) => isClaim(lock, one.event) && one.event.op !== 'or' && protocol.lockAt(one) === lock && setsFlag(one.event.values.map(constantOf), one.event.op));
}

const madeAt = (act: Activation, id: ValueId): Made[] => accessesAt(act, id).map((event) => ({ act, id, event }));

/** From a known value, or to one that says "busy"; a claim that stores 0 takes a signal. */
function setsFlag(values: readonly (number | undefined)[], op: string): boolean {
  const [expected, stored] = op === 'compareExchange' ? values : [undefined, values[0]];
  return stored !== 0 && (expected !== undefined || stored !== undefined);
}

/** The part of a walk in which one claim is held. */
class Held {
  readonly #out = new Map<number, Way[]>();
  /** Points in which the claim is held, and from which of them a release can be reached. */
  readonly #held = new Set<number>();
  readonly #mayRelease = new Set<number>();
  #release: ValueId | undefined;

  constructor(
    readonly facts: Facts,
    readonly act: Activation,
    readonly lock: Lock,
    readonly walked: Walked,
    readonly claim: ValueId,
  ) {
    for (const way of walked.ways) this.#out.set(way.from, [...(this.#out.get(way.from) ?? []), way]);
    this.#collect();
  }

  #collect(): void {
    const starts = this.walked.ways.filter(({ did, id, to }) => did === 'claim' && id === this.claim && typeof to === 'number').map(({ to }) => to as number);
    const before = new Map<number, number[]>();
    const queue = [...starts];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (this.#held.has(at)) continue;
      this.#held.add(at);
      for (const { to } of this.#staying(at)) {
        before.set(to, [...(before.get(to) ?? []), at]);
        queue.push(to);
      }
    }
    const back = [...this.#held].filter((at) => this.#waysFrom(at).some((way) => isGiven(way)));
    this.#release = back.flatMap((at) => this.#waysFrom(at)).find(({ did }) => did === 'release')?.id;
    for (let at = back.pop(); at !== undefined; at = back.pop()) {
      if (this.#mayRelease.has(at)) continue;
      this.#mayRelease.add(at);
      back.push(...(before.get(at) ?? []));
    }
  }

  #waysFrom = (at: number): readonly Way[] => this.#out.get(at) ?? [];

  #staying(at: number): { to: number; way: Way }[] {
    return this.#waysFrom(at).flatMap((way) => (typeof way.to === 'number' && !isGiven(way) && !this.#isSecondRound(way) ? [{ to: way.to, way }] : []));
  }

  /** The same claim once more, with the flag still held. */
  #isSecondRound = ({ did, id }: Way): boolean => did === 'reclaim' && id === this.claim;

  leaks(): Leak[] {
    if (this.#release === undefined) return [];
    const release = this.#release;
    const out: Leak[] = [];
    const add = (leak: Pick<Leak, 'kind' | 'certainty'> & { at?: At }): void => void out.push({ act: this.act, lock: this.lock, claim: this.claim, release, ...leak });
    for (const at of this.#mayRelease) for (const way of this.#waysFrom(at)) if (this.#isLastChance(way)) this.#leave(way, add);
    return out;
  }

  /** The way leaves the points from which a release can be reached. */
  #isLastChance(way: Way): boolean {
    if (isGiven(way)) return false;
    return typeof way.to !== 'number' || this.#isSecondRound(way) || !this.#mayRelease.has(way.to);
  }

  /** Follows a way that leaks to the statement that leaves. */
  #leave(first: Way, add: (leak: Pick<Leak, 'kind' | 'certainty'> & { at?: At }) => void): void {
    const queue: Way[] = [first];
    const seen = new Set<Way>();
    for (let way = queue.pop(); way; way = queue.pop()) {
      if (seen.has(way)) continue;
      seen.add(way);
      if (typeof way.to !== 'number') this.#ended(way, way.to, first, add);
      else if (this.#isSecondRound(way)) this.#ended(way, { kind: 'again', hold: 'held' }, first, add);
      else if (way.leaves) {
        if (this.#exitsFrom(way.to).some((exit) => this.#isLeak(exit))) add({ kind: 'leaves', certainty: 'proven', at: way.leaves });
      } else queue.push(...this.#waysFrom(way.to));
    }
  }

  #ended(way: Way, exit: Exit, first: Way, add: (leak: Pick<Leak, 'kind' | 'certainty'> & { at?: At }) => void): void {
    if (!this.#isLeak(exit)) return;
    const place = way.id === undefined ? undefined : this.act.instr(way.id).at;
    if (exit.kind === 'raise') {
      if (way === first) add({ kind: 'throws', certainty: 'possible', ...(place && { at: place }) });
    } else if (exit.at) add({ kind: 'leaves', certainty: 'proven', at: exit.at });
    else add({ kind: 'ends', certainty: this.#keepsState(first) ? 'possible' : 'likely' });
  }

  /** Something on the way is remembered in a field: `begin`, to which some `end` belongs. */
  #keepsState({ to }: Way): boolean {
    const queue = typeof to === 'number' ? [to] : [];
    const seen = new Set<number>();
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const { block } = this.walked.points[at] as Point;
      if (blockOf(this.act, block).body.some((id) => this.act.instr(id).op === 'set' && !accessesAt(this.act, id).length)) return true;
      queue.push(...this.#staying(at).map((next) => next.to));
    }
    return false;
  }

  #exitsFrom(start: number): Exit[] {
    const out: Exit[] = [];
    const seen = new Set<number>();
    const queue = [start];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      for (const way of this.#waysFrom(at)) {
        if (typeof way.to !== 'number') out.push(way.to);
        else if (this.#isSecondRound(way)) out.push({ kind: 'again', hold: 'held' });
        else if (!isGiven(way)) queue.push(way.to);
      }
    }
    return out;
  }

  #isLeak(exit: Exit): boolean {
    return exit.kind === 'return' ? isLeft(this.facts, this.act, this.lock, exit, this.walked.exits) : isHeld(exit.hold);
  }
}

const isGiven = ({ did }: Way): boolean => did === 'release' || did === 'handed';

