/** Which instructions use a value. */

import type { FunctionIr, Instr, ValueId } from '../../ir/ir.ts';
import { operandsOf } from '../../ir/operands.ts';
import type { Activation } from '../../solve/activation.ts';

/** The values that an instruction takes; those of a phi from all its ways. */
export const operands = (instr: Instr): ValueId[] => (instr.op === 'phi' ? instr.from.map(([, value]) => value) : operandsOf(instr));

type User = { readonly kind: 'instr'; readonly id: ValueId } | { readonly kind: 'branch' | 'return' | 'throw' };

const known = new WeakMap<FunctionIr, Map<ValueId, User[]>>();

/** Everything that uses the value of an instruction. */
export function usersOf(fn: FunctionIr, id: ValueId): readonly User[] {
  let users = known.get(fn);
  if (!users) known.set(fn, (users = collect(fn)));
  return users.get(id) ?? [];
}

function collect(fn: FunctionIr): Map<ValueId, User[]> {
  const out = new Map<ValueId, User[]>();
  const add = (value: ValueId | undefined, user: User): void => {
    if (value !== undefined) out.set(value, [...(out.get(value) ?? []), user]);
  };
  for (const { body, end } of fn.blocks) {
    for (const id of body) for (const value of operands(fn.instrs[id] as Instr)) add(value, { kind: 'instr', id });
    if (end.kind === 'branch') add(end.cond, { kind: 'branch' });
    if (end.kind === 'return') add(end.value, { kind: 'return' });
    if (end.kind === 'throw') add(end.value, { kind: 'throw' });
  }
  return out;
}

/**
 * Where the result of an instruction is dropped: in its own function, or in a caller of one that returns it as it is.
 * Undefined where something uses it.
 */
export function droppedIn(act: Activation, id: ValueId): { readonly act: Activation; readonly id: ValueId } | undefined {
  const users = usersOf(act.fn, id).filter((user) => user.kind !== 'instr' || !isIdle(act.fn, user.id));
  if (users.length === 0) return { act, id };
  const isReturned = users.every(({ kind }) => kind === 'return');
  return isReturned && act.caller && act.caller.id >= 0 ? droppedIn(act.caller.act, act.caller.id) : undefined;
}

/** A phi or a type that nothing uses in turn: a variable that is never read. */
function isIdle(fn: FunctionIr, id: ValueId): boolean {
  const op = fn.instrs[id]?.op;
  return (op === 'phi' || op === 'declare' || op === 'cast') && usersOf(fn, id).every((user) => user.kind === 'instr' && user.id !== id && isIdleOnce(fn, user.id));
}

/** One level deeper is enough: phis that only feed each other are rare, and then nothing is claimed. */
const isIdleOnce = (fn: FunctionIr, id: ValueId): boolean => fn.instrs[id]?.op === 'phi' && usersOf(fn, id).length === 0;
