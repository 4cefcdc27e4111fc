/** Expressions: one case a node, the families in files of their own. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { At, Constant, ValueId } from '../ir/ir.ts';
import { lowerCall, lowerNew } from './calls.ts';
import { lowerClass } from './classes.ts';
import { lowerArray, lowerMember, lowerObject } from './members.ts';
import { lowerAssignment, lowerConditional, lowerLogical, lowerUpdate } from './operators.ts';
import { lowerType } from './types.ts';
import type { ExpressionNode, FunctionLowering } from './function.ts';

/** `statement`: the value is not used. */
export function lowerExpression(fn: FunctionLowering, node: ExpressionNode, statement = false): ValueId {
  const casts = fn.file.comments.casts.around(node);
  const value = lowerPlain(fn, node, statement);
  return casts.reduce((inside, { type, at }, i) => fn.emit({ op: 'cast', value: inside, type, inner: i < casts.length - 1, valueAt: node.range, at }), value);
}

function lowerPlain(fn: FunctionLowering, node: ExpressionNode, statement: boolean): ValueId {
  const at = node.range;
  switch (node.type) {
    case N.Identifier:
      return lowerIdentifier(fn, node);
    case N.Literal:
      return fn.emit(node.value === Infinity ? { op: 'global', name: 'Infinity', at } : { op: 'const', value: constant(node), at });
    case N.TemplateLiteral:
      return fn.emit({ op: 'template', parts: node.expressions.map((part) => lowerExpression(fn, part)), texts: node.quasis.map(({ value }) => value.cooked ?? ''), at });
    case N.ThisExpression:
      return fn.emit({ op: 'this', at });
    case N.MemberExpression:
      return lowerMember(fn, node, 'expression');
    case N.ChainExpression:
    case N.TSNonNullExpression:
    case N.TSInstantiationExpression:
    case N.TSSatisfiesExpression:
      return lowerExpression(fn, node.expression, statement);
    case N.TSAsExpression:
    case N.TSTypeAssertion:
      return lowerCast(fn, node);
    case N.CallExpression:
      return lowerCall(fn, node, statement);
    case N.NewExpression:
      return lowerNew(fn, node);
    case N.BinaryExpression:
      return lowerBinary(fn, node);
    case N.LogicalExpression:
      return lowerLogical(fn, node);
    case N.ConditionalExpression:
      return lowerConditional(fn, node);
    case N.UnaryExpression:
      return lowerUnary(fn, node);
    case N.UpdateExpression:
      return lowerUpdate(fn, node, statement);
    case N.AssignmentExpression:
      return lowerAssignment(fn, node, statement);
    case N.SequenceExpression:
      return node.expressions.map((part, i) => lowerExpression(fn, part, statement || i < node.expressions.length - 1)).at(-1) ?? fn.undefined(at);
    case N.ArrowFunctionExpression:
    case N.FunctionExpression:
    case N.TSEmptyBodyFunctionExpression:
      return fn.emit({ op: 'closure', fn: fn.file.functionOf(node, '', fn), at });
    case N.ClassExpression:
      return lowerClass(fn, node);
    case N.ObjectExpression:
      return lowerObject(fn, node);
    case N.ArrayExpression:
      return lowerArray(fn, node);
    case N.AwaitExpression:
      return fn.emit({ op: 'await', value: lowerExpression(fn, node.argument), at });
    case N.YieldExpression:
      return fn.emit({ op: 'yield', value: node.argument ? lowerExpression(fn, node.argument) : fn.undefined(at), delegate: node.delegate, at });
    case N.ImportExpression:
      return fn.emit({ op: 'import', source: lowerExpression(fn, node.source), at });
    case N.MetaProperty:
      return fn.emit(node.meta.name === 'import' ? { op: 'importMeta', at } : { op: 'unknown', at });
    case N.TaggedTemplateExpression: {
      const callee = lowerExpression(fn, node.tag);
      const texts = fn.emit({ op: 'array', elements: [], at: node.quasi.range });
      const parts = node.quasi.expressions.map((part) => ({ value: lowerExpression(fn, part), at: part.range, spread: false }));
      const args = [{ value: texts, at: node.quasi.range, spread: false }, ...parts];
      return fn.emit({ op: 'call', callee, calleeAt: node.tag.range, args, statement, optional: false, at });
    }
    case N.JSXElement:
    case N.JSXFragment:
      return lowerJsx(fn, node);
    default:
      return fn.emit({ op: 'unknown', at });
  }
}

export function lowerIdentifier(fn: FunctionLowering, node: TSESTree.Identifier): ValueId {
  const variable = fn.file.names.variable(node);
  if (variable && variable.defs.length > 0) return fn.read(variable, node.range);
  if (node.name === 'undefined') return fn.undefined(node.range);
  if (node.name === 'arguments') return fn.emit({ op: 'arguments', at: node.range });
  return fn.emit({ op: 'global', name: node.name, at: node.range });
}

export function constant(node: TSESTree.Literal): Constant {
  if ('bigint' in node && typeof node.bigint === 'string') return { bigint: node.bigint };
  const { value } = node;
  return typeof value === 'object' && value !== null ? null : typeof value === 'bigint' ? { bigint: String(value) } : (value as Constant);
}

function lowerCast(fn: FunctionLowering, node: TSESTree.TSAsExpression | TSESTree.TSTypeAssertion): ValueId {
  const { expression, typeAnnotation, parent, range } = node;
  const value = lowerExpression(fn, expression);
  if (typeAnnotation.type === N.TSTypeReference && typeAnnotation.typeName.type === N.Identifier && typeAnnotation.typeName.name === 'const') return value;
  const inner = parent?.type === N.TSAsExpression || parent?.type === N.TSTypeAssertion;
  return fn.emit({ op: 'cast', value, type: lowerType(typeAnnotation), inner, valueAt: expression.range, at: range });
}

/** A long chain `a + b + c + …` leans to the left: it is walked, not descended. */
function lowerBinary(fn: FunctionLowering, node: TSESTree.BinaryExpression): ValueId {
  const chain: TSESTree.BinaryExpression[] = [];
  let leftmost: TSESTree.Expression | TSESTree.PrivateIdentifier = node;
  while (leftmost.type === N.BinaryExpression) {
    chain.push(leftmost);
    leftmost = leftmost.left;
  }
  let left = lowerExpression(fn, leftmost);
  for (const one of chain.reverse()) {
    const right = lowerExpression(fn, one.right);
    left = fn.emit({ op: 'binary', operator: one.operator, left, right, at: one.range });
  }
  return left;
}

function lowerUnary(fn: FunctionLowering, node: TSESTree.UnaryExpression): ValueId {
  const at: At = node.range;
  const { argument, operator } = node;
  if (operator === 'delete' && argument.type === N.MemberExpression) {
    const obj = lowerExpression(fn, argument.object);
    const key = !argument.computed && argument.property.type === N.Identifier ? argument.property.name : lowerExpression(fn, argument.property);
    return fn.emit({ op: 'delete', obj, key, at });
  }
  return fn.emit({ op: 'unary', operator, value: lowerExpression(fn, argument), at });
}

function lowerJsx(fn: FunctionLowering, node: TSESTree.JSXElement | TSESTree.JSXFragment): ValueId {
  const args: { value: ValueId; at: At; spread: boolean }[] = [];
  const take = (expression: TSESTree.Node): void => {
    if (expression.type === N.JSXEmptyExpression) return;
    args.push({ value: lowerExpression(fn, expression as TSESTree.Expression), at: expression.range, spread: false });
  };
  if (node.type === N.JSXElement)
    for (const attribute of node.openingElement.attributes) {
      if (attribute.type === N.JSXSpreadAttribute) take(attribute.argument);
      else if (attribute.value?.type === N.JSXExpressionContainer) take(attribute.value.expression);
    }
  for (const child of node.children) {
    if (child.type === N.JSXExpressionContainer) take(child.expression);
    else if (child.type === N.JSXElement || child.type === N.JSXFragment) take(child);
  }
  const callee = fn.emit({ op: 'global', name: '<jsx>', at: node.range });
  return fn.emit({ op: 'call', callee, calleeAt: node.range, args, statement: false, optional: false, at: node.range });
}
