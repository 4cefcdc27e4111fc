/** Conditions as control flow: `a && !b` becomes two branches, so that each part refines what runs behind it. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import { Join } from './builder.ts';
import type { FunctionLowering } from './function.ts';

export function lowerCondition(fn: FunctionLowering, node: TSESTree.Expression, yes: Join, no: Join): void {
  if (!fn.graph.reachable) return;
  if (node.type === N.UnaryExpression && node.operator === '!') {
    lowerCondition(fn, node.argument, no, yes);
    return;
  }
  if (node.type === N.LogicalExpression && node.operator !== '??') {
    const right = fn.joinAfter(node.left);
    if (node.operator === '&&') lowerCondition(fn, node.left, right, no);
    else lowerCondition(fn, node.left, yes, right);
    fn.graph.arriveAt(right);
    lowerCondition(fn, node.right, yes, no);
    return;
  }
  const cond = fn.expression(node);
  fn.graph.branch(cond, fn.graph.branchTo(yes), fn.graph.branchTo(no), node.range);
}
