/**
 * Condition C4: no plain value that is read decides which shared accesses occur. Where it holds, freedom from data
 * races in all interleavings means that there are no other executions. Where it does not, ECMA-262 also allows
 * executions in which plain reads see values out of thin air, which no implementation produces.
 *
 * It is tried, not proved: executions are repeated with every plain value that is read changed, in two ways, and must
 * make the same accesses.
 */

import { replay } from './explore/replay.ts';
import type { Engine } from './model/engine.ts';

export interface ThinAir {
  /** Executions that were repeated with other values. */
  readonly tried: number;
  /** The first that then made other accesses; a replay of it would show them. */
  readonly differs: boolean;
}

const MASKS = [1, 0x5a];

/** `undefined` if no plain value is read at all: then the condition holds. */
export function tryThinAir(engine: Engine, schedules: readonly (readonly number[])[]): ThinAir | undefined {
  if (schedules.length === 0 || !engine.canDistort) return undefined;
  for (const [tried, schedule] of schedules.entries()) {
    const usual = footprint(engine, schedule, 0);
    if (MASKS.some((mask) => footprint(engine, schedule, mask) !== usual)) return { tried: tried + 1, differs: true };
  }
  return { tried: schedules.length, differs: false };
}

/** The accesses of an execution, as text. */
function footprint(engine: Engine, schedule: readonly number[], mask: number): string {
  const { machine } = engine;
  machine.footprint = [];
  engine.distort(mask);
  try {
    const { failure, fits } = replay(machine, schedule);
    return [...machine.footprint, fits ? '' : 'other steps', failure?.kind ?? ''].join('\n');
  } finally {
    engine.distort(0);
    machine.footprint = undefined;
  }
}
