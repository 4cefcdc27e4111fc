/**
 * Sets of numbers: an interval with a congruence, and JavaScript's operators on them.
 *
 * Every operator is sound for JavaScript numbers: `+ - *` do not wrap, the bitwise ones wrap at 32 bits. Unknown numbers
 * are taken to be integers, as the rules' contract says; what may be a fraction (or NaN) is marked.
 */

export interface Range {
  readonly lo: number;
  readonly hi: number;
  /** Every member is `rem` modulo `mod`; 0 for a single number, 1 where nothing is known. */
  readonly mod: number;
  readonly rem: number;
  /** False where a member may be a fraction, or NaN. */
  readonly int: boolean;
}

const SAFE = Number.MAX_SAFE_INTEGER;
const INT32 = { lo: -(2 ** 31), hi: 2 ** 31 - 1 };

export const ANY: Range = { lo: -Infinity, hi: Infinity, mod: 1, rem: 0, int: true };
/** Any number at all, NaN and fractions included. */
export const FRACTION: Range = { lo: -Infinity, hi: Infinity, mod: 1, rem: 0, int: false };
/** No number: what stands behind a test that cannot hold. */
export const EMPTY: Range = { lo: Infinity, hi: -Infinity, mod: 1, rem: 0, int: true };

export const isEmpty = (a: Range): boolean => a.lo > a.hi;
export const isConstant = (a: Range): boolean => a.lo === a.hi;
export const single = (n: number): Range => range(n, n);

export const mod = (n: number, m: number): number => {
  const r = n % m;
  return r < 0 ? r + m : r === 0 ? 0 : r;
};

export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y) [x, y] = [y, x % y];
  return x;
}

/** A range with its bounds drawn in to members of its congruence class. */
export function range(lo: number, hi: number, m = 1, rem = 0, int = true): Range {
  if (Number.isNaN(lo) || Number.isNaN(hi)) return FRACTION;
  if (lo === hi && Number.isInteger(lo)) return int && m > 1 && mod(lo - rem, m) !== 0 ? EMPTY : { lo, hi, mod: 0, rem: lo, int: true };
  if (lo === hi) return { lo, hi, mod: 1, rem: 0, int: !Number.isFinite(lo) && int };
  if (!int) return lo > hi ? EMPTY : { lo, hi, mod: 1, rem: 0, int };
  if (m === 0) return single(rem);
  // Beyond 2^53 not every integer is a number, and congruences end.
  const exact = fits(lo) && fits(hi) && m <= SAFE;
  const step = exact ? m : 1;
  const first = step === 1 ? 0 : mod(rem, step);
  const low = Number.isFinite(lo) ? Math.ceil(lo) + mod(first - Math.ceil(lo), step) : lo;
  const high = Number.isFinite(hi) ? Math.floor(hi) - mod(Math.floor(hi) - first, step) : hi;
  if (low > high) return EMPTY;
  if (low === high) return { lo: low, hi: low, mod: 0, rem: low, int: true };
  return { lo: low, hi: high, mod: step, rem: first, int: true };
}

const fits = (n: number): boolean => !Number.isFinite(n) || Math.abs(n) <= SAFE;

export function contains(a: Range, n: number): boolean {
  if (Number.isNaN(n)) return !a.int;
  if (n < a.lo || n > a.hi) return false;
  if (!a.int) return true;
  return Number.isInteger(n) ? (a.mod === 0 ? n === a.rem : mod(n - a.rem, a.mod) === 0) : !Number.isFinite(n);
}

export const sameRange = (a: Range, b: Range): boolean =>
  a.lo === b.lo && a.hi === b.hi && a.mod === b.mod && a.rem === b.rem && a.int === b.int;

export function join(a: Range, b: Range): Range {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const int = a.int && b.int;
  const m = gcd(gcd(a.mod, b.mod), a.rem - b.rem);
  return range(Math.min(a.lo, b.lo), Math.max(a.hi, b.hi), m === 0 ? 1 : m, a.rem, int);
}

/** Bounds that still grow jump to the next threshold, so that a loop is left after a few rounds. */
export function widen(old: Range, next: Range): Range {
  const both = join(old, next);
  if (isEmpty(old) || isEmpty(both)) return both;
  const lo = both.lo < old.lo ? (both.lo >= 0 ? 0 : -Infinity) : both.lo;
  const hi = both.hi > old.hi ? Infinity : both.hi;
  return range(lo, hi, both.mod === 0 ? 1 : both.mod, both.rem, both.int);
}

export function meet(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  const lo = Math.max(a.lo, b.lo);
  const hi = Math.min(a.hi, b.hi);
  const int = a.int || b.int;
  const [fine, coarse] = (a.mod === 0 ? Infinity : a.mod) >= (b.mod === 0 ? Infinity : b.mod) ? [a, b] : [b, a];
  if (fine.mod === 0) return contains(coarse, fine.rem) ? fine : EMPTY;
  // Of two congruences the finer is kept where it implies the other; combining them exactly is seldom worth it.
  if (fine.int && coarse.int && coarse.mod > 1 && mod(fine.rem - coarse.rem, gcd(fine.mod, coarse.mod)) !== 0) return EMPTY;
  return range(lo, hi, fine.int ? fine.mod : coarse.mod, fine.int ? fine.rem : coarse.rem, int);
}

export const add = (a: Range, b: Range): Range =>
  isEmpty(a) || isEmpty(b) ? EMPTY : range(a.lo + b.lo, a.hi + b.hi, gcd(a.mod, b.mod), a.rem + b.rem, a.int && b.int);

export const negate = (a: Range): Range => (isEmpty(a) ? a : range(-a.hi, -a.lo, a.mod, -a.rem, a.int));

export const subtract = (a: Range, b: Range): Range => add(a, negate(b));

const times = (x: number, y: number): number => (x === 0 || y === 0 ? 0 : x * y);

export function multiply(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  const corners = [times(a.lo, b.lo), times(a.lo, b.hi), times(a.hi, b.lo), times(a.hi, b.hi)];
  const m = gcd(gcd(a.mod * b.mod, a.mod * b.rem), b.mod * a.rem);
  const rem = a.rem * b.rem;
  const exact = m <= SAFE && Math.abs(rem) <= SAFE;
  return range(Math.min(...corners), Math.max(...corners), exact ? m : 1, exact ? rem : 0, a.int && b.int);
}

/** `a / b` of numbers: a fraction, unless the divisor is a constant that divides every member. */
export function divide(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  if (contains(b, 0) || (b.lo < 0 && b.hi > 0)) return FRACTION;
  const corners = [a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi];
  if (corners.some(Number.isNaN)) return FRACTION;
  const d = b.lo;
  const whole = isConstant(b) && a.int && b.int && mod(a.mod, Math.abs(d)) === 0 && mod(a.rem, Math.abs(d)) === 0;
  return range(Math.min(...corners), Math.max(...corners), whole ? Math.abs(a.mod / d) : 1, whole ? a.rem / d : 0, whole);
}

/** `a % b`; the sign is that of `a`. */
export function remainder(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  if (contains(b, 0) || (b.lo < 0 && b.hi > 0) || !Number.isFinite(a.lo + a.hi) && !a.int) return FRACTION;
  if (!a.int || !b.int) return range(a.lo >= 0 ? 0 : -largest(b), a.hi <= 0 ? 0 : largest(b), 1, 0, false);
  const size = largest(b) - 1;
  const lo = a.lo >= 0 ? 0 : Math.max(a.lo, -size);
  const hi = a.hi <= 0 ? 0 : Math.min(a.hi, size);
  if (!isConstant(b)) return range(lo, hi);
  if (a.lo > -largest(b) && a.hi < largest(b)) return a;
  const m = gcd(a.mod, b.rem);
  if (a.lo < 0 && a.hi > 0) return range(lo, hi, m, a.rem);
  return range(lo, hi, m, a.rem);
}

const largest = (b: Range): number => Math.max(Math.abs(b.lo), Math.abs(b.hi));

/** Rounds fractions with `round`, which is monotone. */
export const rounded = (a: Range, round: (n: number) => number): Range =>
  isEmpty(a) || a.int ? a : range(round(a.lo), round(a.hi));

export const minimum = (a: Range, b: Range): Range => extreme(a, b, Math.min);
export const maximum = (a: Range, b: Range): Range => extreme(a, b, Math.max);

function extreme(a: Range, b: Range, pick: (x: number, y: number) => number): Range {
  const both = join(a, b);
  return isEmpty(both) ? both : range(pick(a.lo, b.lo), pick(a.hi, b.hi), both.mod === 0 ? 1 : both.mod, both.rem, both.int);
}

export const absolute = (a: Range): Range =>
  isEmpty(a) || a.lo >= 0 ? a : a.hi <= 0 ? negate(a) : range(0, Math.max(-a.lo, a.hi), 1, 0, a.int);

/** ToInt32: what the bitwise operators see. */
export function toInt32(a: Range): Range {
  const whole = rounded(a, Math.trunc);
  if (isEmpty(whole) || (whole.lo >= INT32.lo && whole.hi <= INT32.hi)) return whole;
  if (isConstant(whole)) return single(whole.lo | 0);
  const m = gcd(whole.mod, 2 ** 32);
  return range(INT32.lo, INT32.hi, m, whole.rem, true);
}

const toUint32 = (a: Range): Range => {
  const whole = rounded(a, Math.trunc);
  if (isEmpty(whole) || (whole.lo >= 0 && whole.hi < 2 ** 32)) return whole;
  if (isConstant(whole)) return single(whole.lo >>> 0);
  return range(0, 2 ** 32 - 1, gcd(whole.mod, 2 ** 32), whole.rem);
};

export function shiftLeft(a: Range, b: Range): Range {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  const from = toInt32(a);
  if (!isConstant(b)) return range(INT32.lo, INT32.hi);
  return toInt32(multiply(from, single(2 ** (b.lo & 31))));
}

export function shiftRight(a: Range, b: Range): Range {
  return shifted(toInt32(a), b, INT32.lo, INT32.hi);
}

export function shiftRightUnsigned(a: Range, b: Range): Range {
  return shifted(toUint32(a), b, 0, 2 ** 32 - 1);
}

function shifted(a: Range, b: Range, lo: number, hi: number): Range {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  if (!isConstant(b)) return range(Math.min(lo, a.lo), hi);
  const d = 2 ** (b.lo & 31);
  const even = a.mod !== 0 && a.mod % d === 0;
  return range(Math.floor(a.lo / d), Math.floor(a.hi / d), even ? a.mod / d : 1, even ? Math.floor(a.rem / d) : 0);
}

/** The number of low bits that every member has in common, with their value. */
function lowBits(a: Range): { bits: number; value: number } {
  if (a.mod === 0) return { bits: 32, value: a.rem };
  const bits = Math.log2(a.mod & -a.mod);
  return { bits: Number.isFinite(bits) ? bits : 0, value: a.rem };
}

export function bitAnd(a: Range, b: Range): Range {
  const [x, y] = [toInt32(a), toInt32(b)];
  if (isEmpty(x) || isEmpty(y)) return EMPTY;
  if (isConstant(x) && isConstant(y)) return single(x.rem & y.rem);
  const [p, q] = [lowBits(x), lowBits(y)];
  // Above the common low bits, a constant with zeros there still fixes the result.
  const bits = Math.min(31, Math.max(Math.min(p.bits, q.bits), zeros(x), zeros(y)));
  const known = Math.min(p.bits, q.bits);
  const value = known >= bits ? p.value & q.value : p.value & q.value & (2 ** known - 1);
  const hi = x.lo >= 0 || y.lo >= 0 ? Math.min(x.lo >= 0 ? x.hi : Infinity, y.lo >= 0 ? y.hi : Infinity) : Math.max(x.hi, y.hi, -1);
  const lo = x.lo >= 0 || y.lo >= 0 ? 0 : INT32.lo;
  return range(lo, hi, 2 ** bits, value);
}

/** Low zero bits of every member. */
function zeros(a: Range): number {
  const { bits, value } = lowBits(a);
  let n = 0;
  while (n < bits && n < 32 && ((value >> n) & 1) === 0) n++;
  return n;
}

/** By De Morgan, so that the low ones of one operand show as its zeros do in `bitAnd`. */
export function bitOr(a: Range, b: Range): Range {
  const [x, y] = [toInt32(a), toInt32(b)];
  if (isEmpty(x) || isEmpty(y)) return EMPTY;
  const { mod: step, rem } = bitNot(bitAnd(bitNot(x), bitNot(y)));
  const { lo, hi } = combined(x, y, (p, q) => p | q);
  return step === 0 ? single(rem) : range(lo, hi, step, rem);
}

export const bitXor = (a: Range, b: Range): Range => combined(a, b, (x, y) => x ^ y);

function combined(a: Range, b: Range, op: (x: number, y: number) => number): Range {
  const [x, y] = [toInt32(a), toInt32(b)];
  if (isEmpty(x) || isEmpty(y)) return EMPTY;
  if (isConstant(x) && isConstant(y)) return single(op(x.rem, y.rem));
  const [p, q] = [lowBits(x), lowBits(y)];
  const bits = Math.min(31, p.bits, q.bits);
  const top = x.lo >= 0 && y.lo >= 0 ? 2 ** Math.ceil(Math.log2(Math.max(x.hi, y.hi) + 1)) - 1 : INT32.hi;
  return range(x.lo >= 0 && y.lo >= 0 ? 0 : INT32.lo, Math.min(top, INT32.hi), 2 ** bits, op(p.value, q.value));
}

export const bitNot = (a: Range): Range => subtract(negate(toInt32(a)), single(1));

/** `a ** b`. Where the result is rounded, so would every step of a product be, and differently. */
export function power(a: Range, b: Range): Range {
  if (!isConstant(b) || b.rem < 0 || b.rem > 64 || !b.int) return isConstant(a) && a.lo === 2 && b.int && b.lo >= 0 ? range(1, Infinity) : FRACTION;
  if (isConstant(a)) return range(a.lo ** b.lo, a.lo ** b.lo, 1, 0, a.int);
  if (!a.int) return b.lo === 1 ? a : FRACTION;
  let out = single(1);
  for (let i = 0; i < b.rem; i++) out = multiply(out, a);
  return fits(out.lo) && fits(out.hi) ? out : range(fits(out.lo) ? out.lo : -Infinity, fits(out.hi) ? out.hi : Infinity);
}
