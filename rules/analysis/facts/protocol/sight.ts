/** Which regions others can reach, and which of them only through code that can be seen. */

import type { Facts } from '../facts.ts';

/** Some other thread can reach it, as far as can be told; a region that stays on its thread cannot be waited on. */
export const isEverShared = (facts: Facts, origin: string): boolean => facts.region(origin).kind === 'unknown' || isPosted(facts, origin) || !staysInSight(facts, origin);

/** It goes to another thread that the project shows. */
export const isPosted = (facts: Facts, origin: string): boolean => facts.world.posted.has(origin);

/** Every use of it can be seen: it is allocated here, and nothing out of sight is given it. */
export function staysInSight(facts: Facts, origin: string): boolean {
  const { world } = facts;
  return facts.region(origin).kind !== 'unknown' && !world.lost.has(origin) && !world.outside.has(origin);
}
