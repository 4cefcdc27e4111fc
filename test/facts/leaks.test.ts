/**
 * Flags that stay claimed, held to what happens: small functions are generated, run with every choice of their conditions,
 * and the returns that left the flag set must be just those that are reported.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineMap } from '../../rules/analysis/base/span.ts';
import { findingsOf, lintOf } from '../kit/check.ts';

type Statement =
  | { readonly kind: 'work' | 'release' | 'return' | 'break' | 'continue' }
  | { readonly kind: 'if'; readonly condition: number; readonly negated: boolean; readonly yes: readonly Statement[]; readonly no: readonly Statement[] }
  | { readonly kind: 'finally'; readonly body: readonly Statement[]; readonly last: readonly Statement[] }
  | { readonly kind: 'once'; readonly body: readonly Statement[] };

const CONDITIONS = 3;

const { block } = fc.letrec<{ block: Statement[]; statement: Statement }>((tie) => ({
  block: fc.array(tie('statement'), { maxLength: 3 }),
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Statement>({ kind: 'work' }, { kind: 'release' }, { kind: 'return' }, { kind: 'break' }, { kind: 'continue' }),
    fc.record({ kind: fc.constant('if' as const), condition: fc.nat(CONDITIONS - 1), negated: fc.boolean(), yes: tie('block'), no: tie('block') }),
    fc.record({ kind: fc.constant('finally' as const), body: tie('block'), last: fc.array(fc.constantFrom<Statement>({ kind: 'work' }, { kind: 'release' }), { maxLength: 2 }) }),
    fc.record({ kind: fc.constant('once' as const), body: tie('block') }),
  ),
}));

const CLAIM = 'if (Atomics.compareExchange(lock, 0, 0, 1) !== 0) return true;';
const TEXTS = { work: 'Atomics.add(lock, 1, 1);', release: 'Atomics.store(lock, 0, 0);' } as const;

/** The function as text; `leave` writes a statement that leaves, given its line. */
function print(body: readonly Statement[], leave: (line: number, word: string) => string): string {
  const lines = ['', CLAIM];
  const put = (statements: readonly Statement[], inLoop: boolean): void => {
    for (const one of statements) {
      switch (one.kind) {
        case 'work':
        case 'release':
          lines.push(TEXTS[one.kind]);
          break;
        case 'return':
          lines.push(leave(lines.length, 'return false'));
          return;
        case 'break':
        case 'continue':
          if (!inLoop) break;
          lines.push(leave(lines.length, one.kind));
          return;
        case 'if':
          lines.push(`if (${one.negated ? '!' : ''}c${one.condition}) {`);
          put(one.yes, inLoop);
          lines.push('} else {');
          put(one.no, inLoop);
          lines.push('}');
          break;
        case 'finally':
          lines.push('try {');
          put(one.body, inLoop);
          lines.push('} finally {');
          put(one.last, false);
          lines.push('}');
          break;
        default:
          lines.push('do {');
          put(one.body, true);
          lines.push('} while (false);');
      }
    }
  };
  put(body, false);
  return lines.slice(1).join('\n');
}

const PARAMS = Array.from({ length: CONDITIONS }, (_, i) => `c${i}`);

interface Run {
  readonly result: unknown;
  readonly isHeld: boolean;
  /** Lines of statements that left something, in order. */
  readonly left: readonly number[];
}

/** What happens, for every choice of the conditions. */
function runs(body: readonly Statement[]): Run[] {
  const text = print(body, (line, word) => `left.push(${line}); ${word};`);
  const run = new Function('lock', 'left', ...PARAMS, text) as (lock: Int32Array, left: number[], ...conditions: boolean[]) => unknown;
  return Array.from({ length: 2 ** CONDITIONS }, (_, bits): Run => {
    const lock = new Int32Array(new SharedArrayBuffer(8));
    const left: number[] = [];
    const result = run(lock, left, ...PARAMS.map((_, i) => (bits & (1 << i)) !== 0));
    return { result, isHeld: lock[0] === 1, left };
  });
}

/** Lines with a finding, but for what may throw. */
function reported(body: readonly Statement[]): Set<number> {
  const source = print(body, (_, word) => `${word};`).replace(/^/, `export function f(lock: Int32Array<SharedArrayBuffer>, ${PARAMS.map((name) => `${name}: boolean`).join(', ')}): boolean | undefined {\n`) + '\n}\n';
  const lint = lintOf(new Map([['main.ts', source]]));
  const lines = new LineMap(source);
  const found = (findingsOf(lint, 'recommended').get('main.ts') ?? []).filter(({ rule }) => rule === 'release-on-all-paths');
  // The text of the function begins on line 2.
  return new Set(found.map(({ at }) => lines.position(at.start).line - 1));
}

test('a leak is reported just where there is one', () => {
  let leaking = 0;
  fc.assert(
    fc.property(block, (body) => {
      const all = runs(body);
      const leaks = all.filter(({ isHeld }) => isHeld);
      // A function that never comes back with the flag released is there to claim.
      const isMeant = all.every(({ isHeld }) => isHeld);
      const lines = reported(body);
      if (isMeant) expect([...lines]).toEqual([]);
      else {
        if (leaks.length > 0) leaking++;
        expect(lines.size > 0).toBe(leaks.length > 0);
        // Each run that leaks leaves by a reported statement, or falls off the end past the reported claim on line 1.
        for (const { left } of leaks) expect(left.some((line) => lines.has(line)) || lines.has(1)).toBe(true);
        // A statement that every run leaves by with the flag released is not reported.
        for (const line of lines) expect(leaks.some(({ left }) => left.includes(line) || line === 1)).toBe(true);
      }
    }),
    { numRuns: 400, seed: 7 },
  );
  expect(leaking).toBeGreaterThan(40);
});
