/**
 * The type that an expression has for the compiler, where the declaration is seen: of a variable, of what a function
 * returns, of a member. Of an object that the analysis follows it tells which members its holder may only read.
 */

import type { At, CellId, FunctionIr, Instr, TypeIr, ValueId } from '../ir/ir.ts';
import type { Span } from '../base/span.ts';
import type { Activation } from './activation.ts';
import { memberType, readonly } from './annotations.ts';
import { fieldOf, isReadonlyType } from './declared.ts';
import { pick, type Value } from './value.ts';

interface StaticType {
  readonly type: TypeIr;
  /** The file whose names it uses. */
  readonly file: string;
  /** The declaration that says so. */
  readonly at: Span;
}

/** `reader.words`, where `reader` is declared as a type whose `words` may only be read, whatever object it is. */
export function memberAsDeclared(act: Activation, holder: ValueId, name: string, value: Value): Value {
  if (!value.some((alt) => alt.k === 'view' && !alt.view.readonly)) return value;
  const member = typeOfMember(act, holder, name, 0);
  return member && isReadonlyType(act.world, member.file, member.type) ? readonly(value, member.at) : value;
}

function typeOfMember(act: Activation, holder: ValueId, name: string, depth: number): StaticType | undefined {
  const whole = staticType(act, holder, depth + 1);
  const found = whole && memberType(act.world, whole.file, whole.type, name);
  return whole && found && { ...found, at: whole.at };
}

const DEPTH = 8;

function staticType(act: Activation, id: ValueId, depth: number): StaticType | undefined {
  const instr = act.instr(id);
  if (depth > DEPTH) return undefined;
  switch (instr.op) {
    case 'declare':
    case 'cast':
      return { type: instr.type, file: act.ir.file, at: act.span(instr.at) };
    case 'load':
      return ofVariable(act, instr);
    case 'call':
      return returned(act, id);
    case 'await':
      return awaited(staticType(act, instr.value, depth + 1));
    case 'iterate':
      return typeOfMember(act, instr.source, '[]', depth);
    case 'get':
      return ofField(act, instr) ?? typeOfMember(act, instr.obj, typeof instr.key === 'string' ? instr.key : '[]', depth);
    default:
      return undefined;
  }
}

/** A variable that closures share, as the function that owns it declares it. */
function ofVariable({ ir }: Activation, { cell }: Extract<Instr, { op: 'load' }>): StaticType | undefined {
  const owner = ir.functions[ir.cells[cell]?.owner ?? -1];
  const declared = owner && declarationsIn(owner).get(cell);
  return declared && { type: declared.type, file: ir.file, at: spanOf(ir.file, declared.at) };
}

const declarations = new WeakMap<FunctionIr, Map<CellId, Extract<Instr, { op: 'declare' }>>>();

function declarationsIn(fn: FunctionIr): Map<CellId, Extract<Instr, { op: 'declare' }>> {
  let found = declarations.get(fn);
  if (!found) {
    declarations.set(fn, (found = new Map()));
    for (const instr of fn.instrs) {
      const stored = instr.op === 'store' ? fn.instrs[instr.value] : undefined;
      if (instr.op === 'store' && stored?.op === 'declare') found.set(instr.cell, stored);
    }
  }
  return found;
}

const spanOf = (file: string, [start, end]: At): Span => ({ file, start, end });

function returned(act: Activation, id: ValueId): StaticType | undefined {
  const [callee] = act.calls.get(id) ?? [];
  const type = callee?.fn.returns;
  return callee && type && { type, file: callee.ir.file, at: spanOf(callee.ir.file, [callee.fn.at[0], callee.fn.at[0]]) };
}

function awaited(promise: StaticType | undefined): StaticType | undefined {
  if (promise?.type.kind !== 'name' || promise.type.name !== 'Promise') return promise;
  const [type] = promise.type.args;
  return type && { ...promise, type };
}

/** `this.slot`, as its class declares it. */
function ofField(act: Activation, { obj, key }: Extract<Instr, { op: 'get' }>): StaticType | undefined {
  if (typeof key !== 'string') return undefined;
  for (const { id } of pick(act.value(obj), 'obj')) {
    const found = /^[CS]:/.test(id) ? fieldOf(act.world, id.slice(2), key, id.startsWith('S:'), 0) : undefined;
    if (found?.field.type) return { type: found.field.type, file: found.file, at: spanOf(found.file, found.field.at) };
  }
  return undefined;
}
