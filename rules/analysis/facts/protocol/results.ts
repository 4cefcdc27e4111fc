/** What a function that claims a flag returns: a handle on what it claimed, or that it failed. */

import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import { reachable } from '../../solve/objects.ts';
import type { Value } from '../../solve/value.ts';
import type { Facts } from '../facts.ts';
import { givesBack, tellsOf } from './hand-over.ts';
import { isHeld, type Lock } from './locks.ts';
import type { Exit } from './walked.ts';

/** `false`, `null`, `undefined`, a negative number, or nothing: nobody claims with that. */
export function isUnclaimedResult(value: Value): boolean {
  return value.every((alt) => {
    switch (alt.k) {
      case 'undefined':
      case 'null':
        return true;
      case 'bool':
        return alt.b === false;
      case 'num': {
        const n = N.valueOf(alt.n);
        return n !== undefined && n < 0;
      }
      case 'promise':
        return isUnclaimedResult(alt.of);
      default:
        return false;
    }
  });
}

/** The claimed index or offset, a view or object through which the claimed memory is reached, a function that gives it back. */
function isHandle(facts: Facts, act: Activation, lock: Lock, value: Value): boolean {
  if (tellsOf(lock, value) || givesBack(facts, act, lock, value)) return true;
  return value.some((alt) => {
    if (alt.k === 'promise') return isHandle(facts, act, lock, alt.of);
    if (alt.k === 'view') return lock.origins.has(alt.view.origin);
    return alt.k === 'obj' && [...reachable(act, [alt])].some((origin) => lock.origins.has(origin));
  });
}

const valueOf = ({ value }: Exit): Value => (value && 'is' in value ? value.is : []);

/**
 * Whether a return leaves the flag claimed by mistake. It does not where the flag is handed to the caller with a handle,
 * or where the other ways, on which the flag is given back, tell of failure or do not return.
 */
export function isLeft(facts: Facts, act: Activation, lock: Lock, exit: Exit, exits: readonly Exit[]): boolean {
  if (!isHeld(exit.hold) || exit.kind !== 'return') return false;
  const released = exits.filter(({ kind, hold }) => kind === 'return' && hold === 'released');
  if (released.length === 0 || isHandle(facts, act, lock, valueOf(exit))) return false;
  return isUnclaimedResult(valueOf(exit)) || released.some((one) => !isUnclaimedResult(valueOf(one)));
}
