/**
 * A wait that nothing can end: no code changes its location, or none notifies on it.
 *
 * The document's busy flag is cleared by its owner, who wakes those who sleep on it. Where every use of the region can be
 * seen and none of them does, the sleeper sleeps for ever. The usual cause is a wait on one word of a region whose
 * notifications go to another.
 */

import { deadWaits, type DeadWait } from './analysis/facts/protocol/dead-waits.ts';
import type { Span } from './analysis/base/span.ts';
import { allocation, callPath } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Dead extends DeadWait {
  readonly at: Span;
  readonly certainty: 'likely';
}

export const noDeadWait = defineRule<Dead>({
  name: 'no-dead-wait',
  presets: ['recommended', 'strict'],
  description: 'A wait without a time-out needs code that changes its location and notifies on it',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => deadWaits(facts).map((found) => ({ ...found, at: found.wait.at, certainty: 'likely' })),
  say,
});

function say({ wait, lacks, elsewhere, at, certainty }: Dead, words: Words): { message: string; related: Related[] } {
  const related: Related[] = [...(elsewhere ? [{ at: elsewhere.at, message: 'Notifies on another location' }] : []), ...allocation(wait, words), ...callPath(wait)];
  const reason = lacks === 'change' ? 'no code changes that location' : 'no code notifies on that location';
  const hint = elsewhere ? `${words.quote(elsewhere.at)} (${words.place(elsewhere.at, at)}) notifies on another one: wait and notify on the same index` : 'Have the code that it waits for store a value there and call `Atomics.notify`, or give the wait a time-out';
  return { message: `${hedge(certainty)}${words.quote(at)}${words.where(wait)} never ends: ${reason}, and all uses of its region can be seen. ${hint}.`, related };
}
