/** Binding a value to a name, a member or a destructuring pattern. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { BlockId, ValueId } from '../ir/ir.ts';
import { Join } from './builder.ts';
import { assignedValue, claimsAt, declareValue } from './declarations.ts';
import { lowerKey, lowerPlace } from './members.ts';
import type { FunctionLowering } from './function.ts';

type Pattern = TSESTree.DestructuringPattern | TSESTree.BindingName | TSESTree.Expression | TSESTree.Parameter;

export function bindPattern(fn: FunctionLowering, pattern: Pattern, value: ValueId): void {
  switch (pattern.type) {
    case N.Identifier: {
      const variable = fn.file.names.variable(pattern);
      if (variable && variable.defs.length > 0) fn.write(variable, assignedValue(fn, variable, value, pattern.range), pattern.range);
      else setGlobal(fn, pattern, value);
      return;
    }
    case N.MemberExpression: {
      const place = lowerPlace(fn, pattern);
      fn.emit({ op: 'set', ...place, value, valueAt: pattern.range, statement: false, at: pattern.range });
      return;
    }
    case N.AssignmentPattern:
      bindPattern(fn, pattern.left, withDefault(fn, value, pattern));
      return;
    case N.ArrayPattern:
      bindArray(fn, pattern, value);
      return;
    case N.ObjectPattern:
      bindObject(fn, pattern, value);
      return;
    case N.TSParameterProperty:
      bindPattern(fn, pattern.parameter, value);
      return;
    case N.RestElement:
      bindPattern(fn, pattern.argument, value);
      return;
    case N.TSAsExpression:
    case N.TSNonNullExpression:
    case N.TSSatisfiesExpression:
      bindPattern(fn, pattern.expression, value);
      return;
    default:
  }
}

/** `onmessage = …`: a name that no scope declares is a property of the global object. */
function setGlobal(fn: FunctionLowering, { name, range: at }: TSESTree.Identifier, value: ValueId): void {
  const obj = fn.emit({ op: 'global', name: 'globalThis', at });
  fn.emit({ op: 'set', obj, key: name, value, objAt: at, keyAt: at, valueAt: at, statement: true, at });
}

/** Binds a variable to a value that already is what its declaration says. */
export function bindName(fn: FunctionLowering, name: TSESTree.Identifier, value: ValueId): void {
  const variable = fn.file.names.variable(name);
  if (variable && variable.defs.length > 0) fn.write(variable, value, name.range);
}

function bindArray(fn: FunctionLowering, pattern: TSESTree.ArrayPattern, source: ValueId): void {
  for (const [index, element] of pattern.elements.entries()) {
    if (!element) continue;
    const rest = element.type === N.RestElement;
    // A nested pattern is reported at the whole array pattern that walks over the view.
    const value = fn.emit({ op: 'iterate', source, of: true, index, rest, sourceAt: pattern.range, at: element.range });
    bindPattern(fn, element, value);
  }
}

function bindObject(fn: FunctionLowering, pattern: TSESTree.ObjectPattern, source: ValueId): void {
  const taken: string[] = [];
  for (const property of pattern.properties) {
    if (property.type === N.RestElement) {
      bindPattern(fn, property, fn.emit({ op: 'rest', source, without: taken, at: property.range }));
      continue;
    }
    const numeric = !property.computed && property.key.type === N.Literal && typeof property.key.value === 'number';
    const key = numeric ? fn.expression(property.key as TSESTree.Literal) : lowerKey(fn, property.key as TSESTree.Expression, property.computed);
    if (typeof key === 'string') taken.push(key);
    const value = fn.emit({ op: 'get', obj: source, key, objAt: pattern.range, keyAt: property.key.range, way: 'pattern', at: property.range });
    bindPattern(fn, property.value as Pattern, declareValue(fn, value, claimsAt(fn, property), typeof key === 'string' ? key : '', property.range));
  }
}

/** `= right` runs where the value is undefined. */
export function withDefault(fn: FunctionLowering, value: ValueId, pattern: TSESTree.AssignmentPattern): ValueId {
  const after = fn.joinAfter(pattern);
  const go = new Join(fn.graph.newBlock(), []);
  const present = fn.emit({ op: 'unary', operator: 'present', value, at: pattern.range });
  const cond = fn.emit({ op: 'unary', operator: 'absent', value, at: pattern.range });
  const taken = fn.graph.branchTo(go);
  const skipped = fn.graph.branchTo(after);
  fn.graph.branch(cond, taken, skipped, pattern.range);
  fn.graph.arriveAt(go);
  const other = fn.expression(pattern.right);
  const from: [BlockId, ValueId][] = [[skipped, present]];
  fn.graph.jump(after);
  const last = after.arrivals.at(-1);
  if (last && last.from !== skipped) from.push([last.from, other]);
  fn.graph.arriveAt(after);
  return fn.emit({ op: 'phi', from, name: '', at: pattern.range });
}
