/**
 * The engine against running programs: whatever bytes a program touches, the engine must have said that it might; and what
 * it calls proven must happen.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineMap } from '../../rules/analysis/base/span.ts';
import type { Access, Facts } from '../../rules/analysis/facts/facts.ts';
import { presetSettings } from '../../rules/kit/lint.ts';
import * as N from '../../rules/analysis/solve/number.ts';
import * as R from '../../rules/analysis/solve/range.ts';
import { lintOf } from '../kit/check.ts';
import { RANDOM_PROGRAMS, type How, type RandomProgram, type Trace } from '../kit/random-program.ts';

interface Touched {
  readonly line: number;
  /** The line that allocates its region. */
  readonly region: number;
  readonly how: How;
  readonly start: number;
  readonly end: number;
}

interface Made {
  readonly line: number;
  readonly threw: boolean;
  readonly aligned: boolean;
}

interface Run {
  readonly touched: Touched[];
  readonly made: Made[];
  /** It ended with an exception. */
  readonly threw: boolean;
}

/** Everything that a run touches, up to an exception. */
function run({ traced }: RandomProgram): Run {
  const touched: Touched[] = [];
  const made: Made[] = [];
  let regions: readonly ArrayBufferLike[] = [];
  const add = (line: number, view: ArrayBufferView, start: number, end: number, how: How): void => {
    if (end > start) touched.push({ line, region: regions.indexOf(view.buffer) + 1, how, start: view.byteOffset + start, end: view.byteOffset + end });
  };
  const relative = (n: number, length: number): number => (n < 0 ? Math.max(length + n, 0) : Math.min(n, length));
  const trace: Trace = {
    regions: (all) => {
      regions = all;
    },
    element: (line, view, index, how) => {
      const at = how.startsWith('atomic') ? Math.trunc(index) : index;
      const size = view.BYTES_PER_ELEMENT;
      if (Number.isInteger(at) && at >= 0 && at < view.length) add(line, view, at * size, (at + 1) * size, how);
    },
    span: (line, view, from, to, how) => {
      const [start, end] = [relative(from, view.length), relative(to, view.length)];
      add(line, view, start * view.BYTES_PER_ELEMENT, end * view.BYTES_PER_ELEMENT, how);
    },
    put: (line, view, at, count) => {
      if (at >= 0 && at + count <= view.length) add(line, view, at * view.BYTES_PER_ELEMENT, (at + count) * view.BYTES_PER_ELEMENT, 'write');
    },
    make: (line, offset, size, make) => {
      let threw = false;
      try {
        make();
      } catch {
        threw = true;
      }
      made.push({ line, threw, aligned: Math.trunc(offset) % size === 0 });
    },
    field: (line, view, at, width, how) => {
      if (at >= 0 && at + width <= view.byteLength) add(line, view, at, at + width, how);
    },
  };
  try {
    new Function('$', traced)(trace);
    return { touched, made, threw: false };
  } catch {
    return { touched, made, threw: true };
  }
}

function factsOf(source: string): { facts: Facts; lines: LineMap; lint: ReturnType<typeof lintOf> } {
  const lint = lintOf(new Map([['main.js', source]]));
  const [component] = lint.components();
  if (!component) throw new Error('A program that names shared memory is a component.');
  return { facts: lint.analyse(component).facts, lines: new LineMap(source), lint };
}

const kindOf = ({ event }: Access): How => `${event.atomic ? 'atomic ' : ''}${event.reads && event.writes ? 'update' : event.writes ? 'write' : 'read'}` as How;

/** Whether an access that the engine saw can be one that happened. */
function covers(facts: Facts, lines: LineMap, access: Access, one: Touched): boolean {
  const { start, starts, width, end } = access.event.footprint;
  const { at } = facts.region(access.event.view.origin);
  if (kindOf(access) !== one.how || !at || lines.position(at.start).line !== one.region) return false;
  if (end === undefined) return R.contains(starts, one.start) && one.end - one.start === width;
  const first = N.rangeOf(start, facts.symbols);
  const last = end ? N.rangeOf(end, facts.symbols) : R.ANY;
  return first.lo <= one.start && last.hi >= one.end;
}

test('what runs was seen', () => {
  fc.assert(
    fc.property(RANDOM_PROGRAMS, (program) => {
      const { touched } = run(program);
      const { facts, lines } = factsOf(program.source);
      const accesses = facts.seen('access').map((access) => ({ access, line: lines.position(access.at.start).line }));
      const missed = touched.filter((one) => !accesses.some(({ access, line }) => line === one.line && covers(facts, lines, access, one)));
      expect(missed, program.source).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 120_000);

test('accesses that meet are reported, and what is proven to meet does', () => {
  fc.assert(
    fc.property(RANDOM_PROGRAMS, (program) => {
      const { touched, threw } = run(program);
      const { lint, lines } = factsOf(program.source);
      const rule = lint.findings('/p/main.js', presetSettings('strict')).filter(({ rule: name }) => name === 'no-mixed-access');
      const merged = rule.some(({ message }) => /\d+ plain accesses/.test(message));
      const atomic = touched.filter(({ how }) => how.startsWith('atomic'));
      const mixed = touched.filter((one) => !one.how.startsWith('atomic') && atomic.some((other) => one.region === other.region && one.start < other.end && other.start < one.end && !(one.how === 'read' && other.how === 'atomic read')));
      const lineOf = (at: { readonly start: number }): number => lines.position(at.start).line;
      const found = new Set(rule.map(({ at }) => lineOf(at)));
      if (!merged) for (const { line } of mixed) expect(found.has(line), `line ${line} of\n${program.source}`).toBe(true);
      if (threw) return;
      // Both sides of a proven finding meet, if both run.
      const ran = new Set(touched.map(({ line }) => line));
      for (const { at, certainty, related } of rule) {
        const [line, other] = [lineOf(at), related[0] && lineOf(related[0].at)];
        if (certainty === 'proven' && ran.has(line) && other !== undefined && ran.has(other)) expect(mixed.map((one) => one.line), `line ${line} is proven in\n${program.source}`).toContain(line);
      }
    }),
    { numRuns: 300 },
  );
}, 120_000);

test('views that throw for their offset are reported, and what is proven to throw does', () => {
  fc.assert(
    fc.property(RANDOM_PROGRAMS, (program) => {
      const { made, threw: ended } = run(program);
      const { lint, lines } = factsOf(program.source);
      const found = new Map(lint.findings('/p/main.js', presetSettings('strict')).flatMap(({ rule, at, certainty }) => (rule === 'aligned-view' ? [[lines.position(at.start).line, certainty] as const] : [])));
      for (const { line, aligned } of made) if (!aligned) expect(found.has(line), `line ${line} of\n${program.source}`).toBe(true);
      for (const [line, certainty] of found) {
        const ran = made.filter((one) => one.line === line);
        if (certainty === 'proven' && ran.length > 0 && !ended) expect(ran.some(({ threw }) => threw), `line ${line} is proven in\n${program.source}`).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
}, 120_000);
