/**
 * A thread of rewritten code: generators that call generators, by yielding them. Delegation with `yield*` would pass
 * through all of them for every operation.
 */

import { Op } from './op.ts';

/** Yields an operation to perform, or a call to make. */
export type Code = Generator<Op | Code, unknown, unknown>;

export class Stack {
  private readonly frames: Code[];
  /** What the outermost function returned. */
  result: unknown = undefined;

  constructor(code: Code) {
    this.frames = [code];
  }

  /** Goes on with `value` as the result of the last operation, up to the next one; `undefined` at the end. */
  next(value: unknown): Op | undefined {
    return this.go(value, false);
  }

  throw(error: unknown): Op | undefined {
    return this.go(error, true);
  }

  private go(value: unknown, thrown: boolean): Op | undefined {
    const { frames } = this;
    while (frames.length > 0) {
      const top = frames[frames.length - 1]!;
      let turn: IteratorResult<Op | Code, unknown>;
      try {
        turn = thrown ? top.throw(value) : top.next(value);
      } catch (error) {
        frames.pop();
        if (frames.length === 0) throw error;
        value = error;
        thrown = true;
        continue;
      }
      thrown = false;
      value = turn.value;
      if (turn.done) frames.pop();
      else if (value instanceof Op) return value;
      else {
        frames.push(value as Code);
        value = undefined;
      }
    }
    this.result = value;
    return undefined;
  }
}
