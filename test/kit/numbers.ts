import fc from 'fast-check';
import * as R from '../../rules/analysis/solve/range.ts';
import type { Range } from '../../rules/analysis/solve/range.ts';

const POWERS = Array.from({ length: 52 }, (_, i) => 2 ** i);

/** Integers as index code has them: small, around powers of two, now and then large. */
export const INTEGERS: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -40, max: 40 }) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...POWERS), fc.integer({ min: -9, max: 9 }), fc.constantFrom(1, -1)).map(([power, by, sign]) => sign * (power + by)) },
  { weight: 1, arbitrary: fc.integer() },
);

/** Fractions, infinities and NaN. */
export const FRACTIONS: fc.Arbitrary<number> = fc.oneof(
  fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(2, 3, 8, 10)).map(([n, by]) => n / by),
  fc.constantFrom(NaN, Infinity, -Infinity, -0.5, 2 ** 40 + 0.5),
);

/** A range that has a member, with it: anything from the number alone to all numbers. */
export const rangeWith = (member: number): fc.Arbitrary<{ range: Range; member: number }> =>
  fc
    .record({
      below: fc.oneof(fc.nat(100), fc.constantFrom(0, 2 ** 31, Infinity)),
      above: fc.oneof(fc.nat(100), fc.constantFrom(0, 2 ** 31, Infinity)),
      mod: fc.constantFrom(1, 1, 2, 3, 4, 6, 8, 12, 16, 64, 4096),
    })
    .map(({ below, above, mod }) => ({ member, range: rangeAround(member, below, above, mod) }));

function rangeAround(member: number, below: number, above: number, mod: number): Range {
  if (Number.isNaN(member)) return R.FRACTION;
  if (!Number.isFinite(member)) return member < 0 ? R.range(-Infinity, above, 1, 0, false) : R.range(-below, Infinity, 1, 0, false);
  return R.range(member - below, member + above, mod, R.mod(member, mod), Number.isInteger(member));
}

export const show = ({ lo, hi, mod, rem, int }: Range): string => `[${lo}, ${hi}] ≡ ${rem} mod ${mod}${int ? '' : ', fractions'}`;
