/**
 * Follows a run through the worlds that a claim makes: in one it succeeded, in another it failed, and each test of its
 * result then goes one way only. That tells `if (!tryLock()) return` from a way on which the lock is held, through
 * variables, helpers and lock classes alike.
 *
 * The run's own blocks are walked; a function that it calls is walked once for each state that it is entered in, and
 * gives its ways out. A walk that finds too many states gives up.
 */

import type { Activation } from '../../solve/activation.ts';
import { valueKey } from '../../solve/value.ts';
import { knownKey } from './known.ts';
import type { Hold } from './locks.ts';
import { Walk } from './walk.ts';
import type { Params, Walked, Walker, Watch } from './walked.ts';

export class Worlds implements Walker {
  readonly #walked = new Map<Activation, Map<string, Walked | undefined>>();

  constructor(readonly watch: Watch) {}

  /** Undefined if there are too many states to tell. */
  walk(act: Activation, before: Hold, params: Params = []): Walked | undefined {
    // What was released before the call is nothing to the function called, nor is how often it was claimed.
    const hold = before === 'released' ? 'free' : before === 'held-again' ? 'held' : before;
    const key = `${hold}|${params.map((known) => (known ? knownKey(known, valueKey) : '')).join()}`;
    const known = this.#walked.get(act) ?? new Map<string, Walked | undefined>();
    this.#walked.set(act, known);
    if (!known.has(key)) {
      known.set(key, undefined);
      known.set(key, new Walk(this, act, hold, params).run());
    }
    return known.get(key);
  }
}
