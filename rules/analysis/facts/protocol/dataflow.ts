/** Where values come from across the border of a function: parameters, results, variables that closures share. */

import type { CellId, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';

/** What the caller passes for a parameter, where it calls the function itself. */
export function argumentOf(act: Activation, index: number): (readonly [Activation, ValueId])[] {
  if (!act.caller || act.caller.id === -1) return [];
  const { act: outer, id } = act.caller;
  const instr = outer.instr(id);
  if (instr.op === 'set') return index === 0 ? [[outer, instr.value]] : [];
  if (instr.op !== 'call' && instr.op !== 'new' && instr.op !== 'super') return [];
  const isDirect = instr.op === 'super' || outer.value(instr.callee).some((alt) => alt.k === 'class' || (alt.k === 'fn' && alt.fn === act.fn.id && alt.file === act.ir.file && !alt.bound));
  const arg = isDirect ? instr.args[index] : undefined;
  return arg && !arg.spread ? [[outer, arg.value]] : [];
}

/** Assignments of a variable that closures share, in the runs around. */
export function storesOf(act: Activation, cell: CellId): (readonly [Activation, ValueId])[] {
  const out: (readonly [Activation, ValueId])[] = [];
  for (let at: Activation | undefined = act; at; at = at.outer) {
    if (at.ir !== act.ir) continue;
    for (const instr of at.fn.instrs) if (instr.op === 'store' && instr.cell === cell) out.push([at, instr.value]);
  }
  return out;
}

/** What a run returns. */
export const resultsOf = (act: Activation): (readonly [Activation, ValueId])[] =>
  act.fn.blocks.flatMap(({ end }, block) => (end.kind === 'return' && end.value !== undefined && act.left.has(block) ? [[act, end.value] as const] : []));
