/** What a walk through the worlds of a claim is about, and what it finds. */

import type { At, BlockId, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { Env } from './env.ts';
import type { Known } from './known.ts';
import type { Hold, Step } from './locks.ts';

/** A way out of a run, or an end that a walk does not go beyond. */
export interface Exit {
  readonly kind: 'return' | 'throw' | 'raise' | 'again';
  readonly hold: Hold;
  readonly value?: Known;
  /** The statement that leaves, where there is one. */
  readonly at?: At;
}

/** Before an instruction, with what is known there. */
export interface Point {
  readonly block: BlockId;
  readonly index: number;
  readonly hold: Hold;
  readonly env: Env;
}

export interface Way {
  readonly from: number;
  readonly to: number | Exit;
  readonly did?: Step['did'];
  /** The instruction that did it, or that throws. */
  readonly id?: ValueId;
  readonly thrown?: true;
  /** `break` or `continue`. */
  readonly leaves?: At;
}

/** What a walk of one run found. */
export interface Walked {
  readonly points: readonly Point[];
  readonly ways: readonly Way[];
  readonly exits: readonly Exit[];
  /** The states in which each instruction was reached. */
  readonly holds: ReadonlyMap<ValueId, ReadonlySet<Hold>>;
}

export type Params = readonly (Known | undefined)[];

/** What the worlds are about. */
export interface Watch {
  /** The worlds behind an instruction, or undefined where it changes nothing. */
  stepsAt(act: Activation, id: ValueId, hold: Hold): readonly Step[] | undefined;
  /** Whether a run, with what it runs in place, can change anything that it is entered with. */
  concerns(act: Activation, hold: Hold): boolean;
  /** Whether a run leaves the claim behind by mistake on a way out: its caller then holds nothing. */
  isLeft(act: Activation, exit: Exit, exits: readonly Exit[]): boolean;
}

/** Walks runs, each once for each state that it is entered in. */
export interface Walker {
  readonly watch: Watch;
  /** Undefined if there are too many states to tell. */
  walk(act: Activation, before: Hold, params?: Params): Walked | undefined;
}
