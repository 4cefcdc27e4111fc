/** Holds the checker to the naive reference: the same outcomes, races and blocked threads on a small program. */

import { resolve } from 'node:path';
import { Dpor } from '../explore/dpor.ts';
import { Exhaustive } from '../explore/exhaustive.ts';
import type { Explorer, Exploration, Found } from '../explore/explorer.ts';
import { type EngineName, loadScenarios } from '../load-engine.ts';
import type { Engine } from '../model/engine.ts';
import { type Dependence, dependent } from '../model/effect.ts';
import { type Naive, enumerate } from './naive.ts';
import { type Flavour, type Program, randomProgram, textOf } from './program.ts';

/** What an exploration saw, failures and all. */
export interface Seen {
  readonly outcomes: ReadonlySet<string>;
  readonly races: boolean;
  readonly stuck: boolean;
  readonly executions: number;
  readonly wasted: number;
  /** Failures that a program of this kind cannot have. */
  readonly surprises: readonly string[];
}

export type Explore = (engine: Engine, onFailure: (found: Found) => boolean) => Explorer;

export const byDpor = (depends: Dependence = dependent): Explore => (engine, onFailure) => new (class extends Dpor {
  protected override onFailure(found: Found): boolean { return onFailure(found); }
})(engine.machine, depends);

export const byEnumeration: Explore = (engine, onFailure) => new (class extends Exhaustive {
  protected override onFailure(found: Found): boolean { return onFailure(found); }
})(engine.machine);

const STUCK = new Set(['deadlock', 'lost wake-up', 'livelock']);

/** Explores a program to its end, over all its failures. */
export function exploreAll(text: string, explore: Explore, name: EngineName = 'workhorse'): Seen {
  const path = resolve('virtual/program.check.ts');
  const { engine, scenarios } = loadScenarios(path, { engine: name, replace: new Map([[path, text]]) });
  engine.select(scenarios[0]!, { timeouts: 1, deaths: 1, steps: 500 });
  const outcomes = new Set<string>();
  const surprises: string[] = [];
  let races = false;
  let stuck = false;
  engine.machine.hb.onRace = () => { races = true; };
  const explorer = explore(engine, ({ failure }) => {
    if (STUCK.has(failure.kind)) stuck = true;
    else surprises.push(failure.message);
    return false;
  });
  const result: Exploration = explorer.run({ executions: 200_000, milliseconds: 60_000 }, () => { outcomes.add(engine.result?.slice(1, -1) ?? ''); });
  if (!result.complete) surprises.push('The exploration is not complete.');
  return { outcomes, races, stuck, executions: result.executions, wasted: result.wasted, surprises };
}

/** How many executions the reference may take for one program. */
const LIMIT = 60_000;

export function reference(program: Program): Naive | undefined {
  return enumerate(program, LIMIT);
}

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((x) => b.has(x));

/**
 * What the checker and the reference disagree on; nothing if all is well. Where there are races, plain values are
 * anybody's guess, and outcomes are not compared.
 */
export function disagreements(seen: Seen, naive: Naive): string[] {
  const found = [...seen.surprises];
  if (seen.races !== naive.races) found.push(`races: ${seen.races}, in truth ${naive.races}`);
  if (seen.stuck !== naive.stuck) found.push(`blocked for ever: ${seen.stuck}, in truth ${naive.stuck}`);
  if (!naive.races && !same(seen.outcomes, naive.outcomes)) found.push(`${seen.outcomes.size} outcomes, in truth ${naive.outcomes.size}`);
  return found;
}

/** Seeds take turns in what their programs use. */
export const flavourOf = (seed: number): Flavour => ({ plain: seed % 2 === 0, waiting: seed % 3 !== 0, deaths: seed % 5 === 0, awaits: seed % 7 === 0 });

export const programOf = (seed: number): Program => randomProgram(seed, flavourOf(seed));

export interface Campaign { readonly programs: number; readonly races: number; readonly stuck: number; readonly executions: number; readonly wasted: number; readonly problems: readonly string[] }

/**
 * Random programs: the checker against the reference, and its reduction against enumeration, which must find as many
 * equivalence classes.
 */
export function campaign(from: number, to: number): Campaign {
  const total = { programs: 0, races: 0, stuck: 0, executions: 0, wasted: 0, problems: [] as string[] };
  for (let seed = from; seed < to; seed++) {
    const program = programOf(seed);
    const naive = reference(program);
    if (!naive) continue;
    const text = textOf(program);
    const seen = exploreAll(text, byDpor());
    const problems = disagreements(seen, naive);
    const classes = naive.races ? seen.executions : exploreAll(text, byEnumeration).executions;
    if (classes !== seen.executions) problems.push(`${seen.executions} executions for ${classes} equivalence classes`);
    if (problems.length > 0) total.problems.push(`program ${seed}: ${problems.join('; ')}\n${text}`);
    total.programs++;
    total.races += Number(naive.races);
    total.stuck += Number(naive.stuck);
    total.executions += seen.executions;
    total.wasted += seen.wasted;
  }
  return total;
}
