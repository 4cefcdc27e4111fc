/** What a rule is: what it finds, how it says it, how it mends it, as three functions over the facts. */

import type { Span } from '../analysis/base/span.ts';
import { isAtLeast, surer, type Certainty } from '../analysis/facts/certainty.ts';
import type { Facts } from '../analysis/facts/facts.ts';
import type { Finding, Fix, Related } from './finding.ts';
import { Words, type Texts } from './words.ts';

export type Preset = 'recommended' | 'strict';

/** Options of one rule, as its schema allows them. `certainty` is applied by the surfaces. */
export type RuleOptions = Readonly<Record<string, unknown>>;

/** A JSON schema of one option. */
export type OptionSchema = Readonly<Record<string, unknown>>;

export interface Problem {
  readonly at: Span;
  readonly certainty: Certainty;
}

export interface Mended {
  readonly fix?: Fix;
  readonly suggestions?: readonly Fix[];
}

interface RuleFacts {
  readonly name: string;
  readonly presets: readonly Preset[];
  /** One line for the table of rules, without a full stop. */
  readonly description: string;
  readonly fixable: boolean;
  readonly hasSuggestions: boolean;
  /** Beside `certainty`, which every rule takes. */
  readonly optionsSchema?: Readonly<Record<string, OptionSchema>>;
}

export interface RuleSpec<P extends Problem> extends RuleFacts {
  find(facts: Facts, options: RuleOptions, words: Words): Iterable<P>;
  say(problem: P, words: Words): { readonly message: string; readonly related: readonly Related[] };
  mend?(problem: P, words: Words): Mended;
}

export interface RuleDefinition extends RuleFacts {
  run(facts: Facts, options: RuleOptions, texts: Texts): Finding[];
  /** Where it finds something and how surely, without the words: with the options that it has by itself, once for some facts. */
  problems(facts: Facts, texts: Texts): readonly Problem[];
}

export function defineRule<P extends Problem>(spec: RuleSpec<P>): RuleDefinition {
  const { find, say, mend, ...facts } = spec;
  const known = new WeakMap<Facts, readonly P[]>();
  const problems = (all: Facts, words: Words): readonly P[] => {
    let found = known.get(all);
    if (!found) known.set(all, (found = surest(find(all, {}, words))));
    return found;
  };
  return {
    ...facts,
    problems: (all, texts) => problems(all, new Words(all, texts)),
    run: (all, options, texts) => {
      const words = new Words(all, texts);
      const found = Object.keys(options).length === 0 ? problems(all, words) : surest(find(all, options, words));
      return found.map((problem): Finding => {
        const { message, related } = say(problem, words);
        const { fix, suggestions = [] } = mend?.(problem, words) ?? {};
        return { rule: spec.name, certainty: problem.certainty, at: problem.at, message, related: distinct(related), suggestions, ...(fix && { fix }) };
      });
    },
  };
}

/** One problem a place: the surest. */
function surest<P extends Problem>(problems: Iterable<P>): P[] {
  const byPlace = new Map<string, P>();
  for (const problem of problems) {
    const { file, start, end } = problem.at;
    const key = `${file}:${start}:${end}`;
    const known = byPlace.get(key);
    if (!known || (surer(problem.certainty, known.certainty) === problem.certainty && !isAtLeast(known.certainty, problem.certainty))) byPlace.set(key, problem);
  }
  return [...byPlace.values()];
}

const MOST_RELATED = 6;

function distinct(related: readonly Related[]): Related[] {
  const seen = new Set<string>();
  const out = related.filter(({ at, message }) => {
    const key = `${at.file}:${at.start}:${at.end}:${message}`;
    return !seen.has(key) && seen.add(key);
  });
  return out.slice(0, MOST_RELATED);
}
