/** Applying any one fix or suggestion leaves a program that parses, without the finding and without a new one. */

import { describe, expect, it } from 'vitest';
import { RULES } from '../../rules/kit/registry.ts';
import { readCases } from '../kit/cases.ts';
import { lintOf } from '../kit/check.ts';
import { complaints, mendsOf } from './mending.ts';

const cases = readCases();
const mended = new Set<string>();

describe.each([...new Set(cases.map(({ rule }) => rule))])('%s', (rule) => {
  it.each(cases.filter((one) => one.rule === rule).map(({ name, program }) => [name, program] as const))('%s', (_, program) => {
    const lint = lintOf(program.files);
    const wrong = mendsOf(lint).flatMap((mend) => {
      mended.add(mend.finding.rule);
      return complaints(program, lint, mend).map((complaint) => `${mend.finding.rule} at ${mend.finding.at.file}:${mend.finding.at.start}, “${mend.fix.title}”: ${complaint}`);
    });
    expect(wrong).toEqual([]);
  });
});

it('every rule that mends something is among them', () => {
  const mending = RULES.filter(({ fixable, hasSuggestions }) => fixable || hasSuggestions).map(({ name }) => name);
  expect(mending.filter((name) => !mended.has(name))).toEqual([]);
});
