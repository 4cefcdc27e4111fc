/**
 * A `SharedArrayBuffer` in a transfer list.
 *
 * Transferring hands the only reference over, as Rust moves an owned buffer; shared memory has no only reference. The
 * host throws (a `DataCloneError` in browsers, a `TypeError` in Node): it is shared by being in the message.
 */

import type { Span } from './analysis/base/span.ts';
import type { Certainty } from './analysis/facts/certainty.ts';
import { sharedTransfers, type SharedTransfer } from './analysis/facts/transfers.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Transfer extends SharedTransfer {
  readonly certainty: Certainty;
}

export const noSharedTransfer = defineRule<Transfer>({
  name: 'no-shared-transfer',
  presets: ['recommended', 'strict'],
  description: 'A `SharedArrayBuffer` must not be in a transfer list',
  fixable: true,
  hasSuggestions: true,
  find: (facts) => sharedTransfers(facts).map((found) => ({ ...found, certainty: found.region.kind === 'unknown' ? 'likely' : 'proven' })),
  say,
  mend,
});

function say({ at, region, certainty, call }: Transfer, words: Words): { message: string; related: Related[] } {
  const message = `${hedge(certainty)}${words.quote(at)} is shared memory and cannot be transferred: the call throws (\`DataCloneError\` in browsers, \`TypeError\` in Node). No thread owns a region alone, so there is nothing to hand over: send it in the message, and leave it out of the list.`;
  const born: Related[] = region.at ? [{ at: region.at, message: region.kind === 'unknown' ? 'The region comes from here' : 'The region is allocated here' }] : [];
  const sent: Related[] = literalIsElsewhere(at, call) ? [{ at: call, message: 'The list is used here' }] : [];
  return { message, related: [...sent, ...born] };
}

const literalIsElsewhere = (at: Span, call: Span): boolean => at.file !== call.file || at.start < call.start || at.end > call.end;

function mend({ at, literal, call }: Transfer, words: Words): Mended {
  if (!literal) return {};
  const text = words.texts(at.file) ?? '';
  const { before, after } = literal;
  const [start, end] = withParentheses(text, at);
  // A comma goes with its element: the one before it, or for the first the one behind it.
  const gone = before ? { start: withParentheses(text, before)[1], end } : after ? { start, end: withParentheses(text, after)[0] } : { start: literal.at.start + 1, end: literal.at.end - 1 };
  const fix = { title: `Leave ${words.quote(at)} out of the transfer list`, edits: [{ at: { file: at.file, ...gone }, text: '' }] };
  // A variable that is given an empty list may lose its type.
  const losesType = !before && !after && literalIsElsewhere(at, call);
  return losesType ? { suggestions: [fix] } : { fix };
}

/** A place with the parentheses around it. */
function withParentheses(text: string, { start, end }: Span): [start: number, end: number] {
  for (;;) {
    const open = /\(\s*$/.exec(text.slice(0, start));
    const close = /^\s*\)/.exec(text.slice(end));
    if (!open || !close) return [start, end];
    start = open.index;
    end += close[0].length;
  }
}
