/** What a call is given: the models of the language and the host take it as this. */

import type { At, ValueId } from '../ir/ir.ts';
import type { Value } from './value.ts';

export interface Argument {
  readonly value: Value;
  readonly at: At;
}

/** A call as the models see it. */
export interface Call {
  readonly id: ValueId;
  readonly at: At;
  readonly args: readonly Argument[];
  readonly self: Value;
  readonly selfAt: At;
}
