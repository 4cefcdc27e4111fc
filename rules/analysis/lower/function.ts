/** What lowering one function carries along: its graph, its names, and the way out of loops, labels and `try`. */

import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { At, CellId, ClassId, ClassIr, FunctionId, FunctionKind, Instr, TypeIr, ValueId } from '../ir/ir.ts';
import { GraphBuilder, Join } from './builder.ts';
import type { Comments } from './comments.ts';
import type { Names } from './names.ts';
import type { TypeParameters } from './types.ts';

type Node = TSESTree.Node;
export type ExpressionNode = TSESTree.Expression | TSESTree.PrivateIdentifier | TSESTree.TSEmptyBodyFunctionExpression;
export type StatementNode = TSESTree.ProgramStatement | TSESTree.Statement;
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression | TSESTree.TSEmptyBodyFunctionExpression | TSESTree.TSDeclareFunction;

/** Syntax contains itself: an expression a function, that statements, those expressions. Only here do its families meet. */
export interface Syntax {
  expression(fn: FunctionLowering, node: ExpressionNode, statement: boolean): ValueId;
  statement(fn: FunctionLowering, node: StatementNode): void;
  statements(fn: FunctionLowering, nodes: readonly StatementNode[]): void;
}

/** The class that a function is a member of. */
export interface Member {
  readonly kind: FunctionKind;
  readonly class: ClassId;
}

/** What a function takes from the file around it, and adds to it. */
export interface FileContext {
  readonly syntax: Syntax;
  readonly names: Names;
  readonly comments: Comments;
  readonly classes: ClassIr[];
  readonly types: Record<string, TypeIr>;
  readonly typeParameters: Record<string, TypeParameters>;
  cell(variable: Variable): CellId;
  /** The cell behind `export default <expression>` or `export =`. */
  syntheticExport(name: string): CellId;
  functionOf(node: FunctionNode, name: string, parent: FunctionLowering, member?: Member): FunctionId;
  /** A function that no text of its own stands for: class initialisers. */
  synthetic<T extends Node>(kind: FunctionKind, node: Node, members: readonly T[], parent: FunctionLowering, classId: ClassId, lower: (fn: FunctionLowering, members: readonly T[]) => void): FunctionId;
  isExported(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): boolean;
  enumMemberVariable(node: TSESTree.TSEnumMember): Variable | undefined;
  /** Parameter properties are assigned where the instance exists: at the start, or behind `super()`. */
  afterSuper(fn: FunctionLowering): void;
}

/** Something to leave behind on the way out: a loop or label to aim at, or a finaliser to run. */
export type Exit =
  | { readonly kind: 'target'; readonly labels: readonly string[]; readonly break: Join; readonly continue?: Join; readonly plainBreak: boolean }
  | { readonly kind: 'finally'; readonly handler: Join | undefined; readonly run: () => void };

export class FunctionLowering {
  readonly graph = new GraphBuilder();
  exits: Exit[] = [];
  /** Labels that stand directly before the statement that is lowered next. */
  pendingLabels: string[] = [];

  constructor(
    readonly file: FileContext,
    readonly id: FunctionId,
    /** The node whose activation this is. */
    readonly owner: Node,
    readonly classId?: ClassId,
  ) {}

  /** `statement`: the value is not used. */
  expression(node: ExpressionNode, statement = false): ValueId {
    return this.file.syntax.expression(this, node, statement);
  }

  statement(node: StatementNode): void {
    this.file.syntax.statement(this, node);
  }

  statements(nodes: readonly StatementNode[]): void {
    this.file.syntax.statements(this, nodes);
  }

  emit(instr: Instr): ValueId {
    return this.graph.emit(instr);
  }

  undefined(at: At): ValueId {
    return this.emit({ op: 'const', value: { undefined: true }, at });
  }

  /** A join for every tracked variable that is written within `node`. */
  joinAfter(node: Node): Join {
    return new Join(this.graph.newBlock(), this.writtenIn(node));
  }

  writtenIn(node: Node): Variable[] {
    return this.file.names.writtenIn(this.owner, node.range);
  }

  /** Starts a block of its own, so that a handler covers just what follows. */
  cut(): void {
    if (!this.graph.reachable) return;
    const next = this.graph.newBlock();
    this.graph.end({ kind: 'jump', to: next });
    this.graph.enter(next);
  }

  read(variable: Variable, at: At): ValueId {
    const { names } = this.file;
    if (names.isTracked(variable) && this.graph.values.has(variable)) return this.graph.read(variable);
    if (names.isShared(variable) || !names.isTracked(variable)) return this.emit({ op: 'load', cell: this.file.cell(variable), at });
    return this.graph.read(variable);
  }

  write(variable: Variable, value: ValueId, at: At): void {
    const { names } = this.file;
    if (names.isShared(variable) || !names.isTracked(variable)) this.emit({ op: 'store', cell: this.file.cell(variable), value, at });
    if (names.isTracked(variable)) this.graph.write(variable, value);
  }

  /** Runs the finalisers from the innermost exit down to `depth`, each under the handler outside its `try`. */
  unwind(depth: number): void {
    const { exits } = this;
    const { handler } = this.graph;
    for (let i = exits.length - 1; i >= depth && this.graph.reachable; i--) {
      const exit = exits[i];
      if (exit?.kind !== 'finally') continue;
      this.exits = exits.slice(0, i);
      this.graph.handler = exit.handler;
      this.cut();
      exit.run();
    }
    this.exits = exits;
    this.graph.handler = handler;
  }
}
