/**
 * Wake-up trees: the schedules that are still to be explored after a prefix, as sequences of steps with common
 * beginnings. A new one is left out if one that is there begins equivalently.
 */

import { type Dependence, Effect } from '../model/effect.ts';

/** A step to take, and what to do after it; nothing in particular if it has no children. */
export interface Branch {
  readonly process: number;
  readonly effect: Effect;
  readonly children: Branch[];
}

/** A sequence of steps, with the order of its steps among themselves. */
export interface Sequence {
  readonly steps: readonly { readonly process: number; readonly effect: Effect }[];
  /** Does step `j` of the sequence come after step `i` of it in every equivalent one? */
  after(i: number, j: number): boolean;
}

/** The part of a sequence that is left: indices of its steps. */
type Rest = readonly number[];

/**
 * If an equivalent of what is left can begin with the step: what is left after it. A step that is not in the sequence and
 * depends on nothing in it can be thought before it, if it has to happen at all.
 */
export function following(v: Sequence, rest: Rest, process: number, effect: Effect, depends: Dependence): Rest | undefined {
  const at = rest.findIndex((i) => v.steps[i]!.effect.owner === effect.owner);
  if (at < 0) return effect.optional || rest.some((i) => depends(v.steps[i]!.effect, effect)) ? undefined : rest;
  const first = rest[at]!;
  if (v.steps[first]!.process !== process) return undefined;
  for (let k = 0; k < at; k++) if (v.after(rest[k]!, first)) return undefined;
  return rest.filter((i) => i !== first);
}

/** Adds a sequence to the branches, unless one of them begins it already. */
export function insert(branches: Branch[], v: Sequence, depends: Dependence, rest: Rest = v.steps.map((_, i) => i)): void {
  for (const branch of branches) {
    const left = following(v, rest, branch.process, branch.effect, depends);
    if (left === undefined) continue;
    // Whatever follows a leaf will be explored; and so will be what follows the whole sequence.
    if (branch.children.length > 0 && left.length > 0) insert(branch.children, v, depends, left);
    return;
  }
  let into = branches;
  for (const i of rest) {
    const branch: Branch = { process: v.steps[i]!.process, effect: new Effect().copy(v.steps[i]!.effect), children: [] };
    into.push(branch);
    into = branch.children;
  }
}
