/** What a stress run is: real threads that use a snippet as hard as they can, and check what they see. */

export interface Stress {
  /** The snippet; with kills, workers are terminated at random, and what they held is recovered. */
  readonly name: string;
  readonly threads: number;
  /** In the main thread, before the workers start. */
  setup(threads: number): SharedArrayBuffer;
  /** In worker `id`, until `stop()`; how many operations. Throws where something is wrong. */
  work(buffer: SharedArrayBuffer, id: number, stop: () => boolean): number;
  /** In the main thread, when all have ended: is everything conserved? Throws if not. */
  finish(buffer: SharedArrayBuffer, operations: readonly number[]): void;
  /** In the main thread, after worker `id` was terminated: recovers what it held. Workers of a stress that has it are killed. */
  recover?(buffer: SharedArrayBuffer, id: number): void;
}

export function must(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new Error(`Not so: ${claim}.`);
}

/** A small generator of random numbers, each thread's own. */
export function random(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 12345;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) % below;
  };
}

/** Plain accesses to all of it: whoever else writes there is noticed. */
export function fill(bytes: Uint8Array, mark: number): void {
  bytes.fill(mark);
}

export function verify(bytes: Uint8Array, mark: number): void {
  for (const byte of bytes) must(byte === mark, `nobody else has written ${byte} where ${mark} was`);
}
