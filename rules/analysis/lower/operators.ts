/** Assignment, update and the operators that branch. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { At, BlockId, ValueId } from '../ir/ir.ts';
import { Join } from './builder.ts';
import { lowerCondition } from './conditions.ts';
import { lowerPlace, type Place } from './members.ts';
import { bindPattern } from './patterns.ts';
import type { FunctionLowering } from './function.ts';

export function lowerAssignment(fn: FunctionLowering, node: TSESTree.AssignmentExpression, statement: boolean): ValueId {
  const left = unwrap(node.left);
  if (/^(?:&&|\|\||\?\?)=$/.test(node.operator)) return lowerLogicalAssignment(fn, node, left);
  if (node.operator !== '=') return lowerCompound(fn, node, left, statement);
  if (left.type !== N.MemberExpression) {
    const value = fn.expression(node.right);
    bindPattern(fn, left as TSESTree.DestructuringPattern, value);
    return value;
  }
  const place = lowerPlace(fn, left);
  const value = fn.expression(node.right);
  setPlace(fn, place, value, node.right.range, node.range, statement);
  return value;
}

function setPlace(fn: FunctionLowering, place: Place, value: ValueId, valueAt: At, at: At, statement: boolean): void {
  fn.emit({ op: 'set', ...place, value, valueAt, statement, at });
}

function lowerCompound(fn: FunctionLowering, node: TSESTree.AssignmentExpression, left: TSESTree.Node, statement: boolean): ValueId {
  const operator = node.operator.slice(0, -1);
  if (left.type !== N.MemberExpression) {
    const before = fn.expression(left as TSESTree.Identifier);
    const right = fn.expression(node.right);
    const value = fn.emit({ op: 'binary', operator, left: before, right, at: node.range });
    bindPattern(fn, left as TSESTree.DestructuringPattern, value);
    return value;
  }
  const place = lowerPlace(fn, left);
  const read = fn.emit({ op: 'get', ...place, way: 'update', at: left.range });
  const operand = fn.expression(node.right);
  const value = fn.emit({ op: 'binary', operator, left: read, right: operand, at: node.range });
  fn.emit({ op: 'set', ...place, value, valueAt: node.right.range, update: { operator, read, operand, operandAt: node.right.range }, statement, at: node.range });
  return value;
}

export function lowerUpdate(fn: FunctionLowering, node: TSESTree.UpdateExpression, statement: boolean): ValueId {
  const target = unwrap(node.argument);
  const operator = node.operator === '++' ? '+' : '-';
  const place = target.type === N.MemberExpression ? lowerPlace(fn, target) : undefined;
  const read = place ? fn.emit({ op: 'get', ...place, way: 'update', at: target.range }) : fn.expression(target as TSESTree.Expression);
  const operand = fn.emit({ op: 'const', value: 1, at: node.range });
  const value = fn.emit({ op: 'binary', operator, left: read, right: operand, at: node.range });
  if (place) fn.emit({ op: 'set', ...place, value, valueAt: node.range, update: { operator, read, operand, operandAt: null }, statement, at: node.range });
  else bindPattern(fn, target as TSESTree.DestructuringPattern, value);
  return node.prefix ? value : read;
}

/** `a ||= b`: the right side runs and is stored on one of the two ways. */
function lowerLogicalAssignment(fn: FunctionLowering, node: TSESTree.AssignmentExpression, left: TSESTree.Node): ValueId {
  const place = left.type === N.MemberExpression ? lowerPlace(fn, left) : undefined;
  const before = place ? fn.emit({ op: 'get', ...place, way: 'expression', at: left.range }) : fn.expression(left as TSESTree.Expression);
  const operator = node.operator.slice(0, -1) as '&&' | '||' | '??';
  return shortCircuit(fn, node, operator, before, () => {
    const value = fn.expression(node.right);
    if (place) setPlace(fn, place, value, node.right.range, node.range, true);
    else bindPattern(fn, left as TSESTree.DestructuringPattern, value);
    return value;
  });
}

export function lowerLogical(fn: FunctionLowering, node: TSESTree.LogicalExpression): ValueId {
  const before = fn.expression(node.left);
  return shortCircuit(fn, node, node.operator, before, () => fn.expression(node.right));
}

const KEPT = { '&&': 'falsy', '||': 'truthy', '??': 'present' } as const;

/** `kept` is what the left side is where the right side does not run: `falsy`, `truthy` or `present`. */
function shortCircuit(fn: FunctionLowering, node: TSESTree.Node, operator: '&&' | '||' | '??', before: ValueId, right: () => ValueId): ValueId {
  const after = fn.joinAfter(node);
  const kept = fn.emit({ op: 'unary', operator: KEPT[operator], value: before, at: node.range });
  const test = operator === '??' ? fn.emit({ op: 'unary', operator: 'nullish', value: before, at: node.range }) : before;
  const go = new Join(fn.graph.newBlock(), []);
  const taken = fn.graph.branchTo(go);
  const skipped = fn.graph.branchTo(after);
  if (operator === '||') fn.graph.branch(test, skipped, taken, node.range);
  else fn.graph.branch(test, taken, skipped, node.range);
  fn.graph.arriveAt(go);
  const value = right();
  const last = arrive(fn, after);
  fn.graph.arriveAt(after);
  const from: [BlockId, ValueId][] = [[skipped, kept]];
  if (last !== undefined) from.push([last, value]);
  return fn.emit({ op: 'phi', from, name: '', at: node.range });
}

export function lowerConditional(fn: FunctionLowering, node: TSESTree.ConditionalExpression): ValueId {
  const after = fn.joinAfter(node);
  const yes = fn.joinAfter(node.test);
  const no = fn.joinAfter(node.test);
  lowerCondition(fn, node.test, yes, no);
  const from: [BlockId, ValueId][] = [];
  for (const [join, side] of [[yes, node.consequent], [no, node.alternate]] as const) {
    fn.graph.arriveAt(join);
    if (!fn.graph.reachable) continue;
    const before = after.variables.map((variable) => [variable, fn.graph.values.get(variable)] as const);
    const value = fn.expression(side);
    const last = arrive(fn, after);
    if (last !== undefined) from.push([last, value]);
    for (const [variable, old] of before) fn.graph.restore(variable, old);
  }
  fn.graph.arriveAt(after);
  return fn.emit({ op: 'phi', from, name: '', at: node.range });
}

/** Goes to the join and tells from which block, so that the phi of the expression knows its operand. */
function arrive(fn: FunctionLowering, after: Join): BlockId | undefined {
  if (!fn.graph.reachable) return undefined;
  fn.graph.jump(after);
  return after.arrivals.at(-1)?.from;
}

function unwrap(node: TSESTree.Node): TSESTree.Node {
  return node.type === N.TSNonNullExpression || node.type === N.TSAsExpression || node.type === N.TSTypeAssertion || node.type === N.TSSatisfiesExpression
    ? unwrap(node.expression)
    : node;
}
