/**
 * Which reads of memory a value comes from: through operators, variables, helpers and their results.
 *
 * A number carries the symbols of the reads that it was computed from wherever it goes; what is no number (`=== FREE`
 * gives a boolean) is followed through the instructions that computed it.
 */

import type { CellId, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { Num } from '../../solve/number.ts';
import { pick, type Value } from '../../solve/value.ts';
import type { Access, Facts } from '../facts.ts';
import { accessesAt, nativesAt } from './effects.ts';
import { operandsOf } from './worlds.ts';

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

  /** Every read that a value may come from, each once. */
  behind(act: Activation, id: ValueId): ReadonlySet<Access> {
    const out = new Set<Access>();
    this.#follow(act, id, out, new Map());
    return out;
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
        return operandsOf(instr).map((value) => [act, value] as const);
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

/** Functions of the language whose result is made of their arguments. */
const CONVERTS = /^(?:Math\.\w+|Number|BigInt|Boolean|String|parseInt|BigInt\.as\w+|Number\.\w+|Object\.is)$/;

/** What the caller passes for a parameter, where it calls the function itself. */
export function argumentOf(act: Activation, index: number): (readonly [Activation, ValueId])[] {
  if (!act.caller || act.caller.id === -1) return [];
  const { act: outer, id } = act.caller;
  const instr = outer.instr(id);
  if (instr.op === 'set') return index === 0 ? [[outer, instr.value]] : [];
  if (instr.op !== 'call' && instr.op !== 'new' && instr.op !== 'super') return [];
  const isDirect = instr.op === 'super' || outer.value(instr.callee).some((alt) => alt.k === 'class' || (alt.k === 'fn' && alt.fn === act.fn.id && alt.file === act.ir.file && !alt.bound));
  const arg = isDirect ? instr.args[index] : undefined;
  return arg && !arg.spread ? [[outer, arg.value]] : [];
}

/** Assignments of a variable that closures share, in the runs around. */
function storesOf(act: Activation, cell: CellId): (readonly [Activation, ValueId])[] {
  const out: (readonly [Activation, ValueId])[] = [];
  for (let at: Activation | undefined = act; at; at = at.outer) {
    if (at.ir !== act.ir) continue;
    for (const instr of at.fn.instrs) if (instr.op === 'store' && instr.cell === cell) out.push([at, instr.value]);
  }
  return out;
}

const resultsOf = (act: Activation): (readonly [Activation, ValueId])[] =>
  act.fn.blocks.flatMap(({ end }, block) => (end.kind === 'return' && end.value !== undefined && act.left.has(block) ? [[act, end.value] as const] : []));
