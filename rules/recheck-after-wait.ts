/**
 * A wait that loses wake-ups, or whose end tells nothing: it waits for whatever is there, or nobody looks again.
 *
 * The document's waiter sleeps while the busy flag is set. `Atomics.wait` compares and sleeps in one step, so that a
 * release in between is not missed; given the value that was just loaded, it compares it with itself. And a wake-up says
 * only that something happened: whether the flag is free must be read again.
 */

import type { Certainty } from './analysis/facts/certainty.ts';
import { badWaits, isNap, type BadWait } from './analysis/facts/protocol/waits.ts';
import type { Span } from './analysis/base/span.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Bad extends BadWait {
  readonly at: Span;
  readonly certainty: Certainty;
}

export const recheckAfterWait = defineRule<Bad>({
  name: 'recheck-after-wait',
  presets: ['recommended', 'strict'],
  description: 'A wait must expect a known value, and its end be checked by reading again',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => badWaits(facts).map((found) => ({ ...found, at: found.wait.at, certainty: found.kind === 'whatever' && !isNap(found.wait) ? 'likely' : 'possible' })),
  say,
});

function say({ wait, load, at, certainty }: Bad, words: Words): { message: string; related: Related[] } {
  const related: Related[] = [...(load ? [{ at: load.at, message: 'Loaded here' }] : []), ...callPath(wait)];
  if (!load) {
    const message = `${hedge(certainty)}nothing looks at the location again after ${words.quote(at)}, which also returns when another thread woke it for nothing or the value had changed before. Wait in a loop that loads the location each round, or use what the wait returns.`;
    return { message, related };
  }
  const message = `${hedge(certainty)}${words.quote(at)} waits for whatever value is there now, so it sleeps on after a wake-up that came just before. Pass the value that means "not yet" (\`while (Atomics.load(…) === EMPTY) Atomics.wait(…, EMPTY)\`), so that a change in between ends the wait at once.`;
  return { message, related };
}
