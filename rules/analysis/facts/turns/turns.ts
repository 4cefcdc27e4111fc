/**
 * Which values a form is sure to take at an instruction, from where the loop around it begins.
 *
 * The range of a loop's variable says what it can be. That the loop gets there is another question: it may be left before,
 * and the instruction may stand behind a test of something else. So the loop is walked turn by turn with the numbers that
 * are known. Where a condition depends on what is not known, both ways are walked, and only what both touch is sure.
 */

import type { BlockId, BlockIr, Instr, ValueId } from '../../ir/ir.ts';
import { successors, type Activation } from '../../solve/activation.ts';
import type { Num, Symbols } from '../../solve/number.ts';
import { only } from '../../solve/value.ts';
import { numberAt, truthAt, variablesOf, type Point } from './concrete.ts';

/** Blocks that are entered for one question; a longer loop is sure as far as it was walked. */
const MOST_STEPS = 8192;

/** Forks behind forks. */
const MOST_NESTING = 400;

type Sure = ReadonlySet<number>;
const NOTHING: Sure = new Set();

/** What the variables of a form, each the number of a loop's turn or one of several constants, make of it. */
export interface Turns {
  /** The values that it is sure to take once the loop begins. */
  readonly sure: Sure;
  /** All that it can take, where that is known. */
  readonly all?: Sure;
  /** It is used in the loops of its variables: not behind one, where a variable is what the loop left it at. */
  readonly isInside: boolean;
}

/** Of what does not depend on turns alone. */
export const NO_TURNS: Turns = { sure: NOTHING, isInside: false };

/** What `form` is where `id` in `act` uses it. */
export function turnsOf(act: Activation, id: ValueId, form: Num, symbols: Symbols): Turns {
  const variables = new Set(variablesOf(form, symbols));
  if (variables.size === 0 || ![...variables].every(isTurning)) return NO_TURNS;
  const chain = chainTo(act);
  const heads = chain.flatMap((owner, depth) => headsIn(owner, variables).map((head) => ({ depth, head })));
  const [outermost] = heads;
  if (!outermost) return NO_TURNS;
  const targets = chain.map((_, depth) => chain[depth + 1]?.caller?.id ?? id);
  // Behind its loop, a variable may be one that an earlier turn has kept.
  if (!heads.every(({ depth, head }) => isWithin(chain[depth] as Activation, targets[depth] as ValueId, head))) return NO_TURNS;
  const walk = new Walk(chain, targets, form, symbols);
  const sure = walk.from(outermost.depth, outermost.head);
  const isRun = chain.slice(outermost.depth + 1).every(isRunByCall);
  return { sure: isRun ? sure : NOTHING, ...(walk.isComplete && { all: walk.all }), isInside: true };
}

const isTurning = (symbol: string): boolean => symbol.startsWith('loop:') || symbol.startsWith('phi:');

/** Whether a block's loop, if it begins one, has an instruction in it. */
function isWithin(act: Activation, id: ValueId, head: BlockId): boolean {
  const { loop, body } = blockOf(act, head);
  if (!loop) return true;
  const before = new Map<BlockId, BlockId[]>();
  act.fn.blocks.forEach((_, from) => successors(act.fn, from).forEach((to) => before.set(to, [...(before.get(to) ?? []), from])));
  const within = new Set([head]);
  const stack = body.flatMap((one) => { const instr = act.instr(one); return isPhi(instr) ? instr.from.slice(1).map(([from]) => from) : []; });
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    if (within.has(block)) continue;
    within.add(block);
    stack.push(...(before.get(block) ?? []));
  }
  return [...within].some((block) => blockOf(act, block).body.includes(id));
}

function chainTo(act: Activation): Activation[] {
  const chain: Activation[] = [];
  for (let at: Activation | undefined = act; at; at = at.caller?.act) chain.unshift(at);
  return chain;
}

/** The blocks, in their order, whose phis are some of the variables. */
function headsIn(act: Activation, variables: ReadonlySet<string>): BlockId[] {
  return act.fn.blocks.flatMap(({ body }, block) => (body.some((id) => act.instr(id).op === 'phi' && variables.has(variableOf(act, id) ?? '')) ? [block] : []));
}

/** The symbol of a phi, where it is one. */
function variableOf(act: Activation, id: ValueId): string | undefined {
  const [term, ...more] = only(act.rawValue(id), 'num')?.n.terms ?? [];
  return term && more.length === 0 && term.symbol.endsWith(`:${act.site(id)}`) ? term.symbol : undefined;
}

/** The call that led to it runs it and nothing else, and at once: not what a native function may call back. */
function isRunByCall({ caller, fn }: Activation): boolean {
  if (!caller || fn.generator || caller.act.calls.get(caller.id)?.length !== 1) return false;
  const instr = caller.act.instr(caller.id);
  if (instr.op !== 'call' && instr.op !== 'new') return true;
  const [callee, ...others] = caller.act.rawValue(instr.callee);
  return others.length === 0 && (callee?.k === 'fn' || callee?.k === 'class');
}

/** Where control goes next; none where it leaves the function. */
type Ways = readonly { readonly block: BlockId; readonly from: BlockId; readonly point: Point }[];

class Walk {
  #steps = 0;
  #nesting = 0;
  /** What is touched on any way. */
  readonly all = new Set<number>();
  /** No way was left out of it. */
  isComplete = true;
  readonly #known = new Map<string, Sure | undefined>();

  constructor(
    readonly chain: readonly Activation[],
    /** In each activation of the chain, the instruction that leads on. */
    readonly targets: readonly ValueId[],
    readonly form: Num,
    readonly symbols: Symbols,
  ) {}

  /** From each way into a block, but those by which its loop comes round. */
  from(depth: number, block: BlockId): Sure {
    const act = this.chain[depth] as Activation;
    const { body, loop } = blockOf(act, block);
    const phi = body.map((id) => act.instr(id)).find(isPhi);
    const entries = phi?.from.map(([from]) => from).filter((from) => act.edges.has(`${from}>${block}`)) ?? [];
    const ways = loop ? entries.slice(0, 1) : entries;
    return new Set(ways.flatMap((from) => [...(this.#along(depth, { block, from, point: new Map() }) ?? NOTHING)]));
  }

  /** What is touched from the start of a block on; undefined for a way that never ends. */
  #along(depth: number, start: Ways[number]): Sure | undefined {
    const first = this.#arrive(depth, start);
    const key = `${depth} ${start.block} ${[...first].flat().join(' ')}`;
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#nesting > MOST_NESTING) return this.#giveUp();
    this.#known.set(key, undefined);
    this.#nesting++;
    const sure = this.#straight(depth, start.block, first);
    this.#nesting--;
    this.#known.set(key, sure);
    return sure;
  }

  /** What comes behind here is not looked at. */
  #giveUp(): Sure {
    this.isComplete = false;
    return NOTHING;
  }

  /** Goes on as long as there is one way to go. */
  #straight(depth: number, start: BlockId, first: Point): Sure | undefined {
    const sure = new Set<number>();
    for (let block = start, point = first; this.#steps++ < MOST_STEPS; ) {
      const caught = this.#touch(depth, block, point, sure);
      const ways = this.#ways(depth, block, point);
      const [next] = ways;
      if (!next) return both(caught, sure);
      if (ways.length > 1 || caught) return both(caught, union(sure, ways.map((way) => this.#along(depth, way)).reduce(both)));
      [block, point] = [next.block, this.#arrive(depth, next)];
    }
    return union(sure, this.#giveUp());
  }

  /** The phis of a block take what comes from where it is entered. */
  #arrive(depth: number, { block, from, point }: Ways[number]): Point {
    const act = this.chain[depth] as Activation;
    let next: Map<string, number> | undefined;
    for (const id of blockOf(act, block).body) {
      const instr = act.instr(id);
      if (!isPhi(instr)) break;
      const variable = variableOf(act, id);
      if (variable === undefined) continue;
      next ??= new Map(point);
      const number = this.#arrivalOf(act, instr, from, point);
      if (number === undefined) next.delete(variable);
      else next.set(variable, number);
    }
    return next ?? point;
  }

  #arrivalOf(act: Activation, phi: Phi, from: BlockId, point: Point): number | undefined {
    const [, value] = phi.from.find(([one]) => one === from) ?? [];
    const number = value === undefined ? undefined : only(act.rawValue(value), 'num');
    return number && numberAt(number.n, point, this.symbols);
  }

  /** Adds what a block touches; returns what all the ways touch on which one of its instructions throws to a handler. */
  #touch(depth: number, block: BlockId, point: Point, sure: Set<number>): Sure | undefined {
    const act = this.chain[depth] as Activation;
    const { body, handler } = blockOf(act, block);
    let caught: Sure | undefined;
    for (const id of body) {
      if (handler !== undefined && canThrow(act, id)) caught = both(caught, union(sure, this.#along(depth, { block: handler, from: block, point })));
      if (id === this.targets[depth]) for (const touched of this.#at(depth, point)) sure.add(touched);
    }
    // A handler is also reached in ways that nothing here tells.
    if (handler !== undefined) this.isComplete = false;
    return caught;
  }

  /** What the instruction touches, or the call that leads to it. */
  #at(depth: number, point: Point): Sure {
    if (depth + 1 < this.chain.length) return this.#straight(depth + 1, 0, point) ?? NOTHING;
    const number = numberAt(this.form, point, this.symbols);
    if (number === undefined) return this.#giveUp();
    this.all.add(number);
    return new Set([number]);
  }

  #ways(depth: number, block: BlockId, point: Point): Ways {
    const act = this.chain[depth] as Activation;
    const { end, handler } = blockOf(act, block);
    const to = (next: BlockId): Ways[number] => ({ block: next, from: block, point });
    if (!act.left.has(block) || end.kind === 'throw' || end.kind === 'rethrow') return handler === undefined ? [] : [to(handler)];
    if (end.kind === 'jump') return [to(end.to)];
    if (end.kind !== 'branch') return [];
    const truth = truthAt(act, end.cond, point, this.symbols);
    const ends = truth === undefined ? [end.yes, end.no] : [truth ? end.yes : end.no];
    return ends.filter((next) => act.edges.has(`${block}>${next}`)).map(to);
  }
}

type Phi = Extract<Instr, { op: 'phi' }>;
const isPhi = (instr: Instr): instr is Phi => instr.op === 'phi';

/** Code out of sight, what is awaited, or a function that is run in place and throws. */
function canThrow(act: Activation, id: ValueId): boolean {
  const isUnseen = (act.events.get(id) ?? []).some((event) => event.kind === 'await' || (event.kind === 'call' && (event.native === undefined || event.native.startsWith('shared:'))));
  return isUnseen || (act.calls.get(id) ?? []).some(({ throws }) => throws);
}

const blockOf = (act: Activation, block: BlockId): BlockIr => act.fn.blocks[block] as BlockIr;

const union = (a: Sure, b: Sure | undefined): Sure | undefined => (!b || a.size === 0 ? b : b.size === 0 ? new Set(a) : new Set([...a, ...b]));

/** What is touched on either of two ways; one that never ends is none. */
const both = (a: Sure | undefined, b: Sure | undefined): Sure | undefined => (!a ? b : !b ? a : new Set([...a].filter((n) => b.has(n))));
