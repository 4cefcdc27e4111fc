/** Writes through handles that are declared read-only. */

import type { Span } from '../base/span.ts';
import type { FunctionIr } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import type { Certainty } from './certainty.ts';
import type { Access, Facts } from './facts.ts';

export interface ReadonlyWrite {
  readonly access: Access;
  /** Where the handle, or one that it is an alias of, is declared read-only. */
  readonly declared: Span;
  readonly certainty: Certainty;
}

/** Memory that is provably private is nobody else's to read: a write through such a handle is left to the compiler. */
export function readonlyWrites(facts: Facts): ReadonlyWrite[] {
  return facts.seen('access').flatMap((access): ReadonlyWrite[] => {
    const { writes, view } = access.event;
    const declared = view.readonly;
    if (!writes || !declared || facts.region(view.origin).shared === 'no') return [];
    return [{ access, declared, certainty: isNear(facts, access.act, declared) ? 'proven' : 'likely' }];
  });
}

/** The write is in the function that declares the handle, or in one that it calls. */
function isNear(facts: Facts, act: Activation, declared: Span): boolean {
  const home = functionAround(facts, declared);
  const isHome = (one: Activation | undefined): boolean => one !== undefined && one.ir.file === declared.file && one.fn === home;
  return isHome(act) || isHome(act.caller?.act);
}

function functionAround(facts: Facts, { file, start, end }: Span): FunctionIr | undefined {
  const around = facts.file(file)?.functions.filter(({ at }) => at[0] <= start && end <= at[1]) ?? [];
  return around.reduce<FunctionIr | undefined>((inner, fn) => (!inner || fn.at[1] - fn.at[0] < inner.at[1] - inner.at[0] ? fn : inner), undefined);
}
