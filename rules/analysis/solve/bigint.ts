/** BigInts as abstract numbers: they neither wrap nor round, their division truncates, and their shifts multiply. */

import * as N from './number.ts';
import type { Num, Symbols } from './number.ts';
import * as R from './range.ts';

/** `a operator b` as JavaScript computes it on BigInts. */
export function operateBig(operator: string, a: Num, b: Num, symbols: Symbols): Num {
  switch (operator) {
    case '/':
      return quotient(a, b, symbols);
    case '<<':
    case '>>':
      return shifted(operator, a, N.valueOf(b), symbols);
    case '&':
    case '|':
    case '^':
      return bitwise(operator, a, b, symbols);
    default:
      return N.operate(operator, a, b, symbols);
  }
}

/** `-a`, `~a`: no BigInt is too long for its complement. */
export const operateBigUnary = (operator: string, a: Num, symbols: Symbols): Num =>
  operator === '~' ? N.subtract(N.scale(a, -1), N.constant(1)) : N.operateUnary(operator, a, symbols);

function quotient(a: Num, b: Num, symbols: Symbols): Num {
  const exact = N.operate('/', a, b, symbols);
  return N.isInteger(exact, symbols) ? exact : N.operateUnary('trunc', exact, symbols);
}

function shifted(operator: '<<' | '>>', a: Num, by: number | undefined, symbols: Symbols): Num {
  if (by === undefined || by < 0 || by >= 64) return N.ranged(R.ANY);
  if (operator === '<<') return N.scale(a, 2 ** by);
  return N.operateUnary('floor', N.operate('/', a, N.constant(2 ** by), symbols), symbols);
}

/** The operators of numbers where both sides fit 32 bits; else what a mask says: its low bits are the same at any width. */
function bitwise(operator: string, a: Num, b: Num, symbols: Symbols): Num {
  if ([a, b].every((one) => fitsInt32(N.rangeOf(one, symbols)))) return N.operate(operator, a, b, symbols);
  const mask = operator === '&' ? (N.valueOf(b) ?? N.valueOf(a)) : undefined;
  if (mask === undefined) return N.ranged(R.ANY);
  if (mask >= 0) return N.ranged(R.range(0, mask));
  return N.isPowerOfTwo(-mask) ? N.ranged(R.range(-Infinity, Infinity, -mask, 0)) : N.ranged(R.ANY);
}

const fitsInt32 = (a: R.Range): boolean => a.lo >= -(2 ** 31) && a.hi < 2 ** 31;
