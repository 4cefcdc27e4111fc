/** What a value lets someone reach: no memory, memory of unknown origin, memory whose allocation can be seen. */
export type Level = 0 | 1 | 2;

export const NONE = 0;
export const UNKNOWN = 1;
export const SEEN = 2;
