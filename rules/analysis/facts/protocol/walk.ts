/** One walk through the blocks of a run: from each state that they are reached in to the next fork. */

import type { At, BlockId, Instr, Terminator, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import { pick, valueKey, type Value } from '../../solve/value.ts';
import { conditionKey, computedFrom, relevantTo, repeatedConditions } from './conditions.ts';
import { mayPassBy, mayThrow } from './effects.ts';
import { Env } from './env.ts';
import { blockOf, placeOf, throwsOut } from './flow.ts';
import { identified } from './identity.ts';
import { computed, isSettled, isSmallConstant, knownKey, truthOf, type Known } from './known.ts';
import { isHeld, type Hold } from './locks.ts';
import { loopsOf } from './loops.ts';
import type { Exit, Params, Point, Walked, Walker, Way } from './walked.ts';

interface Outcome {
  readonly hold: Hold;
  readonly known?: Known;
  readonly did?: Way['did'];
}

/** States of one run beyond which a walk gives up. */
const MOST = 3000;

export class Walk {
  readonly #points: Point[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #ways: Way[] = [];
  readonly #exits: Exit[] = [];
  readonly #holds = new Map<ValueId, Set<Hold>>();
  readonly #queue: number[] = [];
  readonly #relevant: ReadonlySet<ValueId>;
  #gaveUp = false;

  constructor(
    readonly worlds: Walker,
    readonly act: Activation,
    readonly start: Hold,
    readonly params: Params,
  ) {
    this.#relevant = relevantTo(act.fn);
  }

  run(): Walked | undefined {
    for (const { hold } of this.#initialised()) this.#number({ block: 0, index: 0, hold, env: Env.EMPTY });
    for (let at = this.#queue.shift(); at !== undefined && !this.#gaveUp; at = this.#queue.shift()) this.#follow(at);
    return this.#gaveUp ? undefined : { points: this.#points, ways: this.#ways, exits: this.#exits, holds: this.#holds };
  }

  /** Field initialisers run before the body of a constructor. */
  #initialised(): { hold: Hold }[] {
    const before = this.act.calls.get(-1) ?? [];
    if (before.length === 0) return [{ hold: this.start }];
    return before.flatMap((child) => this.worlds.walk(child, this.start)?.exits.filter(({ kind }) => kind === 'return') ?? [{ hold: this.start }]);
  }

  #number(point: Point): number {
    const key = pointKey(point);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#points.length;
      this.#numbers.set(key, number);
      this.#points.push(point);
      this.#queue.push(number);
      if (number > MOST) this.#gaveUp = true;
    }
    return number;
  }

  /** Goes on from a point to the next fork. */
  #follow(from: number): void {
    let { block, index, hold, env } = this.#points[from] as Point;
    const { body } = blockOf(this.act, block);
    for (; index < body.length; index++) {
      const id = body[index] as ValueId;
      const instr = this.act.instr(id);
      this.#holds.set(id, (this.#holds.get(id) ?? new Set()).add(hold));
      if (instr.op === 'phi') continue;
      const at: Point = { block, index, hold, env };
      const next = this.#outcomes(from, at, id, instr);
      if (mayThrow(this.act, id) && !next?.some(({ did }) => did === 'release')) this.#raise(from, at, id);
      if (next) {
        for (const way of next) this.#go(from, { block, index: index + 1, hold: way.hold, env: this.#bind(env, id, way.known) }, { id, ...(way.did && { did: way.did }) });
        return;
      }
      env = this.#computed(env, id, instr);
    }
    if (this.act.left.has(block)) this.#leave(from, { block, index, hold, env });
  }

  #go(from: number, to: Point, way: Omit<Way, 'from' | 'to'>): void {
    this.#ways.push({ from, to: this.#number(to), ...way });
  }

  #exit(from: number, exit: Exit, way: Omit<Way, 'from' | 'to'> = {}): void {
    this.#exits.push(exit);
    this.#ways.push({ from, to: exit, ...way });
  }

  /** An exception goes to the handler of the block, or out. */
  #raise(from: number, { block, hold, env }: Point, id: ValueId): void {
    const { handler } = blockOf(this.act, block);
    if (handler === undefined) this.#exit(from, { kind: 'raise', hold }, { id, thrown: true });
    else this.#go(from, { block: handler, index: 0, hold, env: this.#enter(env, block, handler) }, { id, thrown: true });
  }

  /** Where an instruction changes the state, or its outcome is told by the world; undefined where it goes straight on. */
  #outcomes(from: number, at: Point, id: ValueId, instr: Instr): readonly Outcome[] | undefined {
    const children = this.act.calls.get(id) ?? [];
    if (children.length > 0) return this.#called(from, at, id, instr, children);
    const steps = this.worlds.watch.stepsAt(this.act, id, at.hold);
    for (const step of steps ?? []) if (step.did === 'again') this.#exit(from, { kind: 'again', hold: at.hold }, { id });
    return steps?.filter(({ did }) => did !== 'again');
  }

  #called(from: number, at: Point, id: ValueId, instr: Instr, children: readonly Activation[]): readonly Outcome[] | undefined {
    const calls = children.map((child) => ({ child, params: this.#arguments(at, instr, child) }));
    if (!calls.some(({ child, params }) => this.worlds.watch.concerns(child, at.hold) || (isHeld(at.hold) && params.some((known) => known !== undefined)))) {
      if (children.some(throwsOut)) this.#raise(from, at, id);
      return undefined;
    }
    const out: Outcome[] = [];
    const walks = calls.map(({ child, params }) => this.worlds.walk(child, at.hold, params));
    // A call that releases on some way is the release, whatever it does where its own check fails.
    const releases = isHeld(at.hold) && walks.some((walked) => walked?.exits.some(({ kind, hold }) => kind === 'return' && hold === 'released'));
    for (const [i, walked] of walks.entries()) {
      // Recursion, or too many states: the call changes nothing that is known.
      if (!walked) out.push({ hold: at.hold });
      for (const exit of walked?.exits ?? []) {
        const isKept = isHeld(exit.hold) && isHeld(at.hold);
        if (exit.kind === 'again') this.#exit(from, { kind: 'again', hold: at.hold }, { id });
        else if (releases && isKept) continue;
        else if (exit.kind === 'return') out.push(this.#returnedFrom(instr, children[i] as Activation, walked as Walked, exit, at.hold));
        // A claim that throws is not what happens while it is held.
        else if (isKept || !isHeld(exit.hold)) this.#raise(from, { ...at, hold: behind(at.hold, exit.hold) }, id);
      }
    }
    if (mayPassBy(this.act, id)) out.push({ hold: at.hold });
    return settled(at.hold, distinct(out));
  }

  #returnedFrom(instr: Instr, child: Activation, { exits }: Walked, exit: Exit, before: Hold): Outcome {
    const isLeft = !isHeld(before) && isHeld(exit.hold) && this.worlds.watch.isLeft(child, exit, exits);
    const hold = isLeft ? before : behind(before, exit.hold);
    const did = didBetween(before, hold);
    const known = instr.op === 'get' || this.#isDirect(instr, child) ? resultOf(child, exit) : undefined;
    return { hold, ...(known && { known }), ...(did && { did }) };
  }

  #arguments(at: Point, instr: Instr, child: Activation): Params {
    return this.#isDirect(instr, child) ? instr.args.map(({ value }) => at.env.values.get(value)) : [];
  }

  /** The call is of the function itself: its arguments are the function's, and so is its result. */
  #isDirect(instr: Instr, child: Activation): instr is Extract<Instr, { op: 'call' }> {
    return instr.op === 'call' && pick(this.act.value(instr.callee), 'fn').some(({ file, fn, bound }) => fn === child.fn.id && file === child.ir.file && !bound);
  }

  // --- blocks

  #leave(from: number, at: Point): void {
    const { end } = blockOf(this.act, at.block);
    switch (end.kind) {
      case 'jump':
        this.#go(from, this.#at(at, end.to), end.at ? { leaves: end.at } : {});
        return;
      case 'branch':
        this.#branch(from, at, end);
        return;
      case 'return':
        this.#exit(from, { kind: 'return', hold: at.hold, ...this.#returned(at, end) });
        return;
      case 'throw':
        this.#thrown(from, at, end.at);
        return;
      case 'rethrow':
        this.#thrown(from, at);
        return;
      default:
    }
  }

  #returned({ env }: Point, end: Extract<Terminator, { kind: 'return' }>): Pick<Exit, 'value' | 'at'> {
    const isWritten = end.at[0] !== end.at[1];
    const value = end.value === undefined ? undefined : (env.values.get(end.value) ?? { is: this.act.value(end.value) });
    return { value: value ?? { is: [{ k: 'undefined' }] }, ...(isWritten && { at: end.at }) };
  }

  #thrown(from: number, at: Point, statement?: At): void {
    const { handler } = blockOf(this.act, at.block);
    if (handler !== undefined) this.#go(from, this.#at(at, handler), { thrown: true, ...(statement && { leaves: statement }) });
    else this.#exit(from, { kind: statement ? 'throw' : 'raise', hold: at.hold, ...(statement && { at: statement }) }, { thrown: true });
  }

  #branch(from: number, at: Point, end: Extract<Terminator, { kind: 'branch' }>): void {
    const known = at.env.values.get(end.cond);
    const key = conditionKey(this.act, end.cond);
    const told = (known && truthOf(known)) ?? (key === undefined ? undefined : at.env.truths.get(key)?.truth);
    for (const [to, truth] of [[end.yes, true], [end.no, false]] as const) {
      if (told === !truth || !this.act.edges.has(`${at.block}>${to}`)) continue;
      const isRepeated = key !== undefined && repeatedConditions(this.act).has(key);
      const env = told === undefined && isRepeated ? at.env.withTruth(key, { truth, cond: end.cond }) : at.env;
      this.#go(from, this.#at({ ...at, env }, to), {});
    }
  }

  #at({ block, hold, env }: Point, to: BlockId): Point {
    return { block: to, index: 0, hold, env: this.#enter(env, block, to) };
  }

  /** The environment at the start of a block: its phis take what comes from where control does. */
  #enter(env: Env, from: BlockId, to: BlockId): Env {
    const { body, loop } = blockOf(this.act, to);
    let next = env;
    for (const id of body) {
      const instr = this.act.instr(id);
      if (instr.op !== 'phi') break;
      const source = instr.from.find(([block]) => block === from)?.[1];
      const known = source === undefined ? undefined : this.#flowing(env, source, loop !== undefined);
      next = next.withValue(id, this.#relevant.has(id) ? known : undefined);
    }
    return loop && env.truths.size > 0 ? this.#lasting(next, from, to) : next;
  }

  /** Another round of a loop tests anew what it computes anew. */
  #lasting(env: Env, from: BlockId, head: BlockId): Env {
    const loop = loopsOf(this.act).find((one) => one.head === head);
    return loop?.blocks.has(from) ? env.keepingTruths(({ cond }) => !loop.blocks.has(placeOf(this.act, cond).block)) : env;
  }

  #flowing(env: Env, source: ValueId, isLoop: boolean): Known | undefined {
    const known = env.values.get(source);
    const value = this.act.value(source);
    if (known && (!isLoop || !('is' in known) || known.given || isSettled(known.is))) return known;
    if (known) return undefined;
    return (isLoop ? isSettled(value) : isSmallConstant(value)) ? { is: value } : undefined;
  }

  // --- values

  #bind(env: Env, id: ValueId, known: Known | undefined): Env {
    return env.withValue(id, this.#relevant.has(id) ? known : undefined);
  }

  #computed(env: Env, id: ValueId, instr: Instr): Env {
    if (instr.op === 'store') return env.withCell(instr.cell, env.values.get(instr.value) ?? constant(this.act.value(instr.value)));
    if (instr.op === 'load') return this.#bind(env, id, env.cells.get(instr.cell));
    if (instr.op === 'param') return this.#bind(env, id, this.params[instr.index]);
    const touches = computedFrom(instr).some((operand) => env.values.has(operand));
    const known = touches ? computed(instr, (operand) => env.values.get(operand) ?? { is: identified(this.act, operand) }, this.act.world) : undefined;
    return this.#bind(env, id, known);
  }
}

const constant = (value: Value): Known | undefined => (isSettled(value) ? { is: value } : undefined);

/** The state behind a call that was entered with one state and left with another. */
function behind(before: Hold, after: Hold): Hold {
  if (before === 'held-again') return isHeld(after) ? before : 'held';
  if (before === 'held') return isHeld(after) ? after : after === 'free' ? 'released' : after;
  return isHeld(after) ? 'held' : after === 'lost' ? after : before;
}

function didBetween(before: Hold, after: Hold): Way['did'] {
  if (before === after || before === 'held-again') return undefined;
  return after === 'held-again' ? 'reclaim' : after === 'held' ? 'claim' : after === 'released' ? 'release' : 'handed';
}

function resultOf({ fn }: Activation, { value }: Exit): Known | undefined {
  if (fn.generator) return undefined;
  return fn.async && value && 'is' in value ? { is: [{ k: 'promise', of: value.is }] } : value;
}

/** What a call gives is kept apart where it tells of the claim, or is one thing alone. */
function settled(before: Hold, outcomes: readonly Outcome[]): readonly Outcome[] {
  const [only, ...more] = outcomes;
  if (!only || outcomes.some(({ hold }) => hold !== before)) return outcomes;
  const isTold = more.length === 0 && only.known && 'is' in only.known && isSettled(only.known.is);
  return [isTold ? only : { hold: before }];
}

function distinct<T extends { hold: Hold; known?: Known }>(outcomes: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const one of outcomes) seen.set(`${one.hold}|${one.known ? knownKey(one.known, valueKey) : ''}`, one);
  return [...seen.values()];
}

const pointKey = ({ block, index, hold, env }: Point): string => `${block}|${index}|${hold}|${env.key}`;
