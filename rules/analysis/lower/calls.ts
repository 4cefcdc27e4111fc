/** Calls and `new`. A method call is a `get` on its way to be called, and a call with that receiver. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { ValueId } from '../ir/ir.ts';
import { lowerArgument, lowerMember, lowerPlace } from './members.ts';
import type { FunctionLowering } from './function.ts';

export function lowerCall(fn: FunctionLowering, node: TSESTree.CallExpression, statement: boolean): ValueId {
  const at = node.range;
  if (node.callee.type === N.Super) {
    const args = node.arguments.map((argument) => lowerArgument(fn, argument));
    const value = fn.emit({ op: 'super', args, at });
    fn.file.afterSuper(fn);
    return value;
  }
  const target = bare(node.callee);
  let receiver: ValueId | undefined;
  let callee: ValueId;
  if (target.type === N.MemberExpression && target.object.type !== N.Super) {
    const place = lowerPlace(fn, target);
    receiver = place.obj;
    callee = fn.emit({ op: 'get', ...place, way: 'callee', at: target.range });
  } else if (target.type === N.MemberExpression) {
    receiver = fn.emit({ op: 'this', at: target.object.range });
    callee = lowerMember(fn, target, 'callee');
  } else callee = fn.expression(target);
  const args = node.arguments.map((argument) => lowerArgument(fn, argument));
  return fn.emit({ op: 'call', callee, calleeAt: node.callee.range, args, statement, optional: node.optional, at, ...(receiver !== undefined && { receiver }) });
}

export function lowerNew(fn: FunctionLowering, node: TSESTree.NewExpression): ValueId {
  const callee = fn.expression(node.callee);
  const args = node.arguments.map((argument) => lowerArgument(fn, argument));
  return fn.emit({ op: 'new', callee, calleeAt: node.callee.range, args, at: node.range });
}

/** `(a.b)!()` and `(a?.b)()` call a method, too. */
function bare(node: TSESTree.Expression): TSESTree.Expression {
  return node.type === N.TSNonNullExpression || node.type === N.ChainExpression ? bare(node.expression) : node;
}
