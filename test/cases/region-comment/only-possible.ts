// Needed for what only strict reports: judged at `possible` whatever the preset.
const words = new Int32Array(new SharedArrayBuffer(64));
export const store = (value: number): number => Atomics.store(words, 0, value);
/** @region exclusive */
export const peek = (at: number): number => words[at];
