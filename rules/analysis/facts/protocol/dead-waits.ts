/** Waits that nothing ends, told where every use of their region can be seen. */

import type { Access, Facts } from '../facts.ts';
import { constantOf } from './identity.ts';
import { staysInSight } from './sight.ts';
import { isWait, waitsForEver } from './waits.ts';

export interface DeadWait {
  readonly wait: Access;
  /** Nobody changes the location, or nobody notifies on it. */
  readonly lacks: 'change' | 'notify';
  /** A notification that goes elsewhere in the region. */
  readonly elsewhere?: Access;
}

export function deadWaits(facts: Facts): DeadWait[] {
  return facts.seen('access').flatMap((wait): DeadWait[] => {
    if (!isWait(wait) || wait.event.exclusive || !waitsForEver(wait) || !staysInSight(facts, wait.event.view.origin)) return [];
    const all = facts.accessesTo(wait.event.view.origin);
    const notifies = all.filter(({ event }) => event.op === 'notify');
    const isMet = (one: Access): boolean => facts.overlap(one, wait) !== undefined;
    const [elsewhere] = notifies.filter((one) => !isMet(one));
    const found = (lacks: DeadWait['lacks']): DeadWait[] => [{ wait, lacks, ...(elsewhere && { elsewhere }) }];
    if (!all.some((one) => one.event.writes && !one.event.exclusive && !isReset(one, wait) && isMet(one))) return found('change');
    return notifies.some(isMet) ? [] : found('notify');
  });
}

/** It stores what the wait expects, as before a request: that ends no wait. */
function isReset({ event }: Access, wait: Access): boolean {
  const expected = constantOf(wait.event.values[0]);
  return (event.op === 'store' || event.op === 'plain') && expected !== undefined && constantOf(event.values[0]) === expected;
}
