/** Elements of transfer lists. */

import type { Span } from '../base/span.ts';
import { pick, type Value } from '../solve/value.ts';
import type { RegionInfo } from '../solve/world.ts';
import type { Facts } from './facts.ts';
import { isOnly } from './guards.ts';
import { literalsOf, type Written } from './literals.ts';

export interface SharedTransfer {
  readonly at: Span;
  readonly region: RegionInfo;
  /** The call or `new` expression that is given the list. */
  readonly call: Span;
  /** The array literal that it is an element of, with the elements beside it; absent where it was pushed. */
  readonly literal?: Written['literal'];
}

/** Shared memory, known as such, in a list of what to transfer. */
export function sharedTransfers(facts: Facts): SharedTransfer[] {
  return facts.seen('transfer').flatMap(({ event, act }) => listed(facts, event.value).flatMap((element) => sharedIn(facts, element, act.span(event.call))));
}

/** `value` is a list, or options that hold one as `transfer`. */
function listed(facts: Facts, value: Value): Written[] {
  const inOptions = pick(value, 'obj').flatMap(({ id }) => facts.world.peekField(id, 'transfer'));
  return literalsOf(facts).elementsOf([...value, ...inOptions]);
}

function sharedIn(facts: Facts, { act, id, from, at, value, literal }: Written, call: Span): SharedTransfer[] {
  return pick(value, 'region').flatMap(({ origin }): SharedTransfer[] => {
    const region = facts.region(origin);
    if (region.shared !== 'yes' || isOnly('unshared', { act, id }, region, { act, id: from })) return [];
    return [{ at, region, call, ...(literal && { literal }) }];
  });
}
