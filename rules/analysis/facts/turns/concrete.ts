/** Numbers and conditions of the solution at one point of a run, where some symbols have one value each. */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import type { Num, Symbols } from '../../solve/number.ts';
import { only, truthiness } from '../../solve/value.ts';
import { isConstant } from '../../solve/range.ts';

/** What some symbols are, in one turn of each loop around. */
export type Point = ReadonlyMap<string, number>;

/** Derived symbols in derived symbols that are computed. */
const DEPTH = 8;

/** The number that a form is at a point, or undefined where the point does not tell. */
export function numberAt(form: Num, point: Point, symbols: Symbols, depth = 0): number | undefined {
  if (!isConstant(form.base)) return undefined;
  let sum = form.base.lo;
  for (const { symbol, factor } of form.terms) {
    const value = point.get(symbol) ?? (depth < DEPTH ? derivedAt(symbol, point, symbols, depth + 1) : undefined);
    if (value === undefined) return undefined;
    sum += factor * value;
  }
  return sum;
}

function derivedAt(symbol: string, point: Point, symbols: Symbols, depth: number): number | undefined {
  const { derived } = symbols.info(symbol);
  if (!derived) return undefined;
  const [a, b] = derived.operands.map((operand) => numberAt(operand, point, symbols, depth));
  if (a === undefined) return undefined;
  if (derived.operands.length === 1) return N.valueOf(N.operateUnary(derived.operator, N.constant(a), symbols));
  return b === undefined ? undefined : N.valueOf(N.operate(derived.operator, N.constant(a), N.constant(b), symbols));
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b,
  '===': (a, b) => a === b, '==': (a, b) => a === b, '!==': (a, b) => a !== b, '!=': (a, b) => a !== b,
};

/** Whether a condition holds at a point, or undefined where that depends on something else. */
export function truthAt(act: Activation, cond: ValueId, point: Point, symbols: Symbols): boolean | undefined {
  const instr = act.instr(cond);
  if (instr.op === 'unary' && instr.operator === '!') {
    const truth = truthAt(act, instr.value, point, symbols);
    return truth === undefined ? undefined : !truth;
  }
  const compare = instr.op === 'binary' ? COMPARE[instr.operator] : undefined;
  if (instr.op === 'binary' && compare) {
    const [a, b] = [operandAt(act, instr.left, point, symbols), operandAt(act, instr.right, point, symbols)];
    if (a !== undefined && b !== undefined) return compare(a, b);
  }
  const known = truthiness(act.rawValue(cond));
  if (known !== undefined) return known;
  const value = operandAt(act, cond, point, symbols);
  return value === undefined ? undefined : value !== 0;
}

function operandAt(act: Activation, id: ValueId, point: Point, symbols: Symbols): number | undefined {
  const number = only(act.rawValue(id), 'num');
  return number && numberAt(number.n, point, symbols);
}

/** The variables that a form depends on: those of its terms, and what derived ones are computed from. */
export function variablesOf(form: Num, symbols: Symbols, depth = 0): string[] {
  return form.terms.flatMap(({ symbol }) => {
    const { derived } = symbols.info(symbol);
    return derived && depth < DEPTH ? derived.operands.flatMap((operand) => variablesOf(operand, symbols, depth + 1)) : [symbol];
  });
}
