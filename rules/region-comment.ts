/**
 * A `@region` comment that nothing needs, that cannot be read, or that stands where it means nothing.
 *
 * The document makes assumptions and asks the programmer to keep them: segments are aligned, nobody else touches the
 * region, the header is written by one side. Where the analysis cannot derive such a thing, a comment states it. A
 * statement that nothing depends on hides the next mistake.
 */

import { claims, factsWithout, type Claim } from './analysis/facts/claims.ts';
import type { Span } from './analysis/base/span.ts';
import type { Facts } from './analysis/facts/facts.ts';
import { defineRule, type Mended, type RuleDefinition } from './kit/define-rule.ts';
import type { Words } from './kit/words.ts';

interface Needless extends Claim {
  readonly certainty: 'proven';
}

/** `others`: the rules whose findings a comment can change. */
export const regionComment = (others: readonly RuleDefinition[]): RuleDefinition =>
  defineRule<Needless>({
    name: 'region-comment',
    presets: ['recommended', 'strict'],
    description: '`@region` comments must be readable, in their place, and needed',
    fixable: false,
    hasSuggestions: true,
    find: (facts, _, words) => needless(facts, others, words).map((claim) => ({ ...claim, certainty: 'proven' as const })),
    say: ({ comment }) => ({ message: comment.problem ?? `Nothing needs this comment: without \`@region ${comment.claim}\`, the same would be reported. Remove it, so that it does not hide what is written here later.`, related: [] }),
    mend,
  });

function needless(facts: Facts, others: readonly RuleDefinition[], words: Words): Claim[] {
  const all = claims(facts);
  if (all.length === 0) return [];
  const found = othersFound(facts, others, words);
  return all.filter((claim) => claim.comment.claim === 'invalid' || !changesFindings(factsWithout(facts, claim), found, words));
}

interface Found {
  readonly rule: RuleDefinition;
  readonly findings: ReadonlySet<string>;
}

/** What the other rules find, the quick ones first: one that finds something else settles a claim. */
function othersFound(facts: Facts, others: readonly RuleDefinition[], words: Words): Found[] {
  const timed = others.map((rule) => {
    const start = performance.now();
    const findings = findingsOf(facts, rule, words);
    return { rule, findings, took: performance.now() - start };
  });
  return timed.sort((a, b) => a.took - b.took);
}

const changesFindings = (without: Facts, found: readonly Found[], words: Words): boolean => found.some(({ rule, findings }) => !sameSets(findings, findingsOf(without, rule, words)));

/** Every finding of a rule, however sure, as its place and its certainty. */
const findingsOf = (facts: Facts, rule: RuleDefinition, words: Words): ReadonlySet<string> =>
  new Set(rule.problems(facts, words.texts).map(({ at, certainty }) => `${at.file}:${at.start}:${at.end} ${certainty}`));

const sameSets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((one) => b.has(one));

function mend({ at, comment }: Needless, words: Words): Mended {
  if (comment.claim === 'invalid') return {};
  const text = words.texts(at.file) ?? '';
  return { suggestions: [{ title: `Remove \`@region ${comment.claim}\``, edits: [{ at: goneFrom(text, at), text: '' }] }] };
}

/** The comment with the line that it leaves empty; of a comment that says more, its line. */
function goneFrom(text: string, { file, start, end }: Span): Span {
  const own = text.slice(start, end);
  const line = /^[ \t]*\*?[ \t]*@region\b[^\n]*\n/m.exec(own);
  const isAlone = /^\/\*\*[\s*]*@region\b[^\n@]*\*\/$/.test(own.replace(/\n\s*\*?\s*(?=\*\/)/, ''));
  if (!isAlone && line) return { file, start: start + line.index, end: start + line.index + line[0].length };
  return { file, start, end: end + (/^[ \t]*\n?[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) };
}
