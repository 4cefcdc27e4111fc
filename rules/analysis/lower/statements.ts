/** Statements, but for loops (`loops.ts`) and ways out (`exits.ts`). */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import { Join } from './builder.ts';
import { lowerClass } from './classes.ts';
import { lowerExpression } from './expressions.ts';
import { lowerTry, guarded, lowerBreak, lowerContinue, lowerReturn } from './exits.ts';
import { lowerCondition } from './conditions.ts';
import { lowerDoWhile, lowerFor, lowerForIn, lowerWhile } from './loops.ts';
import { bindName, bindPattern } from './patterns.ts';
import { lowerType } from './types.ts';
import { claimsAt, declareValue, declaredBy } from './declarations.ts';
import type { FunctionLowering, StatementNode } from './function.ts';

/** A list of statements: function declarations first, as JavaScript hoists them. */
export function lowerStatements(fn: FunctionLowering, statements: readonly StatementNode[]): void {
  for (const statement of statements) hoist(fn, statement);
  lowerFrom(fn, statements, 0);
}

function lowerFrom(fn: FunctionLowering, statements: readonly StatementNode[], first: number): void {
  for (let i = first; i < statements.length; i++) {
    const statement = statements[i];
    if (!statement || !fn.graph.reachable) return;
    if (statement.type === N.VariableDeclaration && statement.kind.endsWith('using')) {
      lowerUsing(fn, statement, statements, i + 1);
      return;
    }
    lowerStatement(fn, statement);
  }
}

/** `using x = …`: the rest of the block is a `try` whose `finally` disposes of `x`. */
function lowerUsing(fn: FunctionLowering, declaration: TSESTree.VariableDeclaration, statements: readonly StatementNode[], rest: number): void {
  lowerStatement(fn, declaration);
  const values = declaration.declarations.map(({ id }) => lowerExpression(fn, id as TSESTree.Expression));
  const last = statements.at(-1) ?? declaration;
  const range: [number, number] = [declaration.range[1], last.range[1]];
  guarded(fn, fn.file.names.writtenIn(fn.owner, range), () => lowerFrom(fn, statements, rest), () => {
    for (const value of values) fn.emit({ op: 'dispose', value, at: declaration.range });
  });
}

function hoist(fn: FunctionLowering, statement: StatementNode): void {
  const declaration =
    statement.type === N.ExportNamedDeclaration || statement.type === N.ExportDefaultDeclaration ? statement.declaration : statement;
  if (declaration?.type === N.TSDeclareFunction && declaration.declare) declareAmbientFunction(fn, declaration);
  if (declaration?.type !== N.FunctionDeclaration || !declaration.id) return;
  const variable = fn.file.names.variable(declaration.id);
  const value = fn.emit({ op: 'closure', fn: fn.file.functionOf(declaration, declaration.id.name, fn), at: declaration.range });
  if (variable) fn.write(variable, value, declaration.id.range);
}

export function lowerStatement(fn: FunctionLowering, node: StatementNode): void {
  const labels = fn.pendingLabels;
  if (node.type !== N.LabeledStatement) fn.pendingLabels = [];
  switch (node.type) {
    case N.ExpressionStatement:
      lowerExpression(fn, node.expression, true);
      return;
    case N.VariableDeclaration:
      for (const declarator of node.declarations) lowerDeclarator(fn, node, declarator);
      return;
    case N.BlockStatement:
      lowerStatements(fn, node.body);
      return;
    case N.IfStatement:
      lowerIf(fn, node);
      return;
    case N.WhileStatement:
      lowerWhile(fn, node, labels);
      return;
    case N.DoWhileStatement:
      lowerDoWhile(fn, node, labels);
      return;
    case N.ForStatement:
      lowerFor(fn, node, labels);
      return;
    case N.ForOfStatement:
    case N.ForInStatement:
      lowerForIn(fn, node, labels);
      return;
    case N.SwitchStatement:
      lowerSwitch(fn, node, labels);
      return;
    case N.TryStatement:
      lowerTry(fn, node);
      return;
    case N.ReturnStatement:
      lowerReturn(fn, node);
      return;
    case N.ThrowStatement: {
      const value = lowerExpression(fn, node.argument);
      fn.graph.end({ kind: 'throw', value, at: node.range });
      return;
    }
    case N.BreakStatement:
      lowerBreak(fn, node);
      return;
    case N.ContinueStatement:
      lowerContinue(fn, node);
      return;
    case N.LabeledStatement:
      lowerLabel(fn, node, labels);
      return;
    case N.ClassDeclaration:
      lowerClassDeclaration(fn, node);
      return;
    case N.ExportNamedDeclaration:
      if (node.declaration) lowerStatement(fn, node.declaration as StatementNode);
      return;
    case N.ExportDefaultDeclaration:
      lowerDefaultExport(fn, node);
      return;
    case N.TSEnumDeclaration:
      lowerEnum(fn, node);
      return;
    case N.TSModuleDeclaration:
      if (node.body?.type === N.TSModuleBlock) lowerStatements(fn, node.body.body);
      return;
    case N.TSExportAssignment: {
      const value = lowerExpression(fn, node.expression);
      fn.emit({ op: 'store', cell: fn.file.syntheticExport('export='), value, at: node.range });
      return;
    }
    case N.WithStatement:
      lowerExpression(fn, node.object);
      lowerStatement(fn, node.body);
      return;
    default:
  }
}

function lowerDeclarator(fn: FunctionLowering, declaration: TSESTree.VariableDeclaration, node: TSESTree.VariableDeclarator): void {
  if (declaration.declare) {
    declareAmbient(fn, node);
    return;
  }
  if (!node.init && declaration.kind === 'var') return;
  const value = node.init ? lowerExpression(fn, node.init) : fn.undefined(node.range);
  const said = declaredBy(fn, node);
  const name = node.id.type === N.Identifier ? node.id.name : '';
  const told = node.init ? declareValue(fn, value, said, name, node.id.range) : value;
  if (node.id.type === N.Identifier) bindName(fn, node.id, told);
  else bindPattern(fn, node.id, told);
}

/** `declare const x: T`: a value from elsewhere of which only the type is known. */
function declareAmbient(fn: FunctionLowering, node: TSESTree.VariableDeclarator): void {
  if (node.id.type !== N.Identifier) return;
  const source = fn.emit({ op: 'global', name: node.id.name, at: node.id.range });
  bindName(fn, node.id, declareValue(fn, source, declaredBy(fn, node), node.id.name, node.id.range));
}

/** `declare function f(): T`: of what comes from elsewhere, the type of its result is known. */
function declareAmbientFunction(fn: FunctionLowering, { id, returnType, range: at }: TSESTree.TSDeclareFunction): void {
  if (!id || !returnType) return;
  const source = fn.emit({ op: 'global', name: id.name, at });
  const type = { kind: 'function' as const, returns: lowerType(returnType.typeAnnotation), params: [] };
  bindName(fn, id, declareValue(fn, source, { type }, id.name, at));
}

function lowerIf(fn: FunctionLowering, node: TSESTree.IfStatement): void {
  const after = fn.joinAfter(node);
  let at: TSESTree.IfStatement = node;
  // A chain of `else if` is walked, not descended: generated code has thousands of them.
  for (;;) {
    const yes = fn.joinAfter(at.test);
    const no = fn.joinAfter(at.test);
    lowerCondition(fn, at.test, yes, no);
    fn.graph.arriveAt(yes);
    const before = after.variables.map((variable) => [variable, fn.graph.values.get(variable)] as const);
    lowerStatement(fn, at.consequent);
    fn.graph.jump(after);
    for (const [variable, value] of before) fn.graph.restore(variable, value);
    fn.graph.arriveAt(no);
    if (at.alternate?.type !== N.IfStatement) break;
    at = at.alternate;
  }
  if (at.alternate) lowerStatement(fn, at.alternate);
  fn.graph.jump(after);
  fn.graph.arriveAt(after);
}

function lowerSwitch(fn: FunctionLowering, node: TSESTree.SwitchStatement, labels: readonly string[]): void {
  const subject = lowerExpression(fn, node.discriminant);
  const after = fn.joinAfter(node);
  const bodies = node.cases.map(() => fn.joinAfter(node));
  for (const [i, one] of node.cases.entries()) {
    const body = bodies[i];
    if (!one.test || !body || !fn.graph.reachable) continue;
    const right = lowerExpression(fn, one.test);
    const cond = fn.emit({ op: 'binary', operator: '===', left: subject, right, at: one.test.range });
    const next = new Join(fn.graph.newBlock(), []);
    fn.graph.branch(cond, fn.graph.branchTo(body), fn.graph.branchTo(next), one.test.range);
    fn.graph.arriveAt(next);
  }
  fn.graph.jump(bodies[node.cases.findIndex(({ test }) => test === null)] ?? after);
  fn.exits.push({ kind: 'target', labels, break: after, plainBreak: true });
  for (const [i, one] of node.cases.entries()) {
    const body = bodies[i];
    if (!body) continue;
    fn.graph.jump(body);
    fn.graph.arriveAt(body);
    lowerStatements(fn, one.consequent);
  }
  fn.exits.pop();
  fn.graph.jump(after);
  fn.graph.arriveAt(after);
}

function lowerLabel(fn: FunctionLowering, node: TSESTree.LabeledStatement, labels: readonly string[]): void {
  const all = [...labels, node.label.name];
  const isLoop = /^(?:For|While|DoWhile|Switch)/.test(node.body.type);
  fn.pendingLabels = all;
  if (isLoop || node.body.type === N.LabeledStatement) {
    lowerStatement(fn, node.body);
    return;
  }
  const after = fn.joinAfter(node);
  fn.exits.push({ kind: 'target', labels: all, break: after, plainBreak: false });
  lowerStatement(fn, node.body);
  fn.exits.pop();
  fn.graph.jump(after);
  fn.graph.arriveAt(after);
}

function lowerClassDeclaration(fn: FunctionLowering, node: TSESTree.ClassDeclaration): void {
  const value = lowerClass(fn, node);
  const variable = node.id && fn.file.names.variable(node.id);
  if (variable && node.id) fn.write(variable, value, node.id.range);
}

function lowerDefaultExport(fn: FunctionLowering, node: TSESTree.ExportDefaultDeclaration): void {
  const { declaration } = node;
  if (declaration.type === N.ClassDeclaration && declaration.id) return lowerClassDeclaration(fn, declaration as TSESTree.ClassDeclaration);
  if (declaration.type === N.FunctionDeclaration && declaration.id) return;
  if (declaration.type === N.TSInterfaceDeclaration || declaration.type === N.TSEnumDeclaration || declaration.type === N.TSModuleDeclaration) return;
  const value = lowerDefaultValue(fn, declaration as DefaultValue);
  fn.emit({ op: 'store', cell: fn.file.syntheticExport('default'), value, at: node.range });
}

type DefaultValue = TSESTree.Expression | TSESTree.FunctionDeclaration | TSESTree.ClassDeclaration;

function lowerDefaultValue(fn: FunctionLowering, node: DefaultValue): number {
  if (node.type === N.FunctionDeclaration) return fn.emit({ op: 'closure', fn: fn.file.functionOf(node, 'default', fn), at: node.range });
  return node.type === N.ClassDeclaration ? lowerClass(fn, node) : lowerExpression(fn, node);
}

/** An enum is an object of its members; a member without a value is one more than the one before it. */
function lowerEnum(fn: FunctionLowering, node: TSESTree.TSEnumDeclaration): void {
  const object = fn.emit({ op: 'object', props: [], at: node.range });
  const variable = fn.file.names.variable(node.id);
  if (variable) fn.write(variable, object, node.id.range);
  let previous: number | undefined;
  for (const member of node.body.members) {
    const { range: at, id } = member;
    const key = id.type === N.Identifier ? id.name : id.type === N.Literal ? String(id.value) : undefined;
    const one = (value: number) => fn.emit({ op: 'const', value, at });
    const plain = member.initializer
      ? lowerExpression(fn, member.initializer)
      : previous === undefined
        ? one(0)
        : fn.emit({ op: 'binary', operator: '+', left: previous, right: one(1), at });
    previous = plain;
    const value = declareValue(fn, plain, claimsAt(fn, member), key ?? '', at);
    if (key === undefined) continue;
    fn.emit({ op: 'set', obj: object, key, value, objAt: at, keyAt: at, valueAt: at, statement: true, at });
    const bare = fn.file.enumMemberVariable(member);
    if (bare) fn.write(bare, value, at);
  }
}
