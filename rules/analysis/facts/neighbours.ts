/** Plain accesses that meet an atomic one only once another plain access is made atomic. */

import type { Access, Facts } from './facts.ts';

/** Making the access atomic alone would leave such a neighbour for the next finding. */
export function hasPlainNeighbours(facts: Facts, access: Access): boolean {
  const exposed = facts.exposed(access.event.view.origin);
  const atomics = exposed.filter(({ event }) => event.atomic);
  return exposed.some((other) => {
    if (other.event.atomic || isSamePlace(other, access) || !isConflict(facts, other, access)) return false;
    return !atomics.some((one) => isConflict(facts, other, one));
  });
}

const isConflict = (facts: Facts, a: Access, b: Access): boolean => (a.event.writes || b.event.writes) && facts.overlap(a, b) !== undefined;

const isSamePlace = ({ at: a }: Access, { at: b }: Access): boolean => a.file === b.file && a.start === b.start && a.end === b.end;
