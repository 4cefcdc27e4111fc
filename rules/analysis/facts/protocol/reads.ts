/**
 * Which reads of memory a value comes from: through operators, variables, helpers and their results.
 *
 * A number carries the symbols of the reads that it was computed from wherever it goes; what is no number (`=== FREE`
 * gives a boolean) is followed through the instructions that computed it.
 */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { Num } from '../../solve/number.ts';
import { pick, type Value } from '../../solve/value.ts';
import type { Access, Facts } from '../facts.ts';
import { argumentOf, resultsOf, storesOf } from './dataflow.ts';
import { accessesAt, nativesAt } from './effects.ts';
import { numberOf } from './identity.ts';
import { computedFrom } from './conditions.ts';

export class Reads {
  readonly #bySymbol = new Map<string, Access[]>();
  readonly #byPlace = new Map<Activation, Map<ValueId, Access[]>>();

  constructor(readonly facts: Facts) {
    for (const access of facts.seen('access')) {
      const { event, act, id } = access;
      const ofAct = this.#byPlace.get(act) ?? new Map<ValueId, Access[]>();
      this.#byPlace.set(act, ofAct);
      ofAct.set(id, [...(ofAct.get(id) ?? []), access]);
      if (!event.reads) continue;
      const symbol = `at:${act.site(id)}`;
      this.#bySymbol.set(symbol, [...(this.#bySymbol.get(symbol) ?? []), access]);
    }
  }

  /** The accesses of an instruction. */
  at(act: Activation, id: ValueId): readonly Access[] {
    return this.#byPlace.get(act)?.get(id) ?? [];
  }

  /** The reads whose result a symbol stands for. */
  named(symbol: string): readonly Access[] {
    return this.#bySymbol.get(symbol) ?? [];
  }

  /** Every read that a value may come from, each once. */
  behind(act: Activation, id: ValueId): ReadonlySet<Access> {
    const out = new Set<Access>();
    this.#follow(act, id, out, new Map());
    return out;
  }

  /**
   * Reads that a condition tests as flags are tested: the value itself, or its bits, as a truth or against what is known
   * beforehand. A difference of two cursors, or what is computed from a cursor, is no flag.
   */
  flags(act: Activation, cond: ValueId, seen = new Set<string>()): Access[] {
    const instr = act.instr(cond);
    if (isSeen(seen, act, cond)) return [];
    if (instr.op === 'binary' && COMPARES.has(instr.operator)) {
      const [left, right] = [instr.left, instr.right];
      return [...(this.behind(act, right).size === 0 ? this.#itself(act, left, new Set()) : []), ...(this.behind(act, left).size === 0 ? this.#itself(act, right, new Set()) : [])];
    }
    const own = this.#itself(act, cond, new Set());
    return own.length > 0 ? own : this.#sources(act, cond).flatMap(([next, value]) => this.flags(next, value, seen));
  }

  /** The reads whose result a value is, unchanged or masked. */
  #itself(act: Activation, id: ValueId, seen: Set<string>): Access[] {
    if (isSeen(seen, act, id)) return [];
    const own = accessesAt(act, id).length > 0 ? this.at(act, id).filter(({ event }) => event.reads) : [];
    if (own.length > 0) return own;
    const n = numberOf(act.value(id));
    const [term, ...more] = n?.terms ?? [];
    const known = term && more.length === 0 && term.factor === 1 && n?.base.lo === 0 && n.base.hi === 0 ? this.#bySymbol.get(term.symbol) : undefined;
    if (known) return known;
    const instr = act.instr(id);
    if (instr.op === 'binary' && instr.operator !== '&') return [];
    if (instr.op === 'template' || (instr.op === 'unary' && instr.operator === '-')) return [];
    return this.#sources(act, id).flatMap(([next, value]) => this.#itself(next, value, seen));
  }

  #follow(act: Activation, id: ValueId, out: Set<Access>, seen: Map<Activation, Set<ValueId>>): void {
    const done = seen.get(act) ?? new Set<ValueId>();
    seen.set(act, done);
    if (done.has(id)) return;
    done.add(id);
    for (const symbol of this.#symbolsIn(act.value(id))) for (const access of this.#bySymbol.get(symbol) ?? []) out.add(access);
    const own = accessesAt(act, id).length > 0 ? this.at(act, id).filter(({ event }) => event.reads) : [];
    for (const access of own) out.add(access);
    if (own.length === 0) for (const [next, value] of this.#sources(act, id)) this.#follow(next, value, out, seen);
  }

  #sources(act: Activation, id: ValueId): (readonly [Activation, ValueId])[] {
    const instr = act.instr(id);
    switch (instr.op) {
      case 'phi':
        return instr.from.map(([, value]) => [act, value] as const);
      case 'template':
        return instr.parts.map((value) => [act, value] as const);
      case 'param':
        return argumentOf(act, instr.index);
      case 'load':
        return storesOf(act, instr.cell);
      case 'call':
      case 'get': {
        const results = (act.calls.get(id) ?? []).flatMap(resultsOf);
        if (results.length > 0 || instr.op === 'get') return results;
        return nativesAt(act, id).some((path) => CONVERTS.test(path)) ? instr.args.map(({ value }) => [act, value] as const) : [];
      }
      default:
        return computedFrom(instr).map((value) => [act, value] as const);
    }
  }

  #symbolsIn(value: Value): Set<string> {
    const out = new Set<string>();
    const add = (n: Num, depth: number): void => {
      for (const { symbol } of n.terms) {
        out.add(symbol);
        const { derived } = this.facts.symbols.info(symbol);
        if (depth < 6) for (const operand of derived?.operands ?? []) add(operand, depth + 1);
      }
    };
    for (const { n } of pick(value, 'num')) add(n, 0);
    return out;
  }
}

const COMPARES = new Set(['===', '!==', '==', '!=', '<', '<=', '>', '>=']);

function isSeen(seen: Set<string>, act: Activation, id: ValueId): boolean {
  const key = act.site(id);
  return seen.has(key) || !seen.add(key);
}

/** Functions of the language whose result is made of their arguments. */
const CONVERTS = /^(?:Math\.\w+|Number|BigInt|Boolean|String|parseInt|BigInt\.as\w+|Number\.\w+|Object\.is)$/;
