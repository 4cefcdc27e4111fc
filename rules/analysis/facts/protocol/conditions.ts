/** What decides which way control goes: the values that matter to it, and which of a function's conditions are the same. */

import type { FunctionIr, Instr, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import { valueKey } from '../../solve/value.ts';

/** The values that an operator, a cast or an `await` computes its own from. */
export function computedFrom(instr: Instr): ValueId[] {
  switch (instr.op) {
    case 'binary':
      return [instr.left, instr.right];
    case 'unary':
    case 'cast':
    case 'declare':
    case 'await':
      return [instr.value];
    default:
      return [];
  }
}

const relevance = new WeakMap<FunctionIr, ReadonlySet<ValueId>>();

/** Values that a branch, a result, a variable that closures share or an argument is computed from. */
export function relevantTo(fn: FunctionIr): ReadonlySet<ValueId> {
  const known = relevance.get(fn);
  if (known) return known;
  const out = new Set<ValueId>();
  const queue: ValueId[] = [];
  for (const { end } of fn.blocks) {
    if (end.kind === 'branch') queue.push(end.cond);
    if (end.kind === 'return' && end.value !== undefined) queue.push(end.value);
  }
  for (const instr of fn.instrs) {
    if (instr.op === 'store') queue.push(instr.value);
    if (instr.op === 'call') queue.push(...instr.args.map(({ value }) => value));
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const instr = fn.instrs[id];
    if (!instr || out.has(id)) continue;
    out.add(id);
    queue.push(...(instr.op === 'phi' ? instr.from.map(([, value]) => value) : computedFrom(instr)));
  }
  relevance.set(fn, out);
  return out;
}

/** A text that is equal for conditions that are equal while nothing is assigned. */
export function conditionKey(act: Activation, cond: ValueId): string | undefined {
  const instr = act.instr(cond);
  if (instr.op === 'binary') {
    const [left, right] = [act.value(instr.left), act.value(instr.right)];
    return left.length === 1 && right.length === 1 ? `${instr.operator}(${valueKey(left)};${valueKey(right)})` : undefined;
  }
  const value = act.value(cond);
  const [alt] = value;
  if (value.length !== 1 || !alt) return undefined;
  return alt.k === 'opaque' || (alt.k === 'bool' && alt.id !== undefined) ? valueKey(value) : `%${cond}`;
}

const repeated = new WeakMap<Activation, ReadonlySet<string>>();

/** Conditions that more than one branch of a function tests. */
export function repeatedConditions(act: Activation): ReadonlySet<string> {
  const known = repeated.get(act);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const { end } of act.fn.blocks) {
    const key = end.kind === 'branch' ? conditionKey(act, end.cond) : undefined;
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const out = new Set([...counts].filter(([, n]) => n > 1).map(([key]) => key));
  repeated.set(act, out);
  return out;
}
