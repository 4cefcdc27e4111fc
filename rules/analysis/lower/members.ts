/** Property and element access, object and array literals. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { Arg, At, Instr, Key, PropIr, ValueId } from '../ir/ir.ts';
import { claimsAt, declareValue } from './declarations.ts';
import type { FunctionLowering } from './function.ts';

export interface Place {
  readonly obj: ValueId;
  readonly key: Key;
  readonly objAt: At;
  readonly keyAt: At;
}

export function lowerKey(fn: FunctionLowering, property: TSESTree.Expression | TSESTree.PrivateIdentifier, computed: boolean): Key {
  if (property.type === N.PrivateIdentifier) return `#${property.name}`;
  if (!computed && property.type === N.Identifier) return property.name;
  if (property.type === N.Literal && typeof property.value === 'string') return property.value;
  return fn.expression(property);
}

export function lowerPlace(fn: FunctionLowering, node: TSESTree.MemberExpression): Place {
  const obj = fn.expression(node.object);
  const key = lowerKey(fn, node.property, node.computed);
  return { obj, key, objAt: node.object.range, keyAt: node.property.range };
}

type Way = Extract<Instr, { op: 'get' }>['way'];

export function lowerMember(fn: FunctionLowering, node: TSESTree.MemberExpression, way: Way): ValueId {
  if (node.object.type === N.Super) {
    const key = node.property.type === N.Identifier ? node.property.name : '';
    return fn.emit({ op: 'superGet', key, at: node.range });
  }
  return fn.emit({ op: 'get', ...lowerPlace(fn, node), way, at: node.range });
}

export function lowerObject(fn: FunctionLowering, node: TSESTree.ObjectExpression): ValueId {
  const props = node.properties.map((property): PropIr => {
    const at = property.range;
    if (property.type === N.SpreadElement) return { kind: 'spread', value: fn.expression(property.argument), at };
    const key = propertyKey(fn, property);
    const plain = fn.expression(property.value as TSESTree.Expression);
    const value = declareValue(fn, plain, claimsAt(fn, property), typeof key === 'string' ? key : '', at);
    return { kind: property.kind === 'get' ? 'getter' : property.kind === 'set' ? 'setter' : 'value', key, value, at, valueAt: property.value.range };
  });
  return fn.emit({ op: 'object', props, at: node.range });
}

function propertyKey(fn: FunctionLowering, { key, computed }: TSESTree.Property): Key {
  if (!computed && key.type === N.Literal) return String(key.value);
  return lowerKey(fn, key, computed);
}

export function lowerArray(fn: FunctionLowering, node: TSESTree.ArrayExpression): ValueId {
  const elements = node.elements.map((element) => (element ? lowerArgument(fn, element) : null));
  return fn.emit({ op: 'array', elements, at: node.range });
}

export function lowerArgument(fn: FunctionLowering, node: TSESTree.Expression | TSESTree.SpreadElement): Arg {
  if (node.type === N.SpreadElement) return { value: fn.expression(node.argument), at: node.range, spread: true };
  return { value: fn.expression(node), at: node.range, spread: false };
}
