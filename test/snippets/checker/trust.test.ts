import { describe, expect, it } from 'vitest';
import { byDpor, byEnumeration, campaign, disagreements, exploreAll, programOf, reference } from '../../../snippets/checker/trust/compare.ts';
import { dependenceMutants, known, whereNoticed } from '../../../snippets/checker/trust/dependence.ts';
import { textOf } from '../../../snippets/checker/trust/program.ts';

describe('the number of executions', () => {
  it.each(known())('of $name is $expected ($source)', ({ executions, expected }) => {
    expect(executions).toBe(expected);
  });
});

describe('random small programs', () => {
  it('have the outcomes, races and blocked threads that plain enumeration finds, each class of schedules once', () => {
    const { programs, races, stuck, problems } = campaign(0, 200);
    expect(problems).toEqual([]);
    expect({ programs, races: races > 10, stuck: stuck > 20 }).toEqual({ programs: 200, races: true, stuck: true });
  });

  it('are told from programs with other outcomes: the comparison can fail', () => {
    const naive = reference(programOf(11))!;
    const other = exploreAll(textOf(programOf(12)), byDpor());
    expect(disagreements(other, naive)).not.toEqual([]);
  });

  // An odd number a step, so that every flavour comes up.
  it.each(Array.from({ length: 25 }, (_, i) => 3 + 13 * i))('program %i: the referee, on the functions as they are, agrees with the workhorse', (seed) => {
    const text = textOf(programOf(seed));
    const workhorse = exploreAll(text, byDpor());
    const referee = exploreAll(text, byEnumeration, 'referee');
    const spins = text.includes('while');
    const comparable = (x: typeof referee): unknown => ({ outcomes: [...x.outcomes].sort(), races: x.races, stuck: x.stuck, surprises: x.surprises, executions: spins ? 0 : x.executions });
    expect(comparable(referee)).toEqual(comparable(workhorse));
  });
});

describe('the dependence relation', () => {
  it.each(dependenceMutants)('is not held to be right when $name', (mutant) => {
    expect(whereNoticed(mutant, 300)).toBeDefined();
  });
});
