import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as R from '../../rules/analysis/solve/range.ts';
import type { Range } from '../../rules/analysis/solve/range.ts';
import { FRACTIONS, INTEGERS, rangeWith, show } from '../kit/numbers.ts';

const RANGES = fc.oneof(
  INTEGERS.chain(rangeWith).map(({ range }) => range),
  FRACTIONS.chain(rangeWith).map(({ range }) => range),
  fc.constantFrom(R.ANY, R.FRACTION, R.EMPTY),
);

/** Whether every member of `a` is one of `b`, as far as the two can tell. */
const isWithin = (a: Range, b: Range): boolean => R.isEmpty(a) || R.sameRange(R.join(a, b), b);

describe('the lattice', () => {
  test('join is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(RANGES, RANGES, RANGES, (a, b, c) => {
        expect(R.join(a, a)).toEqual(a);
        expect(R.join(a, b)).toEqual(R.join(b, a));
        expect(R.join(R.join(a, b), c)).toEqual(R.join(a, R.join(b, c)));
      }),
      { numRuns: 2000 },
    );
  });

  test('join is an upper bound, and empty is below everything', () => {
    fc.assert(
      fc.property(RANGES, RANGES, (a, b) => {
        expect(isWithin(a, R.join(a, b))).toBe(true);
        expect(isWithin(R.EMPTY, a)).toBe(true);
        expect(R.join(a, R.EMPTY)).toEqual(a);
      }),
    );
  });

  test('join has the members of both, meet those that both have', () => {
    fc.assert(
      fc.property(INTEGERS.chain(rangeWith), RANGES, ({ range, member }, other) => {
        expect(R.contains(range, member)).toBe(true);
        expect(R.contains(R.join(range, other), member)).toBe(true);
        if (R.contains(other, member)) expect(R.contains(R.meet(range, other), member), show(R.meet(range, other))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('widening is above both, and repeating it ends', () => {
    fc.assert(
      fc.property(RANGES, fc.array(RANGES, { minLength: 200, maxLength: 200 }), (start, rest) => {
        let at = start;
        let steps = 0;
        for (const next of rest) {
          const wider = R.widen(at, next);
          expect(isWithin(at, wider) && isWithin(next, wider), `${show(at)} ∇ ${show(next)} = ${show(wider)}`).toBe(true);
          if (!R.sameRange(wider, at)) steps++;
          at = wider;
        }
        // Two bounds with a threshold each, the integers, and a divisor chain.
        expect(steps).toBeLessThan(64);
      }),
      { numRuns: 200 },
    );
  });
});

type Binary = [string, (a: Range, b: Range) => Range, (x: number, y: number) => number];
const BINARY: Binary[] = [
  ['+', R.add, (x, y) => x + y],
  ['-', R.subtract, (x, y) => x - y],
  ['*', R.multiply, (x, y) => x * y],
  ['/', R.divide, (x, y) => x / y],
  ['%', R.remainder, (x, y) => x % y],
  ['<<', R.shiftLeft, (x, y) => x << y],
  ['>>', R.shiftRight, (x, y) => x >> y],
  ['>>>', R.shiftRightUnsigned, (x, y) => x >>> y],
  ['&', R.bitAnd, (x, y) => x & y],
  ['|', R.bitOr, (x, y) => x | y],
  ['^', R.bitXor, (x, y) => x ^ y],
  ['**', R.power, (x, y) => x ** y],
  ['min', R.minimum, Math.min],
  ['max', R.maximum, Math.max],
];

type Unary = [string, (a: Range) => Range, (x: number) => number];
const UNARY: Unary[] = [
  ['-', R.negate, (x) => -x],
  ['~', R.bitNot, (x) => ~x],
  ['| 0', R.toInt32, (x) => x | 0],
  ['abs', R.absolute, Math.abs],
  ['trunc', (a) => R.rounded(a, Math.trunc), Math.trunc],
  ['floor', (a) => R.rounded(a, Math.floor), Math.floor],
  ['ceil', (a) => R.rounded(a, Math.ceil), Math.ceil],
  ['round', (a) => R.rounded(a, Math.round), Math.round],
];

/**
 * Beyond 2^53 numbers are rounded, and the contract takes an unknown to be an integer that is exact. Nor is NaN followed
 * through a product or a rounding: an index that is one is another bug.
 */
const isExact = (n: number): boolean => Math.abs(n) <= Number.MAX_SAFE_INTEGER;
const isFollowed = (name: string, result: number): boolean => isExact(result) || (Number.isNaN(result) && (name === '/' || name === '%'));

describe('an operator on ranges has the results on their members', () => {
  const OPERANDS = fc.oneof({ weight: 4, arbitrary: INTEGERS }, FRACTIONS);

  test.each(BINARY)('%s', (name, abstract, concrete) => {
    fc.assert(
      fc.property(OPERANDS.chain(rangeWith), OPERANDS.chain(rangeWith), (a, b) => {
        const result = concrete(a.member, b.member);
        if (!isFollowed(name, result)) return;
        const range = abstract(a.range, b.range);
        expect(R.contains(range, result), `${a.member}, ${b.member}: ${result} in ${show(a.range)}, ${show(b.range)}: ${show(range)}`).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test.each(UNARY)('%s a', (_, abstract, concrete) => {
    fc.assert(
      fc.property(OPERANDS.chain(rangeWith), (a) => {
        if (!isExact(concrete(a.member))) return;
        const range = abstract(a.range);
        expect(R.contains(range, concrete(a.member)), `${a.member}: ${concrete(a.member)} in ${show(a.range)}: ${show(range)}`).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test.each(BINARY)('%s of constants is exact', (name, abstract, concrete) => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -40, max: 40 }), (x, y) => {
        const result = concrete(x, y);
        if (!Number.isInteger(result) || !isExact(result) || (name === '**' && (y < 0 || y > 8))) return;
        const { lo, hi } = abstract(R.single(x), R.single(y));
        expect([lo + 0, hi + 0]).toEqual([result + 0, result + 0]);
      }),
    );
  });
});
