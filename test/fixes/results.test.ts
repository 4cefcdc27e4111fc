/** A safe fix never changes the result of a single-threaded run: generated programs give the same with it and without. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEdits, compatible } from '../../rules/kit/apply-edits.ts';
import { findingsOf, lintOf } from '../kit/check.ts';

const KINDS = ['Int8Array', 'Uint8Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'BigInt64Array', 'BigUint64Array', 'Float64Array', 'Uint8ClampedArray'] as const;
const isBig = (kind: string): boolean => kind.startsWith('Big');

const index = fc.constantFrom('0', '1', '3', '4', '9', 'i', 'i + 1', 'i & 3', 'n', '-1', '0.5');
const operand = (big: boolean) =>
  big
    ? fc.constantFrom('1n', '-3n', '2n ** 70n', 'BigInt(n)', 'b', '1n + b', '1')
    : fc.constantFrom('1', '-3', '0.5', '2 ** 33', '300', 'n', 'n / 2', 'NaN', "'7'", 'undefined', '(n, 2)', 'n > 1 ? 5 : 6', '1n');

const statement = (big: boolean): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(index, fc.constantFrom('=', '+=', '-=', '&=', '|=', '^=', '*=', '<<='), operand(big)).map(([at, operator, by]) => `v[${at}] ${operator} ${by};`),
    fc.tuple(index, fc.constantFrom('++', '--')).map(([at, operator]) => `v[${at}]${operator};`),
    index.map((at) => `--v[${at}];`),
    index.map((at) => `out.push(v[${at}]);`),
    fc.tuple(index, operand(big)).map(([at, by]) => `out.push(v[${at}] = ${by});`),
    index.map((at) => `out.push(v[${at}]++);`),
    fc.tuple(index, index, operand(big)).map(([at, other, by]) => `if (v[${at}]) v[${other}] = ${by};`),
    fc.tuple(index, operand(big)).map(([at, by]) => `for (const x of [1, 2]) v[${at}] += ${by};`),
    operand(big).map((by) => `for (let k = 0; k < v.length; k++) v[k] = ${by};`),
    index.map((at) => `[v[${at}]] = [v[0]];`),
  );

const program = fc.constantFrom(...KINDS).chain((kind) =>
  fc.array(statement(isBig(kind)), { minLength: 1, maxLength: 6 }).map((statements) => [
    `const v = new ${kind}(new SharedArrayBuffer(${isBig(kind) || kind === 'Float64Array' ? 32 : 16}));`,
    'const out = [];',
    'export function run(n, b) {',
    '  for (let i = 0; i < 4; i++) {',
    ...statements.map((one) => `    ${one}`),
    '  }',
    '}',
    `export const store = () => Atomics.store(v, 0, ${isBig(kind) ? '1n' : '1'});`,
    `export const add = (at) => Atomics.add(v, at, ${isBig(kind) ? '1n' : '1'});`,
    '',
  ].join('\n')),
);

/** What a run leaves, or the kind of error that it ends with. */
function result(text: string): string {
  const body = `${text.replaceAll('export ', '')}\nlet error = null; try { run(2, 5n); } catch (e) { error = e.name; }\nreturn [error, out, Array.from(v)];`;
  return JSON.stringify(new Function(body)(), (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : typeof value === 'number' && !Number.isFinite(value) ? String(value) : value));
}

function fixed(text: string): string {
  const findings = [...findingsOf(lintOf(new Map([['main.js', text]])), 'strict').values()].flat();
  return applyEdits(text, compatible(findings.flatMap(({ fix }) => fix ?? [])).flatMap(({ edits }) => edits));
}

it('gives the same result', { timeout: 120_000 }, () => {
  let changed = 0;
  fc.assert(
    fc.property(program, (text) => {
      const after = fixed(text);
      if (after === text) return;
      changed++;
      expect(result(after), after).toBe(result(text));
    }),
    { numRuns: 400 },
  );
  expect(changed).toBeGreaterThan(50);
});
