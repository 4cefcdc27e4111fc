/** Ways out: `return`, `break`, `continue`, exceptions, and the finalisers on the way. Finalisers are copied to each way out. */

import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { Join } from './builder.ts';
import { bindPattern } from './patterns.ts';
import type { FunctionLowering } from './function.ts';

export function lowerReturn(fn: FunctionLowering, node: TSESTree.ReturnStatement): void {
  const value = node.argument ? fn.expression(node.argument) : undefined;
  fn.unwind(0);
  fn.graph.end({ kind: 'return', at: node.range, ...(value !== undefined && { value }) });
}

export function lowerBreak(fn: FunctionLowering, node: TSESTree.BreakStatement): void {
  leave(fn, node, (exit) => (node.label ? exit.labels.includes(node.label.name) : exit.plainBreak) && exit.break);
}

export function lowerContinue(fn: FunctionLowering, node: TSESTree.ContinueStatement): void {
  leave(fn, node, (exit) => (!node.label || exit.labels.includes(node.label.name)) && exit.continue);
}

type Target = Extract<FunctionLowering['exits'][number], { kind: 'target' }>;

function leave(fn: FunctionLowering, node: TSESTree.Node, aim: (exit: Target) => Join | false | undefined): void {
  for (let i = fn.exits.length - 1; i >= 0; i--) {
    const exit = fn.exits[i];
    const join = exit?.kind === 'target' && aim(exit);
    if (!join) continue;
    fn.unwind(i + 1);
    fn.graph.jump(join, node.range);
    return;
  }
}

export function lowerTry(fn: FunctionLowering, node: TSESTree.TryStatement): void {
  const { finalizer, handler } = node;
  const body = (): void => {
    if (handler) lowerCatch(fn, node, handler);
    else fn.statement(node.block);
  };
  if (!finalizer) body();
  else guarded(fn, fn.writtenIn(node), body, () => fn.statements(finalizer.body));
}

function lowerCatch(fn: FunctionLowering, node: TSESTree.TryStatement, clause: TSESTree.CatchClause): void {
  const after = fn.joinAfter(node);
  const caught = fn.joinAfter(node);
  const outer = fn.graph.handler;
  fn.graph.handler = caught;
  fn.cut();
  fn.statement(node.block);
  fn.graph.handler = outer;
  fn.graph.jump(after);
  fn.graph.arriveAt(caught);
  if (fn.graph.reachable) {
    const exception = fn.emit({ op: 'exception', at: clause.range });
    if (clause.param) bindPattern(fn, clause.param, exception);
    fn.statement(clause.body);
    fn.graph.jump(after);
  }
  fn.graph.arriveAt(after);
}

/** Runs `body` with `finaliser` on every way out of it. */
export function guarded(fn: FunctionLowering, variables: readonly Variable[], body: () => void, finaliser: () => void): void {
  const outer = fn.graph.handler;
  const after = new Join(fn.graph.newBlock(), variables);
  const thrown = new Join(fn.graph.newBlock(), variables);
  fn.graph.handler = thrown;
  fn.exits.push({ kind: 'finally', handler: outer, run: finaliser });
  fn.cut();
  body();
  fn.exits.pop();
  fn.graph.handler = outer;
  fn.cut();
  if (fn.graph.reachable) finaliser();
  fn.graph.jump(after);
  fn.graph.arriveAt(thrown);
  if (fn.graph.reachable) {
    finaliser();
    fn.graph.end({ kind: 'rethrow' });
  }
  fn.graph.arriveAt(after);
}
