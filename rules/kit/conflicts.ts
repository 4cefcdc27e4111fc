/** What rules about two accesses share: related places, and one report where there would be dozens. */

import type { Span } from '../analysis/base/span.ts';
import { isAtLeast, type Certainty } from '../analysis/facts/certainty.ts';
import type { Access, Conflict } from '../analysis/facts/facts.ts';
import type { Problem } from './define-rule.ts';
import type { Related } from './finding.ts';
import type { Words } from './words.ts';

/** One access, or many of one view that are reported once. */
export interface ConflictProblem extends Problem {
  readonly conflict: Conflict;
  /** How many accesses it stands for. */
  readonly count: number;
}

const MANY = 10;

/**
 * More than ten accesses of one view in one file become one report, at the view's creation if that is in the file.
 * `mergeable`: the certainty up to which reports are merged; a rule that merges at any certainty passes `proven`.
 */
export function mergeMany(conflicts: readonly Conflict[], mergeable: Certainty, creationOf: (access: Access) => Span | undefined): ConflictProblem[] {
  const groups = new Map<string, Conflict[]>();
  const out: ConflictProblem[] = [];
  for (const conflict of conflicts) {
    if (mergeable !== 'proven' && conflict.certainty !== mergeable) {
      out.push(single(conflict));
      continue;
    }
    const key = `${conflict.access.at.file}|${conflict.access.event.view.made}`;
    groups.set(key, [...(groups.get(key) ?? []), conflict]);
  }
  for (const group of groups.values()) out.push(...merged(group, creationOf));
  return out;
}

const single = (conflict: Conflict): ConflictProblem => ({ conflict, count: 1, at: conflict.access.at, certainty: conflict.certainty });

function merged(group: readonly Conflict[], creationOf: (access: Access) => Span | undefined): ConflictProblem[] {
  const sorted = [...group].sort((a, b) => a.access.at.start - b.access.at.start);
  const [first] = sorted;
  if (sorted.length <= MANY || !first) return sorted.map(single);
  const creation = creationOf(first.access);
  const at = creation?.file === first.access.at.file ? creation : first.access.at;
  const certainty = sorted.some((one) => one.certainty === 'proven') ? 'proven' : sorted.some((one) => one.certainty === 'likely') ? 'likely' : 'possible';
  return [{ conflict: first, count: sorted.length, at, certainty }];
}

/** The other sides, the allocation, and the call through which the access knows its region. */
export function relatedPlaces(conflict: Conflict, words: Words): Related[] {
  // What is less sure than the finding says nothing for it.
  const sure = conflict.others.filter(({ certainty }) => isAtLeast(certainty, conflict.certainty));
  const others = sure.slice(0, 3).map(({ access }): Related => ({ at: access.at, message: `${verb(access)} here, in ${words.function(access)}` }));
  return [...others, ...allocation(conflict.access, words), ...callPath(conflict.access)];
}

export function allocation(access: Access, words: Words): Related[] {
  const { at, kind } = words.facts.region(access.event.view.origin);
  return at ? [{ at, message: kind === 'unknown' ? 'The region comes from here' : 'The region is allocated here' }] : [];
}

export function callPath({ act }: { readonly act: Access['act'] }): Related[] {
  const { caller } = act;
  return caller ? [{ at: caller.act.span(caller.at), message: 'Reached by this call' }] : [];
}

/** `Atomics.store`, `Read`, `Written`: what an access does, to begin a sentence with. */
export function verb({ event }: Access): string {
  if (event.atomic) return `\`Atomics.${event.op}\``;
  return event.reads && event.writes ? 'Updated plainly' : event.writes ? 'Written plainly' : 'Read plainly';
}
