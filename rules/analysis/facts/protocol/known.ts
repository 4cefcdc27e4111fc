/**
 * What is known of a value in one world: the world in which a claim succeeded, or that in which it failed.
 *
 * In such a world the result of the claim is known (`is`), or known not to be some numbers (`not`); what is computed from
 * it follows. Everything else is as the solution has it.
 */

import type { Instr } from '../../ir/ir.ts';
import * as N from '../../solve/number.ts';
import type { Num, Symbols } from '../../solve/number.ts';
import * as R from '../../solve/range.ts';
import { boolean, narrow, number, present, truthiness, type Alt, type Value } from '../../solve/value.ts';

export type Known =
  | { readonly is: Value; /** It follows from what a claim gave, and is no value that a loop counts. */ readonly given?: true }
  | { readonly not: readonly Num[]; readonly big: boolean };

export const knownKey = (known: Known, valueKey: (value: Value) => string): string =>
  'is' in known ? `=${valueKey(known.is)}${known.given ? '!' : ''}` : `≠${known.not.map(N.key).join('≠')}`;

export const truthOf = (known: Known): boolean | undefined => {
  if ('is' in known) return truthiness(known.is);
  return known.not.some((n) => N.valueOf(n) === 0) ? true : undefined;
};

/** A value that may be kept for each way apart, without counting a loop's rounds. */
export const isSettled = (value: Value): boolean => value.length === 1 && /^(?:bool|undefined|null)$/.test(value[0]?.k ?? '') && truthiness(value) !== undefined;

export const isSmallConstant = (value: Value): boolean => isSettled(value) || (value.length === 1 && value[0]?.k === 'num' && N.valueOf(value[0].n) !== undefined);

/** What an operator gives, where that follows from what is known of its operands; `left` and `right` are undefined if nothing is. */
export function computed(instr: Instr, of: (id: number) => Known, symbols: Symbols): Known | undefined {
  if (instr.op === 'binary') return binary(instr.operator, of(instr.left), of(instr.right), symbols);
  if (instr.op === 'unary') return unary(instr.operator, of(instr.value));
  if (instr.op === 'cast' || instr.op === 'declare') return of(instr.value);
  return instr.op === 'await' ? awaited(of(instr.value)) : undefined;
}

function awaited(known: Known): Known {
  if (!('is' in known)) return known;
  return { ...known, is: known.is.flatMap((alt): readonly Alt[] => (alt.k === 'promise' ? alt.of : [alt])) };
}

function unary(operator: string, known: Known): Known | undefined {
  const truth = truthOf(known);
  switch (operator) {
    case '!':
      return truth === undefined ? undefined : { is: boolean(!truth) };
    case 'truthy':
    case 'falsy':
      return 'is' in known ? { ...known, is: narrow(known.is, operator === 'truthy') } : known;
    case 'present':
      return 'is' in known ? { ...known, is: present(known.is) } : known;
    case 'nullish':
    case 'absent':
      return nullish(known);
    default:
      return undefined;
  }
}

function nullish(known: Known): Known | undefined {
  if (!('is' in known)) return { is: boolean(false) };
  const missing = known.is.filter(({ k }) => k === 'undefined' || k === 'null').length;
  if (missing === known.is.length) return { is: boolean(true) };
  return missing === 0 && !known.is.some(({ k }) => k === 'opaque') ? { is: boolean(false) } : undefined;
}

function binary(operator: string, left: Known, right: Known, symbols: Symbols): Known | undefined {
  if (/^[!=]==?$/.test(operator)) {
    const same = areEqual(left, right, symbols) ?? (operator.length === 2 ? bothMissing(left, right) : undefined);
    return same === undefined ? undefined : { is: boolean(same === operator.startsWith('=')) };
  }
  const [a, b] = [constantOf(left), constantOf(right)];
  if (a === undefined || b === undefined || !('is' in left)) return undefined;
  const big = left.is[0]?.k === 'num' && left.is[0].big;
  return calculate(operator, a, b, big);
}

function calculate(operator: string, a: number, b: number, big: boolean): Known | undefined {
  const order = COMPARE[operator];
  if (order) return { is: boolean(order(a, b)) };
  const operation = COMPUTE[operator];
  return operation && { is: number(N.constant(operation(a, b)), big), given: true };
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = { '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b };
const COMPUTE: Readonly<Record<string, (a: number, b: number) => number>> = { '&': (a, b) => a & b, '|': (a, b) => a | b, '^': (a, b) => a ^ b, '+': (a, b) => a + b, '-': (a, b) => a - b };

const numberOf = (known: Known): Num | undefined => {
  const [alt, ...more] = 'is' in known ? known.is : [];
  return alt?.k === 'num' && more.length === 0 ? alt.n : undefined;
};

const constantOf = (known: Known): number | undefined => {
  const n = numberOf(known);
  return n && N.valueOf(n);
};

function areEqual(left: Known, right: Known, symbols: Symbols): boolean | undefined {
  if (!('is' in left)) return 'is' in right ? areEqual(right, left, symbols) : undefined;
  const n = numberOf(left);
  if (!('is' in right)) return n && right.not.some((one) => N.sameNum(one, n)) ? false : undefined;
  const m = numberOf(right);
  if (n && m) {
    const d = N.rangeOf(N.subtract(n, m), symbols);
    return R.isConstant(d) && d.lo === 0 ? true : R.contains(d, 0) ? undefined : false;
  }
  return sameKind(left.is, right.is);
}

/** `x == null`. */
function bothMissing(left: Known, right: Known): boolean | undefined {
  const [a, b] = [nullish(left), nullish(right)].map((known) => known && truthOf(known));
  return a === undefined || b === undefined ? undefined : a && b ? true : a !== b ? false : undefined;
}

function sameKind(left: Value, right: Value): boolean | undefined {
  const [a, b] = [left[0], right[0]];
  if (left.length !== 1 || right.length !== 1 || !a || !b || a.k === 'opaque' || b.k === 'opaque') return undefined;
  if (a.k !== b.k) return false;
  if (a.k === 'undefined' || a.k === 'null') return true;
  if (a.k === 'bool' && b.k === 'bool') return a.b === null || b.b === null ? undefined : a.b === b.b;
  return a.k === 'str' && b.k === 'str' && a.s !== null && b.s !== null ? a.s === b.s : undefined;
}
