/** What all queries about protocols share: locks, the worlds of their claims, who reads what. Made once for some facts. */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { Facts } from '../facts.ts';
import { Aliases } from './aliases.ts';
import { accessesAt } from './effects.ts';
import { rootOf } from './flow.ts';
import { handsOver } from './hand-over.ts';
import { locationKey, type Made } from './location.ts';
import { isClaim, isHeld, locksAmong, stepsOf, type Hold, type Lock, type Step } from './locks.ts';
import { Reads } from './reads.ts';
import { isLeft } from './results.ts';
import { Worlds } from './worlds.ts';

/** What a run does with a lock. */
interface Use {
  readonly claims: boolean;
  readonly releases: boolean;
}

const functionKey = ({ ir, fn }: Activation): string => `${ir.file}#${fn.id}`;

const known = new WeakMap<Facts, Protocol>();

export function protocolOf(facts: Facts): Protocol {
  let protocol = known.get(facts);
  if (!protocol) known.set(facts, (protocol = new Protocol(facts)));
  return protocol;
}

export class Protocol {
  readonly locks: ReadonlyMap<string, Lock>;
  readonly reads: Reads;
  readonly #aliases: Aliases;
  readonly #claimed: ReadonlySet<Lock>;
  /** Functions that visible code calls. */
  readonly #called: ReadonlySet<string>;
  readonly #worlds = new Map<Lock, Worlds>();
  readonly #uses = new Map<Activation, Map<Lock, Use>>();
  readonly #handing = new Map<Lock, Map<Activation, boolean>>();
  readonly #held = new Map<Activation, Map<ValueId, readonly Lock[]>>();
  readonly #holds = new Map<Lock, Map<Activation, Map<ValueId, ReadonlySet<Hold>>>>();

  constructor(readonly facts: Facts) {
    this.reads = new Reads(facts);
    this.#called = new Set(facts.activations.filter(({ caller }) => caller).map(functionKey));
    const accesses = facts.seen('access');
    this.#aliases = new Aliases(accesses);
    this.locks = new Map(locksAmong(accesses, this.#aliases).map((lock) => [lock.key, lock]));
    this.#claimed = new Set(accesses.flatMap((access) => this.#claimBy(access) ?? []));
  }

  worlds(lock: Lock): Worlds {
    let worlds = this.#worlds.get(lock);
    if (!worlds) {
      worlds = new Worlds({
        stepsAt: (act, id, hold) => this.#step(lock, act, id, hold),
        concerns: (act, hold) => this.#useOf(act).has(lock) || (isHeld(hold) && this.#mayHandOver(lock, act)),
        isLeft: (act, exit, exits) => isLeft(this.facts, act, lock, exit, exits),
      });
      this.#worlds.set(lock, worlds);
    }
    return worlds;
  }

  #step(lock: Lock, act: Activation, id: ValueId, hold: Hold): readonly Step[] | undefined {
    for (const event of accessesAt(act, id)) {
      const steps = stepsOf(lock, { act, id, event }, hold);
      if (steps) return steps;
    }
    return isHeld(hold) && handsOver(this.facts, act, id, lock) ? [{ hold: 'handed', did: 'handed' }] : undefined;
  }

  /** Whether a run, or something that it calls, makes someone else responsible for a lock that it is entered with. */
  #mayHandOver(lock: Lock, act: Activation): boolean {
    let ofLock = this.#handing.get(lock);
    if (!ofLock) this.#handing.set(lock, (ofLock = new Map()));
    let verdict = ofLock.get(act);
    if (verdict === undefined) {
      ofLock.set(act, false);
      verdict = act.fn.instrs.some((_, id) => handsOver(this.facts, act, id, lock)) || [...act.calls.values()].some((children) => children.some((child) => this.#mayHandOver(lock, child)));
      ofLock.set(act, verdict);
    }
    return verdict;
  }

  /** The lock at the location of an access, if there is one. */
  lockAt(made: Made): Lock | undefined {
    const key = locationKey(made, this.#aliases);
    return key === undefined ? undefined : this.locks.get(key);
  }

  /** Some run claims it. */
  isClaimed(lock: Lock): boolean {
    return this.#claimed.has(lock);
  }

  /** Locks that a run or what it calls claims. */
  locksClaimedIn(act: Activation): readonly Lock[] {
    return [...this.#useOf(act)].filter(([, use]) => use.claims).map(([lock]) => lock);
  }

  /** Locks that a run or what it calls claims, and also writes otherwise. */
  locksReleasedIn(act: Activation): readonly Lock[] {
    return [...this.#useOf(act)].filter(([, use]) => use.claims && use.releases).map(([lock]) => lock);
  }

  /** What a run and all that it runs in place do with locks. */
  #useOf(act: Activation): ReadonlyMap<Lock, Use> {
    const known = this.#uses.get(act);
    if (known) return known;
    const out = new Map<Lock, Use>();
    this.#uses.set(act, out);
    const add = (lock: Lock, claims: boolean, releases: boolean): void => {
      const old = out.get(lock);
      out.set(lock, { claims: claims || (old?.claims ?? false), releases: releases || (old?.releases ?? false) });
    };
    for (const [id, events] of act.events)
      for (const event of events) {
        const lock = event.kind === 'access' && event.atomic ? this.lockAt({ act, id, event }) : undefined;
        if (lock && event.kind === 'access') add(lock, isClaim(lock, event), event.writes);
      }
    for (const children of act.calls.values()) for (const child of children) for (const [lock, { claims, releases }] of this.#useOf(child)) add(lock, claims, releases);
    return out;
  }

  #claimBy(made: Made): Lock | undefined {
    const lock = made.event.atomic ? this.lockAt(made) : undefined;
    return lock && isClaim(lock, made.event) ? lock : undefined;
  }

  /**
   * Whether a run stands for callers out of sight although its function has visible ones: what all of those do (hold a
   * lock, notify afterwards) is then taken to be what the function asks of its callers.
   */
  isSuperseded(act: Activation): boolean {
    const root = rootOf(act);
    return root.task.unknownCallers && this.#called.has(functionKey(root));
  }

  /** Locks that are held at an instruction whichever way led there, claimed by the function or by those that called it. */
  locksHeldAt(act: Activation, id: ValueId): readonly Lock[] {
    const ofAct = this.#held.get(act) ?? new Map<ValueId, readonly Lock[]>();
    this.#held.set(act, ofAct);
    let held = ofAct.get(id);
    if (!held) ofAct.set(id, (held = this.locksClaimedIn(rootOf(act)).filter((lock) => this.#isHeldAt(lock, act, id))));
    return held;
  }

  #isHeldAt(lock: Lock, act: Activation, id: ValueId): boolean {
    const holds = this.#holdsAt(lock, act, id);
    return holds.size > 0 && !holds.has('free') && !holds.has('released');
  }

  /** The states in which a lock can be where an instruction runs. */
  #holdsAt(lock: Lock, act: Activation, id: ValueId): ReadonlySet<Hold> {
    let ofLock = this.#holds.get(lock);
    if (!ofLock) this.#holds.set(lock, (ofLock = new Map()));
    let ofAct = ofLock.get(act);
    if (!ofAct) ofLock.set(act, (ofAct = new Map()));
    let holds = ofAct.get(id);
    if (!holds) ofAct.set(id, (holds = this.#walkedTo(lock, act, id)));
    return holds;
  }

  #walkedTo(lock: Lock, act: Activation, id: ValueId): ReadonlySet<Hold> {
    const before: ReadonlySet<Hold> = act.caller ? this.#holdsAt(lock, act.caller.act, act.caller.id) : new Set<Hold>(['free']);
    const out = new Set<Hold>();
    for (const hold of before) {
      const walked = this.worlds(lock).walk(act, hold);
      // What cannot be told is taken to be held: nothing is reported on a guess.
      if (!walked) out.add('held');
      else if (id === -1) out.add(hold);
      for (const one of walked?.holds.get(id) ?? []) out.add(one);
    }
    return out;
  }
}
