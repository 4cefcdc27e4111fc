/**
 * The result of `Atomics.compareExchange` is misread: compared with the replacement, tried again on success, or dropped.
 *
 * The document claims a segment by compare-and-swap. In Rust that gives `Ok` or `Err`; in JavaScript it gives the old
 * value, and the exchange succeeded just where that is the expected one. Whoever reads it the other way round works on a
 * segment that is another thread's.
 */

import type { Span } from './analysis/base/span.ts';
import { misreadExchanges, type Misread } from './analysis/facts/protocol/exchanges.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Wrong extends Misread {
  readonly at: Span;
  readonly certainty: 'likely';
}

export const checkCompareExchange = defineRule<Wrong>({
  name: 'check-compare-exchange',
  presets: ['recommended', 'strict'],
  description: '`compareExchange` succeeded where it returns the expected value',
  fixable: false,
  hasSuggestions: true,
  find: (facts) => misreadExchanges(facts).map((found) => ({ ...found, at: found.exchange.at, certainty: 'likely' })),
  say,
  mend,
});

function say({ exchange, kind, witness, at, certainty }: Wrong, words: Words): { message: string; related: Related[] } {
  const place = witness && witness.act.span(witness.act.instr(witness.id).at);
  const related: Related[] = [...(place ? [{ at: place, message: kind === 'ignored' ? 'Used here, as if it had been claimed' : 'Compared here' }] : []), ...callPath(exchange)];
  return { message: `${hedge(certainty)}${sentence(kind, words, at, argument(exchange, 2, words), place)}`, related };
}

const argument = ({ act, id, at }: Misread['exchange'], index: number, words: Words): string => {
  const instr = act.instr(id);
  const arg = instr.op === 'call' ? instr.args[index] : undefined;
  return arg ? words.code(words.span(at.file, arg.at)) : '';
};

function sentence(kind: Misread['kind'], words: Words, at: Span, expected: string, place: Span | undefined): string {
  const call = words.quote(at);
  switch (kind) {
    case 'retry':
      return `${call} is tried again where it succeeded and given up where it failed. It returns the old value, and claims where that is the expected one: go on when it returns \`${expected}\`, and retry otherwise.`;
    case 'ignored':
      return `the result of ${call} is not looked at, but ${place ? `${words.quote(place)} (${words.place(place, at)})` : 'what follows'} goes on as if the flag had been claimed. It is claimed only where the call returns \`${expected}\`: test that, and leave or wait otherwise.`;
    default:
      return `${place ? words.quote(place) : call} takes the busy flag for claimed where another thread has claimed it. \`compareExchange\` returns the old value, and succeeded where that is the expected one: compare with \`${expected}\`.`;
  }
}

/** Compares with the expected value instead. */
function mend({ exchange, kind, witness }: Wrong, words: Words): Mended {
  const instr = witness && kind === 'replacement' ? witness.act.instr(witness.id) : undefined;
  if (instr?.op !== 'binary' || !witness || witness.act.ir !== exchange.act.ir) return {};
  const [left, right] = [instr.left, instr.right].map((id) => witness.act.instr(id));
  const other = right?.op === 'const' || right?.op === 'load' || right?.op === 'get' ? right : left;
  const expected = argument(exchange, 2, words);
  if (!other || other.at[0] < instr.at[0] || other.at[1] > instr.at[1] || expected === '') return {};
  return { suggestions: [{ title: `Compare with the expected value, \`${expected}\``, edits: [{ at: witness.act.span(other.at), text: expected }] }] };
}
