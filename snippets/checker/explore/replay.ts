/** Runs one schedule again: to tell its story, or to see what became of it. */

import { Effect } from '../model/effect.ts';
import { Failure } from '../model/failure.ts';
import type { Machine, Recorder } from '../model/machine.ts';

export interface Replayed {
  readonly failure: Failure | undefined;
  /** False if the schedule asked for a step that was not possible. */
  readonly fits: boolean;
}

/** The schedule may stop short of the end: then the rest is not run. `finish` says whether the end is to be judged. */
export function replay(machine: Machine, schedule: readonly number[], recorder?: Recorder): Replayed {
  machine.recorder = recorder;
  const effect = new Effect();
  try {
    machine.reset();
    for (const process of schedule) {
      if (!((machine.ahead.enabledMask() >> process) & 1)) return { failure: undefined, fits: false };
      machine.step(process, machine.ahead.peek(process, effect));
    }
    if ((machine.ahead.enabledMask() & ((1 << (2 * machine.size)) - 1)) !== 0) return { failure: schedule.length > machine.limits.steps ? machine.endless() : undefined, fits: true };
    machine.finish();
    return { failure: undefined, fits: true };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { failure: error, fits: true };
  } finally {
    machine.recorder = undefined;
  }
}
