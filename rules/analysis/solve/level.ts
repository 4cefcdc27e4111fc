/**
 * How near a value brings someone to memory: 4 is memory whose allocation can be seen or an object that holds it, 2 the
 * same for memory of unknown origin; each object on the way counts one less. 0 is no memory, or memory far away.
 */
export type Level = 0 | 1 | 2 | 3 | 4;

export const NONE = 0;
export const UNKNOWN = 2;
/** From here up, memory whose allocation can be seen is at hand. */
export const NEAR = 3;
export const SEEN = 4;

/** The level of an object that holds an object of this level. */
export const holding = (level: Level): Level => Math.max(level - 1, NONE) as Level;
