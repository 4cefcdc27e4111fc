/** The values that an instruction uses. A phi's operands belong to the ways it is reached by, and are not among them. */

import type { Instr, Key, ValueId } from './ir.ts';

const computed = (key: Key): ValueId[] => (typeof key === 'number' ? [key] : []);

export function operandsOf(instr: Instr): ValueId[] {
  switch (instr.op) {
    case 'store':
    case 'unary':
    case 'await':
    case 'yield':
    case 'cast':
    case 'declare':
    case 'dispose':
      return [instr.value];
    case 'class':
      return instr.super === undefined ? [] : [instr.super];
    case 'object':
      return instr.props.flatMap((prop) => (prop.kind === 'spread' ? [prop.value] : [...computed(prop.key), prop.value]));
    case 'array':
      return instr.elements.flatMap((element) => (element ? [element.value] : []));
    case 'get':
    case 'delete':
      return [instr.obj, ...computed(instr.key)];
    case 'set':
      return [instr.obj, ...computed(instr.key), instr.value, ...(instr.update ? [instr.update.read, instr.update.operand] : [])];
    case 'binary':
      return [instr.left, instr.right];
    case 'template':
      return [...instr.parts];
    case 'call':
      return [instr.callee, ...(instr.receiver === undefined ? [] : [instr.receiver]), ...instr.args.map(({ value }) => value)];
    case 'new':
      return [instr.callee, ...instr.args.map(({ value }) => value)];
    case 'super':
      return instr.args.map(({ value }) => value);
    case 'iterate':
    case 'rest':
    case 'import':
      return [instr.source];
    default:
      return [];
  }
}
