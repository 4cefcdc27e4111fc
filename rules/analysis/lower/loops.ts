/** Loops: a head with phis for what the loop writes, one join to continue to and one to leave by. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import { Join } from './builder.ts';
import { lowerCondition } from './conditions.ts';
import { bindPattern } from './patterns.ts';
import type { FunctionLowering } from './function.ts';

interface Loop {
  readonly node: TSESTree.Node;
  readonly labels: readonly string[];
  readonly test?: TSESTree.Expression | null;
  /** Whether the body runs before the first test. */
  readonly bodyFirst?: boolean;
  readonly body: () => void;
  readonly update?: () => void;
}

function lowerLoop(fn: FunctionLowering, loop: Loop): void {
  const variables = fn.writtenIn(loop.node);
  const after = new Join(fn.graph.newBlock(), variables);
  const head = fn.graph.openLoop(variables, loop.node.range);
  const next = new Join(fn.graph.newBlock(), variables);
  const enter = new Join(fn.graph.newBlock(), variables);
  if (loop.test && !loop.bodyFirst) {
    lowerCondition(fn, loop.test, enter, after);
    fn.graph.arriveAt(enter);
  }
  fn.exits.push({ kind: 'target', labels: loop.labels, break: after, continue: next, plainBreak: true });
  loop.body();
  fn.exits.pop();
  fn.graph.jump(next);
  fn.graph.arriveAt(next);
  if (loop.test && loop.bodyFirst) lowerCondition(fn, loop.test, head, after);
  loop.update?.();
  fn.graph.jump(head);
  fn.graph.closeLoop(head);
  fn.graph.arriveAt(after);
}

export function lowerWhile(fn: FunctionLowering, node: TSESTree.WhileStatement, labels: readonly string[]): void {
  lowerLoop(fn, { node, labels, test: node.test, body: () => fn.statement(node.body) });
}

export function lowerDoWhile(fn: FunctionLowering, node: TSESTree.DoWhileStatement, labels: readonly string[]): void {
  lowerLoop(fn, { node, labels, test: node.test, bodyFirst: true, body: () => fn.statement(node.body) });
}

export function lowerFor(fn: FunctionLowering, node: TSESTree.ForStatement, labels: readonly string[]): void {
  if (node.init?.type === N.VariableDeclaration) fn.statement(node.init);
  else if (node.init) fn.expression(node.init, true);
  const { update } = node;
  lowerLoop(fn, {
    node,
    labels,
    test: node.test,
    body: () => fn.statement(node.body),
    ...(update && { update: () => fn.graph.reachable && void fn.expression(update, true) }),
  });
}

export function lowerForIn(fn: FunctionLowering, node: TSESTree.ForOfStatement | TSESTree.ForInStatement, labels: readonly string[]): void {
  const source = fn.expression(node.right);
  // A finaliser is lowered once for each way through it: what its loop declared there is not there here.
  for (const variable of fn.file.names.declaredBy(node.left)) fn.graph.restore(variable, undefined);
  lowerLoop(fn, {
    node,
    labels,
    body: () => {
      const element = fn.emit({ op: 'iterate', source, of: node.type === N.ForOfStatement, index: null, rest: false, sourceAt: node.right.range, at: node.right.range });
      const enter = new Join(fn.graph.newBlock(), []);
      const leave = exitOf(fn);
      // Whether there is another element is not known: the loop may run no time.
      const more = fn.emit({ op: 'unknown', at: node.right.range });
      fn.graph.branch(more, fn.graph.branchTo(enter), fn.graph.branchTo(leave), node.right.range);
      fn.graph.arriveAt(enter);
      const awaited = node.type === N.ForOfStatement && node.await ? fn.emit({ op: 'await', value: element, at: node.right.range }) : element;
      const target = node.left.type === N.VariableDeclaration ? node.left.declarations[0]?.id : node.left;
      if (target) bindPattern(fn, target as TSESTree.DestructuringPattern, awaited);
      fn.statement(node.body);
    },
  });
}

/** The join behind the innermost loop. */
function exitOf(fn: FunctionLowering): Join {
  const exit = fn.exits.at(-1);
  if (exit?.kind !== 'target') throw new Error('A loop body is lowered inside its loop.');
  return exit.break;
}
