/** Looks for a shorter schedule with the same kind of failure: fewest preemptions first, then fewest steps. */

import type { FailureKind } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { Exhaustive } from './exhaustive.ts';
import type { Budget, Found } from './explorer.ts';
import { replay } from './replay.ts';

/** Goes on after a failure, and keeps the shortest. */
class Collector extends Exhaustive {
  best: Found | undefined = undefined;

  constructor(machine: Machine, preemptions: number, private readonly kind: FailureKind) {
    super(machine, { preemptions });
  }

  protected override onFailure(found: Found): boolean {
    if (found.failure.kind === this.kind && (!this.best || found.schedule.length < this.best.schedule.length)) this.best = found;
    return false;
  }
}

export function shorten(machine: Machine, found: Found, budget: Budget): Found {
  const end = performance.now() + budget.milliseconds;
  for (let k = 0; k <= 8; k++) {
    const collector = new Collector(machine, k, found.failure.kind);
    const result = collector.run({ executions: budget.executions, milliseconds: end - performance.now() });
    if (collector.best) return collector.best;
    if (!result.complete) break;
  }
  return confirmed(machine, found);
}

/** The schedule as it stands, with what it says when it is run again. */
function confirmed(machine: Machine, found: Found): Found {
  const again = replay(machine, found.schedule);
  return again.failure ? { failure: again.failure, schedule: found.schedule } : found;
}
