import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operateBig, operateBigUnary } from '../../rules/analysis/solve/bigint.ts';
import * as N from '../../rules/analysis/solve/number.ts';
import * as R from '../../rules/analysis/solve/range.ts';
import { INTEGERS, rangeWith, show } from '../kit/numbers.ts';
import { tableOf } from '../kit/symbols.ts';

const BINARY: Readonly<Record<string, (x: bigint, y: bigint) => bigint>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '%': (x, y) => x % y,
  '<<': (x, y) => x << y,
  '>>': (x, y) => x >> y,
  '&': (x, y) => x & y,
  '|': (x, y) => x | y,
  '^': (x, y) => x ^ y,
};

const OPERANDS = fc.tuple(INTEGERS.chain(rangeWith), fc.constantFrom('named', 'unnamed'));
const AMOUNTS = fc.integer({ min: -70, max: 70 }).chain(rangeWith);

/** What JavaScript gives, if it gives something that can be compared. */
function computed(compute: () => bigint): number | undefined {
  try {
    const result = compute();
    return result > -(2n ** 53n) && result < 2n ** 53n ? Number(result) : undefined;
  } catch {
    return undefined;
  }
}

test.each(Object.entries(BINARY))('%s', (operator, concrete) => {
  const isShift = operator === '<<' || operator === '>>';
  fc.assert(
    fc.property(OPERANDS, isShift ? fc.tuple(AMOUNTS, fc.constant('unnamed')) : OPERANDS, ([a, nameA], [b, nameB]) => {
      const result = computed(() => concrete(BigInt(a.member), BigInt(b.member)));
      if (result === undefined) return;
      const table = tableOf({ i: a.range, j: b.range });
      const [x, y] = [nameA === 'named' ? N.symbolic('i') : N.ranged(a.range), nameB === 'named' ? N.symbolic('j') : N.ranged(b.range)];
      const range = N.rangeOf(operateBig(operator, x, y, table), table);
      expect(R.contains(range, result), `${a.member}n ${operator} ${b.member}n = ${result} in ${show(a.range)}, ${show(b.range)}: ${show(range)}`).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['-', (x: bigint) => -x],
  ['~', (x: bigint) => ~x],
])('%s a', (operator, concrete) => {
  fc.assert(
    fc.property(INTEGERS.chain(rangeWith), ({ range, member }) => {
      const table = tableOf({ i: range });
      const result = N.rangeOf(operateBigUnary(operator, N.symbolic('i'), table), table);
      expect(R.contains(result, Number(concrete(BigInt(member)))), `${member}n: ${show(result)}`).toBe(true);
    }),
  );
});

test('idioms stay aligned', () => {
  const table = tableOf({});
  const n = N.symbolic('n');
  const op = (operator: string, a: N.Num, b: number): N.Num => operateBig(operator, a, N.constant(b), table);
  for (const a of [op('&', op('+', n, 7), -8), op('<<', op('>>', n, 3), 3), op('*', op('/', n, 8), 8)]) expect(N.rangeOf(a, table)).toMatchObject({ mod: 8, rem: 0 });
});
