/** What is computed from what one world knows is what JavaScript computes, or nothing. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computed, truthOf, type Known } from '../../rules/analysis/facts/protocol/known.ts';
import type { Instr } from '../../rules/analysis/ir/ir.ts';
import * as N from '../../rules/analysis/solve/number.ts';
import * as R from '../../rules/analysis/solve/range.ts';
import { number, type Value } from '../../rules/analysis/solve/value.ts';

const symbols = { info: () => ({ range: R.ANY, label: '', exhaustive: false, natural: true }), define: () => undefined };
const small = fc.integer({ min: -4, max: 4 });
const is = (n: number): Known => ({ is: number(N.constant(n)) });

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '===': (a, b) => a === b, '!==': (a, b) => a !== b, '==': (a, b) => a === b, '!=': (a, b) => a !== b,
  '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b,
  '&': (a, b) => a & b, '|': (a, b) => a | b, '^': (a, b) => a ^ b, '+': (a, b) => a + b, '-': (a, b) => a - b,
};

const binary = (operator: string): Instr => ({ op: 'binary', operator, left: 0, right: 1, at: [0, 0] });
const unary = (operator: string): Instr => ({ op: 'unary', operator, value: 0, at: [0, 0] });

function valueOf(value: Value): number | boolean | undefined {
  const [alt] = value;
  return alt?.k === 'num' ? N.valueOf(alt.n) : alt?.k === 'bool' ? (alt.b ?? undefined) : undefined;
}

test.each(Object.keys(OPERATORS))('a %s b, both known', (operator) => {
  fc.assert(
    fc.property(small, small, (a, b) => {
      const out = computed(binary(operator), (id) => is(id === 0 ? a : b), symbols);
      expect(out && 'is' in out ? valueOf(out.is) : undefined).toBe(OPERATORS[operator]?.(a, b));
    }),
  );
});

test.each(Object.keys(OPERATORS))('a %s b, where a is only known not to be something', (operator) => {
  fc.assert(
    fc.property(small, small, small, (a, not, b) => {
      fc.pre(a !== not);
      const known: Known = { not: [N.constant(not)], big: false };
      const out = computed(binary(operator), (id) => (id === 0 ? known : is(b)), symbols);
      if (out && 'is' in out) expect(valueOf(out.is)).toBe(OPERATORS[operator]?.(a, b));
    }),
  );
});

test('truth, and its negation', () => {
  fc.assert(
    fc.property(small, small, (a, not) => {
      expect(truthOf(is(a))).toBe(a !== 0);
      const negated = computed(unary('!'), () => is(a), symbols);
      expect(negated && truthOf(negated)).toBe(a === 0);
      fc.pre(a !== not);
      const told = truthOf({ not: [N.constant(not)], big: false });
      if (told !== undefined) expect(told).toBe(a !== 0);
    }),
  );
});
