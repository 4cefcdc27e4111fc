/** Names for numbers that are not known but are the same each time they are read: a constant, a symbol, a field. */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import type { Num } from '../../solve/number.ts';
import * as R from '../../solve/range.ts';
import { number, valueKey, type Value } from '../../solve/value.ts';

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

/**
 * The value of an instruction, in which a field or variable that may hold several numbers is one symbol: `this.id` is
 * what `this.id` was. Only for comparisons with what was stored from the same place.
 */
export function identified(act: Activation, id: ValueId): Value {
  const value = act.value(id);
  const [alt] = value;
  if (value.length !== 1 || alt?.k !== 'num' || R.isConstant(alt.n.base)) return value;
  const name = nameOf(act, id);
  return name === undefined ? value : number(N.symbolic(`same:${name}`), alt.big);
}

function nameOf(act: Activation, id: ValueId, depth = 0): string | undefined {
  const instr = act.instr(id);
  if (depth > 6) return undefined;
  switch (instr.op) {
    case 'this':
      return `this:${valueKey(act.value(id))}`;
    case 'get': {
      const owner = typeof instr.key === 'string' ? nameOf(act, instr.obj, depth + 1) : undefined;
      return owner === undefined ? undefined : `${owner}.${String(instr.key)}`;
    }
    case 'load':
      return `cell:${act.ir.file}#${instr.cell}`;
    case 'declare':
    case 'cast':
      return nameOf(act, instr.value, depth + 1);
    default:
      return undefined;
  }
}
