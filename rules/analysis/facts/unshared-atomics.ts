/** `Atomics` calls on bytes that no other thread can see: a copy where a view was meant, or memory of one's own. */

import type { Span } from '../base/span.ts';
import type { EventOf } from '../solve/events.ts';
import { present, type View } from '../solve/value.ts';
import { viewsIn } from '../solve/views.ts';
import type { Facts, Seen } from './facts.ts';
import { isOnlyShared } from './guards.ts';
import { isEverShared } from './protocol/sight.ts';
import { creationOf } from './views.ts';

export interface UnsharedAtomics {
  readonly seen: Seen<EventOf<'atomics'>>;
  readonly view: View;
  /** The region that it copies, where the code was meant to make a view on it. */
  readonly copyOf?: string;
  /** Where the memory was made. */
  readonly made: Span | undefined;
}

export function unsharedAtomics(facts: Facts): UnsharedAtomics[] {
  const mayBeShared = new Set<string>();
  const found = facts.seen('atomics').flatMap((seen): UnsharedAtomics[] => {
    const { event, act, id } = seen;
    const target = present(event.args[0]?.value ?? []);
    const views = viewsIn(act, target);
    const copied = views.map((view) => copiedBy(facts, view));
    const isPrivate = views.length > 0 && views.length === target.length && views.every((view, i) => copied[i] !== undefined || facts.region(view.origin).shared === 'no');
    if (!isPrivate) mayBeShared.add(placeOf(seen));
    if (!isPrivate) return [];
    const i = Math.max(copied.findIndex((one) => one !== undefined), 0);
    const [view, copyOf] = [views[i] as View, copied[i]];
    // A test for shared memory rules out memory of one's own, but no copy.
    if (copyOf === undefined && isOnlyShared(act, id)) return [];
    return [{ seen, view, ...(copyOf !== undefined && { copyOf }), made: facts.region(view.origin).at ?? creationOf(facts, view) }];
  });
  // Code for both kinds of memory is right to treat them alike; a copy by mistake is one whoever else runs it.
  return found.filter(({ copyOf, seen }) => copyOf !== undefined || !mayBeShared.has(placeOf(seen)));
}

const placeOf = ({ at }: Seen): string => `${at.file}:${at.start}:${at.end}`;

/** The shared region that a view's own memory copies, if nobody else ever gets to see the copy. */
function copiedBy(facts: Facts, { origin, copyOf }: View): string | undefined {
  const source = copyOf ?? facts.world.copies.get(origin);
  if (source === undefined || !facts.isShared(source)) return undefined;
  return facts.region(origin).shared !== 'no' && isEverShared(facts, origin) ? undefined : source;
}
