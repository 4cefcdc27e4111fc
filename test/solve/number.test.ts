import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as N from '../../rules/analysis/solve/number.ts';
import type { Num, Symbols } from '../../rules/analysis/solve/number.ts';
import * as R from '../../rules/analysis/solve/range.ts';
import { INTEGERS, rangeWith, show } from '../kit/numbers.ts';
import { tableOf } from '../kit/symbols.ts';

/** An expression as index code has it; a leaf is a symbol, a constant, or an unnamed number of a range. */
type Expression =
  | { readonly leaf: number; readonly as: 'constant' | 'unnamed' | string }
  | { readonly operator: string; readonly operands: readonly Expression[] };

const BINARY: Readonly<Record<string, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '%': (x, y) => x % y,
  '<<': (x, y) => x << y,
  '>>': (x, y) => x >> y,
  '>>>': (x, y) => x >>> y,
  '&': (x, y) => x & y,
  '|': (x, y) => x | y,
  '^': (x, y) => x ^ y,
  min: Math.min,
  max: Math.max,
};
const UNARY: Readonly<Record<string, (x: number) => number>> = {
  '-': (x) => -x,
  '+': (x) => x,
  '~': (x) => ~x,
  trunc: Math.trunc,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  abs: Math.abs,
};
const BY = fc.constantFrom(1, 2, 3, 4, 7, 8, 12, 16, -1, -8, ~7, 0, 5, 31, 32).map((leaf): Expression => ({ leaf, as: 'constant' }));
const NAMES = ['i', 'j', 'n'];

const EXPRESSIONS = fc.letrec<{ any: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(fc.record({ leaf: fc.constant(0), as: fc.constantFrom(...NAMES) }), fc.record({ leaf: INTEGERS, as: fc.constantFrom('constant', 'unnamed') })),
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    tie('leaf'),
    fc.record({ operator: fc.constantFrom(...Object.keys(BINARY)), operands: fc.tuple(tie('any'), BY) }),
    fc.record({ operator: fc.constantFrom(...Object.keys(BINARY)), operands: fc.tuple(tie('any'), tie('any')) }),
    fc.record({ operator: fc.constantFrom(...Object.keys(UNARY)), operands: fc.tuple(tie('any')) }),
  ),
})).any;

/** What the named symbols are in one run: a number each, and a range that has it. */
const RUNS = fc.tuple(...NAMES.map(() => INTEGERS.chain(rangeWith)));

type Run = readonly { range: R.Range; member: number }[];

const tableOfRun = (run: Run): Symbols => tableOf(Object.fromEntries(run.map(({ range }, i) => [NAMES[i] ?? '', range])));

/** Undefined where a number on the way is rounded (too large, or a fraction such as 0.8), or is NaN: neither is followed. */
function evaluate(e: Expression, run: Run): number | undefined {
  if ('leaf' in e) return NAMES.includes(e.as) ? run[NAMES.indexOf(e.as)]?.member : e.leaf;
  const [x, y] = e.operands.map((operand) => evaluate(operand, run));
  if (x === undefined || (e.operands.length > 1 && y === undefined)) return undefined;
  const result = e.operands.length > 1 ? BINARY[e.operator]?.(x, y ?? 0) : UNARY[e.operator]?.(x);
  return result !== undefined && Math.abs(result) < 2 ** 50 && Number.isInteger(result * 1024) ? result : undefined;
}

function abstract(e: Expression, table: Symbols): Num {
  if ('leaf' in e) return NAMES.includes(e.as) ? N.symbolic(e.as) : e.as === 'constant' ? N.constant(e.leaf) : N.ranged(R.range(e.leaf - 3, e.leaf + 5));
  const [x, y] = e.operands.map((operand) => abstract(operand, table));
  if (!x) throw new Error('an operator without operands');
  return y ? N.operate(e.operator, x, y, table) : N.operateUnary(e.operator, x, table);
}

const written = (e: Expression): string =>
  'leaf' in e ? (NAMES.includes(e.as) ? e.as : e.as === 'constant' ? String(e.leaf) : `?${e.leaf}`) : `(${e.operands.map(written).join(` ${e.operator} `)}${e.operands.length === 1 ? ` ${e.operator}` : ''})`;

const describeCase = (e: Expression, run: Run, result: number, a: Num, table: Symbols): string =>
  `${written(e)} = ${result} for ${run.map(({ member, range }, i) => `${NAMES[i]} = ${member} of ${show(range)}`).join('; ')}\n${N.key(a)}: ${show(N.rangeOf(a, table))}`;

const isWhole = (n: number): boolean => Number.isInteger(n);

describe('an expression lies in what is derived for it', () => {
  test('in its range, its congruences and its concrete form', () => {
    fc.assert(
      fc.property(EXPRESSIONS, RUNS, (e, run) => {
        const result = evaluate(e, run);
        if (result === undefined) return;
        const table = tableOfRun(run);
        const a = abstract(e, table);
        const message = describeCase(e, run, result, a, table);
        expect(R.contains(N.rangeOf(a, table), result), message).toBe(true);
        expect(R.contains(N.concrete(a, table), result), `concrete: ${message}`).toBe(true);
        for (const m of [2, 4, 8, 12]) {
          const { mod, rem } = N.congruence(a, m, table);
          if (isWhole(result)) expect(mod === 0 ? result === rem : R.mod(result - rem, mod) === 0, `modulo ${m}: ${mod}, ${rem}; ${message}`).toBe(true);
          else expect(mod, message).toBe(1);
        }
        if (N.isInteger(a, table)) expect(isWhole(result), message).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  }, 60_000);

  test('so does the difference of two: equal forms are equal numbers', () => {
    fc.assert(
      fc.property(EXPRESSIONS, EXPRESSIONS, RUNS, (e, f, run) => {
        const [x, y] = [evaluate(e, run), evaluate(f, run)];
        if (x === undefined || y === undefined) return;
        const table = tableOfRun(run);
        const [a, b] = [abstract(e, table), abstract(f, table)];
        const difference = N.rangeOf(N.subtract(a, b), table);
        expect(R.contains(difference, x - y), `${describeCase(e, run, x, a, table)}\n${describeCase(f, run, y, b, table)}\n${show(difference)}`).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test('an operator on operands that differ by an unnamed number tells its results apart', () => {
    fc.assert(
      fc.property(RUNS, fc.constantFrom('%', '&', '>>', '/', '*', 'min'), BY, fc.tuple(fc.nat(5), fc.nat(5)), (run, operator, by, [u, w]) => {
        const table = tableOfRun(run);
        const unnamed = N.add(N.symbolic('i'), N.ranged(R.range(0, 5)));
        const i = run[0]?.member ?? 0;
        const applied = (shift: number): number | undefined => evaluate({ operator, operands: [{ leaf: i + shift, as: 'constant' }, by] }, run);
        const [x, y] = [applied(u), applied(w)];
        if (x === undefined || y === undefined) return;
        const result = N.operate(operator, unnamed, abstract(by, table), table);
        expect(R.contains(N.rangeOf(N.subtract(result, result), table), x - y), `${i + u}, ${i + w}: ${N.key(result)}`).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('idioms stay aligned', () => {
  const n = N.symbolic('n');
  const table = tableOf({});
  const op = (operator: string, a: Num, b: number): Num => N.operate(operator, a, N.constant(b), table);

  test.each<[string, Num]>([
    ['(n + 7) & ~7', op('&', op('+', n, 7), ~7)],
    ['Math.ceil(n / 8) * 8', op('*', N.operateUnary('ceil', op('/', n, 8), table), 8)],
    ['n - n % 8', N.subtract(n, op('%', n, 8))],
    ['n - (n & 7)', N.subtract(n, op('&', n, 7))],
    ['n + (8 - n % 8)', N.add(n, N.subtract(N.constant(8), op('%', n, 8)))],
    ['(n >> 3) << 3', op('<<', op('>>', n, 3), 3)],
    ['n << 3', op('<<', n, 3)],
    ['n * 16 + 8', op('+', op('*', n, 16), 8)],
    ['(n | 7) + 1', op('+', op('|', n, 7), 1)],
  ])('%s', (_, a) => {
    const { mod, rem } = N.congruence(a, 8, table);
    expect([R.mod(mod, 8), R.mod(rem, 8)]).toEqual([0, 0]);
  });
});

describe('the lattice', () => {
  const NUMS = fc.tuple(fc.constantFrom(...NAMES, ''), fc.constantFrom(1, 2, 8, -4), INTEGERS.chain(rangeWith)).map(([name, factor, { range }]): Num => {
    const base = N.ranged(range);
    return name === '' ? base : N.add(N.scale(N.symbolic(name), factor), base);
  });
  /** Whether the numbers of `a` are among those of `b`. */
  const isWithin = (a: Num, b: Num, symbols: Symbols): boolean => {
    const [x, y] = N.sameTerms(a.terms, b.terms) ? [a.base, b.base] : [N.concrete(a, symbols), N.concrete(b, symbols)];
    return R.sameRange(R.join(x, y), y);
  };

  test('join is commutative, idempotent and an upper bound', () => {
    fc.assert(
      fc.property(NUMS, NUMS, RUNS, (a, b, run) => {
        const table = tableOfRun(run);
        const joined = N.join(a, b, table);
        expect(N.sameNum(N.join(a, a, table), a)).toBe(true);
        expect(N.sameNum(joined, N.join(b, a, table))).toBe(true);
        expect(isWithin(a, joined, table) && isWithin(b, joined, table)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('join is associative as far as forms agree, and as ranges otherwise', () => {
    fc.assert(
      fc.property(NUMS, NUMS, NUMS, RUNS, (a, b, c, run) => {
        const table = tableOfRun(run);
        const [left, right] = [N.join(N.join(a, b, table), c, table), N.join(a, N.join(b, c, table), table)];
        expect(N.concrete(left, table)).toEqual(N.concrete(right, table));
      }),
      { numRuns: 2000 },
    );
  });

  test('widening is above both, and repeating it ends', () => {
    fc.assert(
      fc.property(NUMS, fc.array(NUMS, { minLength: 200, maxLength: 200 }), RUNS, (start, rest, run) => {
        const table = tableOfRun(run);
        let at = start;
        let steps = 0;
        for (const next of rest) {
          const wider = N.widen(at, next, table);
          expect(isWithin(at, wider, table) && isWithin(next, wider, table)).toBe(true);
          if (!N.sameNum(wider, at)) steps++;
          at = wider;
        }
        expect(steps).toBeLessThan(64);
      }),
      { numRuns: 100 },
    );
  });
});
