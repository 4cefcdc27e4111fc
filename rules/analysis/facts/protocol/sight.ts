/** Which regions others can reach, and which of them only through code that can be seen. */

import type { Facts } from '../facts.ts';

/** Some other thread can reach it, as far as can be told; a region that stays on its thread cannot be waited on. */
export const isEverShared = (facts: Facts, origin: string): boolean => facts.region(origin).kind === 'unknown' || isPosted(facts, origin) || !staysInSight(facts, origin);

/** It goes to another thread that the project shows. */
const isPosted = (facts: Facts, origin: string): boolean => facts.world.posted.has(origin);

/** Every use of it can be seen: it is allocated here, and nothing out of sight is given it. */
export function staysInSight(facts: Facts, origin: string): boolean {
  const { world } = facts;
  return facts.region(origin).kind !== 'unknown' && !world.lost.has(origin) && !world.outside.has(origin) && !sentHome(facts).has(origin);
}

const known = new WeakMap<Facts, ReadonlySet<string>>();

/** Regions that a worker posts to whoever started it, where that cannot be seen. */
function sentHome(facts: Facts): ReadonlySet<string> {
  let sent = known.get(facts);
  if (!sent) {
    const orphans = facts.seen('publish').filter(({ event, act }) => event.how === 'post' && event.to === undefined && !facts.world.workerFiles.has(act.ir.file));
    known.set(facts, (sent = new Set(orphans.flatMap(({ event }) => event.origins))));
  }
  return sent;
}
