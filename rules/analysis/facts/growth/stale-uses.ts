/**
 * Views and lengths that a function holds from before a growth, and uses after it.
 *
 * Values flow along the graph of the function: what a variable holds is stale behind the growth until it is made anew.
 * Lengths are followed through declarations and scaling only, not through the variables of loops.
 */

import type { Span } from '../../base/span.ts';
import type { BlockId, Instr, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { Facts } from '../facts.ts';
import { mayThrow } from '../protocol/effects.ts';
import { placeOf, takenFrom, withCallees } from '../protocol/flow.ts';
import { operands, usersOf } from '../protocol/uses.ts';
import { fixedViews, isFixed, type Growth } from './growths.ts';

export interface StaleUse {
  readonly at: Span;
  readonly what: 'view' | 'length';
  /** How the code writes what is stale. */
  readonly of: Span;
  /** Names the view or the length: each is reported where it is used first. */
  readonly key: string;
}

/** `v1`: value 1 is a stale view; `s1`: a stale length; `c1`: variable 1 holds a stale view. */
type Stale = Set<string>;

export function staleUses(facts: Facts, growth: Growth): StaleUse[] {
  const flow = new StaleFlow(facts, growth);
  flow.run();
  return flow.uses();
}

class StaleFlow {
  readonly #entered = new Map<BlockId, Stale>();
  readonly #act: Activation;
  readonly #start: { readonly block: BlockId; readonly index: number };
  /** What is stale behind the growth. */
  readonly #all: Stale;

  constructor(
    readonly facts: Facts,
    readonly growth: Growth,
  ) {
    this.#act = growth.act;
    this.#start = placeOf(growth.act, growth.id);
    this.#all = this.#heldBefore();
  }

  run(): void {
    const queue: BlockId[] = [];
    const arrive = (from: BlockId, stale: Stale, isMeant = (_: BlockId): boolean => true): void => {
      for (const to of takenFrom(this.#act, from)) if (isMeant(to) && this.#join(from, to, stale)) queue.push(to);
    };
    // An exception of the growth itself means that nothing grew.
    const { handler, body = [] } = this.#act.fn.blocks[this.#start.block] ?? {};
    const canThrow = body.slice(this.#start.index + 1).some((id) => mayThrow(this.#act, id));
    arrive(this.#start.block, this.#through(this.#start.block, this.#start.index + 1, this.#all), (to) => canThrow || to !== handler);
    for (let block = queue.pop(); block !== undefined; block = queue.pop()) arrive(block, this.#through(block, 0, this.#entered.get(block) ?? new Set()));
  }

  uses(): StaleUse[] {
    const out: StaleUse[] = [];
    this.#through(this.#start.block, this.#start.index + 1, this.#all, out);
    for (const [block, stale] of this.#entered) this.#through(block, 0, stale, out);
    return out;
  }

  // --- what is stale

  #heldBefore(): Stale {
    const out: Stale = new Set();
    this.#act.fn.instrs.forEach((instr, id) => {
      const isView = fixedViews(this.facts, this.#act.value(id), this.growth).length > 0;
      if (isView) out.add(`v${id}`);
      if (isView && (instr.op === 'load' || instr.op === 'store')) out.add(`c${instr.cell}`);
      if (this.#isLength(id) || isScaled(instr, out)) out.add(`s${id}`);
    });
    return out;
  }

  /** A length of the region, or of a view that covers it, is read here. */
  #isLength(id: ValueId): boolean {
    return (this.#act.events.get(id) ?? []).some((event) => event.kind === 'size' && event.origin === this.growth.origin && (!event.view || event.view.tracking || isFixed(this.facts, event.view, this.growth.ofMemory)));
  }

  #join(from: BlockId, to: BlockId, stale: Stale): boolean {
    const old = this.#entered.get(to);
    const next: Stale = new Set(old);
    for (const one of stale) next.add(one);
    for (const id of this.#act.fn.blocks[to]?.body ?? []) {
      const phi = this.#act.instr(id);
      if (phi.op !== 'phi') continue;
      const isStale = phi.from.some(([block, value]) => block === from && stale.has(`v${value}`));
      if (isStale) next.add(`v${id}`);
      else if (!old?.has(`v${id}`)) next.delete(`v${id}`);
    }
    if (old && old.size === next.size) return false;
    this.#entered.set(to, next);
    return true;
  }

  /** What is stale behind a block; `uses` takes what uses it on the way. */
  #through(block: BlockId, from: number, before: Stale, uses?: StaleUse[]): Stale {
    const stale: Stale = new Set(before);
    const body = this.#act.fn.blocks[block]?.body ?? [];
    for (const id of body.slice(from)) {
      const instr = this.#act.instr(id);
      if (uses) uses.push(...this.#usesIn(id, instr, stale));
      this.#step(id, instr, stale);
    }
    const end = this.#act.fn.blocks[block]?.end;
    if (uses && end?.kind === 'return' && end.value !== undefined && stale.has(`v${end.value}`)) uses.push({ at: this.#act.span(end.at), what: 'view', of: this.#act.span(end.at), key: this.#sites(end.value) });
    return stale;
  }

  #step(id: ValueId, instr: Instr, stale: Stale): void {
    const mark = (key: string, isStale: boolean): void => void (isStale ? stale.add(key) : stale.delete(key));
    if (id === this.growth.id) for (const one of this.#all) stale.add(one);
    switch (instr.op) {
      case 'phi':
        return;
      case 'declare':
      case 'cast':
      case 'unary':
        mark(`v${id}`, stale.has(`v${instr.value}`));
        mark(`s${id}`, stale.has(`s${instr.value}`));
        return;
      case 'store':
        mark(`c${instr.cell}`, stale.has(`v${instr.value}`));
        return;
      case 'load':
        mark(`v${id}`, stale.has(`c${instr.cell}`));
        return;
      default:
        mark(`v${id}`, false);
        mark(`s${id}`, isScaled(instr, stale));
        for (const child of this.#act.calls.get(id) ?? []) this.#forgetStored(child, stale);
    }
  }

  /** A function that is called gives variables new values. */
  #forgetStored(child: Activation, stale: Stale): void {
    for (const run of withCallees(child)) if (run.ir === this.#act.ir) for (const instr of run.fn.instrs) if (instr.op === 'store') stale.delete(`c${instr.cell}`);
  }

  // --- uses

  #usesIn(id: ValueId, instr: Instr, stale: Stale): StaleUse[] {
    const at = this.#act.span(instr.at);
    const length = this.#lengthUse(instr, stale);
    if (length !== undefined) return [{ at, what: 'length', of: this.#act.span(this.#act.instr(length).at), key: `length ${length}` }];
    const view = operands(instr).find((value) => stale.has(`v${value}`));
    return view === undefined || this.#isHarmless(id, instr) ? [] : [{ at, what: 'view', of: this.#written(instr, view), key: this.#sites(view) }];
  }

  #sites(id: ValueId): string {
    return fixedViews(this.facts, this.#act.value(id), this.growth).map(({ site }) => site).join();
  }

  #written(instr: Instr, view: ValueId): Span {
    if ((instr.op === 'get' || instr.op === 'set') && instr.obj === view) return this.#act.span(instr.objAt);
    const arg = instr.op === 'call' || instr.op === 'new' ? instr.args.find(({ value }) => value === view) : undefined;
    return this.#act.span(arg?.at ?? instr.at);
  }

  /** Moving it about, and asking whether it is stale. */
  #isHarmless(id: ValueId, instr: Instr): boolean {
    if (/^(?:phi|declare|cast|store|unary|binary)$/.test(instr.op)) return true;
    if (instr.op === 'call') return instr.args.every(({ value }) => fixedViews(this.facts, this.#act.value(value), this.growth).length === 0);
    if (instr.op !== 'get') return false;
    if (instr.key === 'buffer' || instr.key === 'byteOffset' || instr.key === 'BYTES_PER_ELEMENT') return true;
    return (instr.key === 'length' || instr.key === 'byteLength') && this.#isOnlyCompared(id);
  }

  #isOnlyCompared(id: ValueId): boolean {
    const users = usersOf(this.#act.fn, id);
    return users.length > 0 && users.every((user) => user.kind === 'instr' && isEquality(this.#act.instr(user.id)));
  }

  /** The stale length that an instruction takes for a bound: of a comparison, a view, a stretch of one. */
  #lengthUse(instr: Instr, stale: Stale): ValueId | undefined {
    const isStale = (value: ValueId | undefined): boolean => value !== undefined && stale.has(`s${value}`);
    if (instr.op === 'binary' && /^[<>]=?$/.test(instr.operator)) {
      const [left, right] = [isStale(instr.left), isStale(instr.right)];
      // Against another length of the region, it tells how much that grew.
      if (left === right || this.#isLengthOf(left ? instr.right : instr.left)) return undefined;
      return left ? instr.left : instr.right;
    }
    const position = instr.op === 'new' ? 2 : instr.op === 'call' ? END_POSITIONS[this.#method(instr.callee)] : undefined;
    const arg = (instr.op === 'new' || instr.op === 'call') && position !== undefined ? instr.args[position] : undefined;
    return arg && isStale(arg.value) ? arg.value : undefined;
  }

  #isLengthOf(id: ValueId): boolean {
    const instr = this.#act.instr(id);
    if (instr.op === 'declare' || instr.op === 'cast') return this.#isLengthOf(instr.value);
    return this.#isLength(id) || (instr.op === 'binary' && (this.#isLength(instr.left) || this.#isLength(instr.right)));
  }

  #method(callee: ValueId): string {
    const instr = this.#act.instr(callee);
    return instr.op === 'get' && typeof instr.key === 'string' ? instr.key : '';
  }
}

/** Where methods of views take the end of a stretch. */
const END_POSITIONS: Readonly<Record<string, number>> = { subarray: 1, slice: 1, fill: 2 };

const isEquality = (instr: Instr): boolean => instr.op === 'binary' && /^[!=]==?$/.test(instr.operator);

/** `byteLength / 65536`: the same length in other units. */
const isScaled = (instr: Instr, stale: Stale): boolean =>
  instr.op === 'declare' || instr.op === 'cast' ? stale.has(`s${instr.value}`) : instr.op === 'binary' && /^(?:[*/]|<<|>>>?)$/.test(instr.operator) && (stale.has(`s${instr.left}`) || stale.has(`s${instr.right}`));
