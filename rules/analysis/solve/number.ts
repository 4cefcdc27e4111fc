/**
 * Abstract numbers: a linear form over symbols plus a range, `Σ coefficient · symbol + base`.
 *
 * Symbols stand for numbers that are not known but are one number each time: a parameter, a loop variable, the result of
 * `Atomics.load`. What cannot be said linearly becomes a symbol of its own that remembers its operator and operands, so
 * that equal expressions over equal symbols are equal, and `n - n % 8` is known to be aligned.
 */

import * as R from './range.ts';
import type { Range } from './range.ts';

export interface Term {
  readonly symbol: string;
  readonly factor: number;
}

export interface Num {
  readonly terms: readonly Term[];
  readonly base: Range;
}

export interface SymbolInfo {
  readonly range: Range;
  /** How the user writes it, for messages. */
  readonly label: string;
  /** A loop variable between known bounds: it takes every member of its range. */
  readonly exhaustive: boolean;
  /** The length of a view whose size is not known. */
  readonly isLength?: boolean;
  /** Nothing is known of its sign: where it is added to an offset, it is taken to be at least 0. */
  readonly natural: boolean;
  readonly derived?: { readonly operator: string; readonly operands: readonly Num[] };
}

/** What is known of each symbol, here and now. */
export interface Symbols {
  info(symbol: string): SymbolInfo;
  define(symbol: string, info: SymbolInfo): void;
}

export const constant = (n: number): Num => ({ terms: [], base: R.single(n) });
export const symbolic = (symbol: string): Num => ({ terms: [{ symbol, factor: 1 }], base: R.single(0) });
export const ranged = (base: Range): Num => ({ terms: [], base });

/** The number that this certainly is, or undefined. */
export const valueOf = (a: Num): number | undefined => (a.terms.length === 0 && R.isConstant(a.base) ? a.base.lo : undefined);

export const isConstantNum = (a: Num): boolean => valueOf(a) !== undefined;

const keys = new WeakMap<Num, string>();

/** A text that is one for equal forms. */
export function key(a: Num): string {
  let known = keys.get(a);
  if (known === undefined) keys.set(a, (known = keyOf(a)));
  return known;
}

function keyOf(a: Num): string {
  const { lo, hi, mod, rem, int } = a.base;
  const base = lo === hi ? String(lo) : `[${lo},${hi},${mod},${rem},${int ? 1 : 0}]`;
  return a.terms.length === 0 ? base : `${a.terms.map(({ symbol, factor }) => `${factor}*${symbol}`).join('+')}+${base}`;
}

export const sameNum = (a: Num, b: Num): boolean =>
  a === b || (R.sameRange(a.base, b.base) && sameTerms(a.terms, b.terms));

export const sameTerms = (a: readonly Term[], b: readonly Term[]): boolean =>
  a.length === b.length && a.every(({ symbol, factor }, i) => symbol === b[i]?.symbol && factor === b[i]?.factor);

export function add(a: Num, b: Num): Num {
  return { terms: mergeTerms(a.terms, b.terms), base: R.add(a.base, b.base) };
}

export const scale = (a: Num, factor: number): Num =>
  factor === 0
    ? constant(0)
    : { terms: a.terms.map((term) => ({ symbol: term.symbol, factor: term.factor * factor })), base: R.multiply(a.base, R.single(factor)) };

export const subtract = (a: Num, b: Num): Num => add(a, scale(b, -1));

function mergeTerms(a: readonly Term[], b: readonly Term[]): Term[] {
  if (b.length === 0) return [...a];
  const sums = new Map(a.map(({ symbol, factor }) => [symbol, factor]));
  for (const { symbol, factor } of b) sums.set(symbol, (sums.get(symbol) ?? 0) + factor);
  return [...sums]
    .filter(([, factor]) => factor !== 0)
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([symbol, factor]) => ({ symbol, factor }));
}

/** Every number that `a` can be. `natural`: symbols of unknown sign are taken to be at least 0, as in an offset. */
export function rangeOf(a: Num, symbols: Symbols, natural = false): Range {
  let sum = a.base;
  for (const { symbol, factor } of a.terms) {
    const info = symbols.info(symbol);
    const own = natural && info.natural && info.range.lo < 0 ? R.meet(info.range, R.range(0, Infinity)) : info.range;
    sum = R.add(sum, R.multiply(own, Number.isInteger(factor) ? R.single(factor) : fraction(factor)));
  }
  return sum;
}

const fraction = (n: number): Range => R.range(n, n, 1, 0, false);

export const isInteger = (a: Num, symbols: Symbols): boolean =>
  a.base.int && a.terms.every(({ symbol, factor }) => Number.isInteger(factor) && symbols.info(symbol).range.int);

/**
 * What is known of `a` modulo `m`, looking through remainders and masks: `n % 8` is `n` modulo 8.
 * Returns the greatest modulus found with its remainder; `mod` 0 is a constant.
 */
export function congruence(a: Num, m: number, symbols: Symbols): { readonly mod: number; readonly rem: number } {
  const reduced = reduce(a, m, symbols, 0);
  const { mod, rem, int } = rangeOf(reduced, symbols);
  if (!int) return { mod: 1, rem: 0 };
  if (sameTerms(reduced.terms, a.terms)) return { mod, rem };
  // What was looked through is equal modulo `m` only.
  const shared = R.gcd(mod, m);
  return { mod: shared, rem: R.mod(rem, shared) };
}

function reduce(a: Num, m: number, symbols: Symbols, depth: number): Num {
  let out: Num = { terms: [], base: a.base };
  for (const term of a.terms) {
    const operand = depth < 8 ? congruentOperand(term.symbol, m, symbols) : undefined;
    const own: Num = operand ? scale(reduce(operand, m, symbols, depth + 1), term.factor) : { terms: [term], base: R.single(0) };
    out = add(out, own);
  }
  return out;
}

/** The operand that a derived symbol is congruent to modulo `m`. */
function congruentOperand(symbol: string, m: number, symbols: Symbols): Num | undefined {
  const { derived } = symbols.info(symbol);
  const [left, right] = derived?.operands ?? [];
  const by = right && valueOf(right);
  if (!left || by === undefined) return undefined;
  if (derived?.operator === '%' && R.mod(by, m) === 0 && isInteger(left, symbols)) return left;
  // A mask of ones keeps the low bits.
  if (derived?.operator === '&' && isPowerOfTwo(m) && R.mod(by + 1, m) === 0 && isInteger(left, symbols)) return left;
  return undefined;
}

const OPERATORS: Readonly<Record<string, (a: Range, b: Range) => Range>> = {
  '*': R.multiply,
  '/': R.divide,
  '%': R.remainder,
  '<<': R.shiftLeft,
  '>>': R.shiftRight,
  '>>>': R.shiftRightUnsigned,
  '&': R.bitAnd,
  '|': R.bitOr,
  '^': R.bitXor,
  '**': R.power,
  min: R.minimum,
  max: R.maximum,
  trunc: (a) => R.rounded(a, Math.trunc),
  floor: (a) => R.rounded(a, Math.floor),
  ceil: (a) => R.rounded(a, Math.ceil),
  round: (a) => R.rounded(a, Math.round),
  abs: R.absolute,
};

/** `a operator b` as JavaScript computes it on numbers. */
export function operate(operator: string, a: Num, b: Num, symbols: Symbols): Num {
  if (operator === '+') return add(a, b);
  if (operator === '-') return subtract(a, b);
  const apply = OPERATORS[operator];
  if (!apply) return ranged(R.FRACTION);
  return linear(operator, a, b, symbols) ?? derive(operator, [a, b], apply(rangeOf(a, symbols), rangeOf(b, symbols)), symbols);
}

/** The cases that stay linear. */
function linear(operator: string, a: Num, b: Num, symbols: Symbols): Num | undefined {
  const [x, y] = [valueOf(a), valueOf(b)];
  if (operator === '*' && y !== undefined) return scale(a, y);
  if (operator === '*' && x !== undefined) return scale(b, x);
  if (y === undefined) return undefined;
  if (operator === '/' && y !== 0 && isPowerOfTwo(Math.abs(y))) return scaleDown(a, y);
  if (operator === '<<' && fitsShift(rangeOf(a, symbols), y)) return scale(a, 2 ** y);
  if ((operator === '>>' || operator === '>>>' || operator === '|') && y === 0 && fitsShift(rangeOf(a, symbols), 0) && isInteger(a, symbols)) {
    return operator === '>>>' && rangeOf(a, symbols).lo < 0 ? undefined : a;
  }
  return undefined;
}

/** The logarithm alone rounds: that of 2^49 + 1 is 49. */
export const isPowerOfTwo = (n: number): boolean => 2 ** Math.round(Math.log2(n)) === n;

const fitsShift = (a: Range, bits: number): boolean =>
  a.int && Number.isInteger(bits) && bits >= 0 && bits < 31 && a.lo * 2 ** bits >= -(2 ** 31) && a.hi * 2 ** bits < 2 ** 31;

function scaleDown(a: Num, by: number): Num {
  const terms = a.terms.map(({ symbol, factor }) => ({ symbol, factor: factor / by }));
  return { terms, base: R.divide(a.base, R.single(by)) };
}

/** `-a`, `~a` and the one-argument functions of `Math`. */
export function operateUnary(operator: string, a: Num, symbols: Symbols): Num {
  if (operator === '-') return scale(a, -1);
  if (operator === '+') return a;
  if (operator === '~') {
    if (fitsShift(rangeOf(a, symbols), 0) && isInteger(a, symbols)) return subtract(scale(a, -1), constant(1));
    return derive('~', [a], R.bitNot(rangeOf(a, symbols)), symbols);
  }
  const apply = OPERATORS[operator];
  if (!apply) return ranged(R.FRACTION);
  if (isInteger(a, symbols) && operator !== 'abs') return a;
  const r = rangeOf(a, symbols);
  return derive(operator, [a], apply(r, r), symbols);
}

function derive(operator: string, operands: readonly Num[], result: Range, symbols: Symbols): Num {
  if (R.isConstant(result) || R.isEmpty(result) || operands.every(({ terms }) => terms.length === 0)) return ranged(result);
  // A base that is a range stands for another number each time: two of these are no equal operands.
  if (operands.some(({ base }) => !R.isConstant(base))) return ranged(result);
  const names = operands.map(key);
  const symbol = names.length === 1 ? `${operator}(${names[0]})` : `(${names.join(operator)})`;
  // Long derivations are cut: their names would grow without bound.
  if (symbol.length > 400) return ranged(result);
  const sources = operands.flatMap(({ terms }) => terms.map((term) => symbols.info(term.symbol)));
  symbols.define(symbol, {
    range: result,
    label: sources[0]?.label ?? '',
    exhaustive: false,
    natural: result.lo < 0 && sources.some(({ natural }) => natural),
    derived: { operator, operands },
  });
  return symbolic(symbol);
}

/** What `a` and `b` have in common: the same form with a joined base, else a range. */
export function join(a: Num, b: Num, symbols: Symbols): Num {
  if (sameNum(a, b)) return a;
  if (sameTerms(a.terms, b.terms)) return { terms: a.terms, base: R.join(a.base, b.base) };
  return ranged(R.join(concrete(a, symbols), concrete(b, symbols)));
}

/** As `join`, but bounds that grow jump to infinity, so that repeating it ends. */
export function widen(a: Num, b: Num, symbols: Symbols): Num {
  if (sameNum(a, b)) return a;
  if (sameTerms(a.terms, b.terms)) return { terms: a.terms, base: R.widen(a.base, b.base) };
  return ranged(R.widen(concrete(a, symbols), concrete(b, symbols)));
}

/** The range of `a`, with the congruence modulo 8 that only its form shows. */
export function concrete(a: Num, symbols: Symbols): Range {
  const own = rangeOf(a, symbols);
  if (a.terms.length === 0 || !own.int || R.mod(own.mod, 8) === 0) return own;
  const { mod, rem } = congruence(a, 8, symbols);
  const even = mod === 0 ? 8 : R.gcd(mod, 8);
  return even > R.gcd(own.mod, 8) ? R.range(own.lo, own.hi, even, rem, true) : own;
}
