/**
 * Names for numbers that are not known but are the same each time they are read: a constant, a symbol, a field.
 *
 * A field or variable that holds one of several numbers (`this.index` of a class with many instances) has lost its
 * symbol; it is still one number wherever it is read, as long as nobody assigns it.
 */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import type { Num } from '../../solve/number.ts';
import * as R from '../../solve/range.ts';
import { isThis } from '../../solve/objects.ts';
import { number, valueKey, type Alt, type Value } from '../../solve/value.ts';
import { argumentOf } from './dataflow.ts';

/** The number that a value is, if it is one. */
export function numberOf(value: Value | undefined): Num | undefined {
  const [alt, ...more] = value ?? [];
  return alt?.k === 'num' && more.length === 0 ? alt.n : undefined;
}

/** The constant that a value certainly is. */
export function constantOf(value: Value | undefined): number | undefined {
  const n = numberOf(value);
  return n && N.valueOf(n);
}

/** The value of an instruction, with a name for a number that may be one of several. */
export function identified(act: Activation, id: ValueId): Value {
  const value = act.value(id);
  const [alt] = value;
  if (value.length !== 1 || alt?.k !== 'num' || R.isConstant(alt.n.base)) return value;
  return number(identifiedNumber(act, id), alt.big);
}

const DEPTH = 8;

/** The same form for the same number; what nothing else tells is at least the one number that its instruction gives. */
export function identifiedNumber(act: Activation, id: ValueId, depth = 0): Num {
  const known = numberOf(act.value(id));
  if (known && R.isConstant(known.base)) return known;
  const instr = act.instr(id);
  const own = N.symbolic(`same:${act.site(id)}`);
  if (depth > DEPTH) return own;
  switch (instr.op) {
    case 'binary':
      return N.operate(instr.operator, identifiedNumber(act, instr.left, depth + 1), identifiedNumber(act, instr.right, depth + 1), act.world);
    case 'declare':
    case 'cast':
      return identifiedNumber(act, instr.value, depth + 1);
    case 'param': {
      const [source] = argumentOf(act, instr.index);
      return source ? identifiedNumber(source[0], source[1], depth + 1) : own;
    }
    case 'get':
    case 'load': {
      const name = nameOf(act, id, depth);
      return name === undefined ? own : N.symbolic(`same:${name}`);
    }
    default:
      return own;
  }
}

/** Each method of a class has its own name for what `this` is in it. */
const withoutTask = (alt: Alt): Alt => (alt.k === 'obj' && isThis(alt) ? { k: 'obj', id: alt.id } : alt);

function nameOf(act: Activation, id: ValueId, depth: number): string | undefined {
  const instr = act.instr(id);
  if (depth > DEPTH) return undefined;
  switch (instr.op) {
    case 'this':
      return `this:${valueKey(act.value(id).map(withoutTask))}`;
    case 'get': {
      const owner = typeof instr.key === 'string' ? nameOf(act, instr.obj, depth + 1) : undefined;
      return owner === undefined ? undefined : `${owner}.${String(instr.key)}`;
    }
    case 'load':
      return act.ir.cells[instr.cell]?.constant ? `cell:${act.ir.file}#${instr.cell}` : undefined;
    case 'declare':
    case 'cast':
      return nameOf(act, instr.value, depth + 1);
    case 'param': {
      const [source] = argumentOf(act, instr.index);
      return source ? nameOf(source[0], source[1], depth + 1) : `param:${act.site(id)}`;
    }
    default:
      return undefined;
  }
}
