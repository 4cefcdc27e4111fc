/** Lowers one file: its functions in the order they are met, its cells, its exports. */

import type { ScopeManager, Variable } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { CellId, CellIr, ClassId, ClassIr, ExportIr, FileIr, FunctionId, FunctionIr, FunctionKind, ParamIr, TypeIr } from '../ir/ir.ts';
import { Comments } from './comments.ts';
import { claimsAt, declareValue } from './declarations.ts';
import { lowerExpression } from './expressions.ts';
import { collectExports, importOf, type ExportNames } from './exports.ts';
import { FunctionLowering, type FileContext, type FunctionNode, type Member, type Syntax } from './function.ts';
import { resolveNames, type Names } from './names.ts';
import { bindPattern } from './patterns.ts';
import { lowerStatement, lowerStatements } from './statements.ts';
import { isThis, lowerInterface, lowerType, lowerTypeParameters, optional, type TypeParameters } from './types.ts';

export interface LowerInput {
  readonly file: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopeManager: ScopeManager;
}

export function lowerFile(input: LowerInput): FileIr {
  const file = new FileLowering(input);
  file.lowerModule();
  return file.finish();
}

const SYNTAX: Syntax = { expression: lowerExpression, statement: lowerStatement, statements: lowerStatements };

class FileLowering implements FileContext {
  readonly syntax = SYNTAX;
  readonly names: Names;
  readonly comments: Comments;
  readonly classes: ClassIr[] = [];
  readonly types: Record<string, TypeIr> = {};
  readonly typeParameters: Record<string, TypeParameters> = {};
  readonly #functions: (FunctionIr | undefined)[] = [];
  readonly #functionIds = new Map<TSESTree.Node, FunctionId>();
  readonly #cells: CellIr[] = [];
  readonly #cellIds = new Map<Variable, CellId>();
  readonly #exportNames: ExportNames;
  readonly #exports: ExportIr[] = [];
  readonly #queue: (() => void)[] = [];
  readonly #enumVariables = new Map<TSESTree.Node, Variable>();

  constructor(readonly input: LowerInput) {
    this.#exportNames = collectExports(input.ast);
    this.names = resolveNames(input.scopeManager, this.#exportNames.locals);
    this.comments = new Comments(input.text, input.ast);
    Object.assign(this.types, this.comments.typedefs);
    this.#collectTypes(input.ast.body);
    for (const scope of input.scopeManager.scopes)
      for (const variable of scope.variables)
        for (const { node } of variable.defs) if (node.type === N.TSEnumMember) this.#enumVariables.set(node, variable);
  }

  lowerModule(): void {
    const { ast } = this.input;
    const id = this.#reserve(ast);
    const fn = new FunctionLowering(this, id, ast);
    this.#bindImports();
    lowerStatements(fn, ast.body);
    this.#close(fn, { name: '', kind: 'module', parent: id, async: true, generator: false, params: [] });
    // Functions are lowered from a queue: nesting costs no stack.
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) next();
  }

  finish(): FileIr {
    const { text, file } = this.input;
    for (const [name, local] of this.#exportNames.named) {
      const variable = this.#topLevel(local);
      if (variable) this.#exports.push({ kind: 'cell', name, cell: this.cell(variable) });
    }
    return {
      file,
      functions: this.#functions.filter((fn) => fn !== undefined),
      classes: this.classes,
      cells: this.#cells,
      exports: [...this.#exports, ...this.#exportNames.reexports],
      types: this.types,
      typeParameters: this.typeParameters,
      regionComments: this.comments.finish(),
      usesWindow: /\b(?:window|document)\b/.test(text) && this.#mentionsWindow(),
    };
  }

  /** The variable is the host's: no scope of the file makes it. */
  #mentionsWindow(): boolean {
    return this.input.scopeManager.scopes.some((scope) =>
      scope.references.some(({ identifier, resolved }) => {
        if (identifier.name === 'globalThis' || identifier.name === 'self') return usesPageOf(identifier as TSESTree.Node);
        if (!isOfPage(identifier.name)) return false;
        return !isTypeofOperand(identifier as TSESTree.Node) && !this.#isBehindTest(identifier as TSESTree.Node) && (resolved?.defs ?? []).every(({ node }) => isAmbient(node as TSESTree.Node));
      }),
    );
  }

  /** `typeof document === 'undefined' ? … : document.baseURI`: it is asked for where it is there, and the file runs elsewhere, too. */
  #isBehindTest(node: TSESTree.Node): boolean {
    for (let at = node; at.parent; at = at.parent) {
      const { parent } = at;
      const test = parent.type === N.ConditionalExpression || parent.type === N.IfStatement ? parent.test : parent.type === N.LogicalExpression ? parent.left : undefined;
      if (test && test !== at && /\btypeof (?:window|document)\b/.test(this.input.text.slice(...test.range))) return true;
    }
    return false;
  }

  cell(variable: Variable): CellId {
    const known = this.#cellIds.get(variable);
    if (known !== undefined) return known;
    const id = this.#cells.length;
    this.#cellIds.set(variable, id);
    const definition = variable.defs[0];
    const from = definition && importOf(definition.node as TSESTree.Node, definition.parent as TSESTree.Node | null | undefined);
    const identifier = variable.identifiers[0];
    const type = identifier && 'typeAnnotation' in identifier && identifier.typeAnnotation ? lowerType((identifier as TSESTree.Identifier).typeAnnotation?.typeAnnotation) : undefined;
    this.#cells.push({
      name: variable.name,
      at: identifier?.range ?? [0, 0],
      owner: this.#ownerOf(variable),
      constant: this.names.isConstant(variable),
      exported: this.#exportNames.locals.has(variable.name) && this.#topLevel(variable.name) === variable,
      ...(from && { from }),
      ...(type && { type }),
    });
    return id;
  }

  #ownerOf(variable: Variable): FunctionId {
    let scope: Variable['scope'] | null = variable.scope;
    for (; scope; scope = scope.upper) {
      const id = this.#functionIds.get(scope.block);
      if (id !== undefined) return id;
    }
    return 0;
  }

  syntheticExport(name: string): CellId {
    const id = this.#cells.length;
    this.#cells.push({ name, at: [0, 0], owner: 0, constant: true, exported: true });
    this.#exports.push({ kind: 'cell', name, cell: id });
    return id;
  }

  functionOf(node: FunctionNode, name: string, parent: FunctionLowering, member?: Member): FunctionId {
    const known = this.#functionIds.get(node);
    if (known !== undefined) return known;
    const id = this.#reserve(node);
    this.#queue.push(() => this.#lowerFunction(node, id, name || this.#nameOf(node), parent.id, member));
    return id;
  }

  synthetic<T extends TSESTree.Node>(kind: FunctionKind, node: TSESTree.Node, members: readonly T[], parent: FunctionLowering, classId: ClassId, lower: (fn: FunctionLowering, members: readonly T[]) => void): FunctionId {
    const key = members[0] ?? node;
    const known = this.#functionIds.get(key);
    if (known !== undefined) return known;
    const id = this.#reserve(key);
    this.#queue.push(() => {
      const fn = new FunctionLowering(this, id, key, classId);
      lower(fn, members);
      this.#close(fn, { name: kind, kind, parent: parent.id, async: false, generator: false, params: [] });
    });
    return id;
  }

  isExported(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): boolean {
    if (node.parent?.type === N.ExportNamedDeclaration || node.parent?.type === N.ExportDefaultDeclaration) return true;
    return node.id !== null && this.#exportNames.locals.has(node.id.name) && node.parent?.type === N.Program;
  }

  enumMemberVariable(node: TSESTree.TSEnumMember): Variable | undefined {
    return this.#enumVariables.get(node);
  }

  afterSuper(fn: FunctionLowering): void {
    const node = fn.owner;
    if (node.type !== N.FunctionExpression) return;
    for (const param of node.params) {
      if (param.type !== N.TSParameterProperty) continue;
      const target = param.parameter.type === N.AssignmentPattern ? param.parameter.left : param.parameter;
      if (target.type !== N.Identifier) continue;
      const at = target.range;
      const obj = fn.emit({ op: 'this', at });
      fn.emit({ op: 'set', obj, key: target.name, value: lowerExpression(fn, target), objAt: at, keyAt: at, valueAt: at, statement: true, at });
    }
  }

  #reserve(node: TSESTree.Node): FunctionId {
    const id = this.#functions.length;
    this.#functions.push(undefined);
    this.#functionIds.set(node, id);
    return id;
  }

  #lowerFunction(node: FunctionNode, id: FunctionId, name: string, parent: FunctionId, member: Member | undefined): void {
    const fn = new FunctionLowering(this, id, node, member?.class);
    const params = node.params.filter((param) => !isThis(param)).map((param, index) => this.#param(fn, node, param, index));
    if (member?.kind === 'constructor' && !this.classes[member.class]?.superName) this.afterSuper(fn);
    if (node.body?.type === N.BlockStatement) lowerStatements(fn, node.body.body);
    else if (node.body) {
      const value = lowerExpression(fn, node.body as TSESTree.Expression);
      fn.graph.end({ kind: 'return', value, at: node.body.range });
    }
    const kind = member?.kind ?? (node.type === N.ArrowFunctionExpression ? 'arrow' : 'function');
    const doc = this.#docOf(node);
    const returns = node.returnType ? lowerType(node.returnType.typeAnnotation) : doc?.returns;
    const claim = this.comments.claimBefore(statementOf(node).range[0], 'exclusive');
    this.#close(fn, { name, kind, parent, async: node.async, generator: node.generator, params, ...(returns && { returns }), ...(claim && { exclusive: claim.index }) });
  }

  #param(fn: FunctionLowering, node: FunctionNode, param: TSESTree.Parameter, index: number): ParamIr {
    const outer = param.type === N.TSParameterProperty ? param.parameter : param;
    const target = outer.type === N.AssignmentPattern ? outer.left : outer.type === N.RestElement ? outer.argument : outer;
    const name = target.type === N.Identifier ? target.name : '';
    const annotation = 'typeAnnotation' in target ? target.typeAnnotation : 'typeAnnotation' in outer ? outer.typeAnnotation : undefined;
    const said = annotation ? lowerType(annotation.typeAnnotation) : (this.#docOf(node)?.params.get(name) ?? this.#docOfParam(node, param)?.type ?? typeOfDefault(outer));
    const mayMiss = outer.type === N.AssignmentPattern || ('optional' in target && target.optional === true);
    const type = said && mayMiss ? optional(said) : said;
    const { aligned, singleWriter } = claimsAt(fn, param);
    const at = target.range;
    const raw = fn.emit({ op: 'param', index, at });
    const value = declareValue(fn, raw, { ...(type && { type }), ...(aligned && { aligned }), ...(singleWriter !== undefined && { singleWriter }) }, name, at);
    bindPattern(fn, outer, value);
    return { name, at, rest: outer.type === N.RestElement, ...(type && { type }), ...(aligned && { aligned }) };
  }

  #docOf(node: FunctionNode): ReturnType<Comments['docBefore']> {
    return this.comments.docBefore(statementOf(node)) ?? this.comments.docBefore(node);
  }

  /** `(/** @type {SharedArrayBuffer} *\/ buffer)`: directly before a parameter that does not begin the function. */
  #docOfParam(node: FunctionNode, param: TSESTree.Parameter): ReturnType<Comments['docBefore']> {
    return param.range[0] === node.range[0] ? undefined : this.comments.docBefore(param);
  }

  #nameOf(node: FunctionNode): string {
    if ('id' in node && node.id) return node.id.name;
    const { parent } = node;
    if (parent?.type === N.VariableDeclarator && parent.id.type === N.Identifier) return parent.id.name;
    if (parent?.type === N.Property && parent.key.type === N.Identifier) return parent.key.name;
    if (parent?.type === N.AssignmentExpression) return this.input.text.slice(...parent.left.range);
    return '';
  }

  #close(fn: FunctionLowering, facts: Omit<FunctionIr, 'id' | 'at' | 'blocks' | 'instrs'>): void {
    fn.graph.end({ kind: 'return', at: [fn.owner.range[1], fn.owner.range[1]] });
    this.#functions[fn.id] = {
      id: fn.id,
      at: fn.owner.range,
      ...facts,
      ...(fn.classId !== undefined && { class: fn.classId }),
      blocks: fn.graph.blocks.map((block) => ({ ...block, end: block.end ?? { kind: 'unreachable' as const } })),
      instrs: fn.graph.instrs,
    };
  }

  #bindImports(): void {
    for (const statement of this.input.ast.body) {
      if (statement.type !== N.ImportDeclaration) continue;
      for (const specifier of statement.specifiers) {
        const from = importOf(specifier, statement);
        if (from) this.types[specifier.local.name] = { kind: 'import', ...from };
      }
    }
  }

  #topLevel(name: string): Variable | undefined {
    for (const scope of this.input.scopeManager.scopes) {
      if (scope.block !== this.input.ast) continue;
      const variable = scope.set.get(name);
      if (variable && variable.defs.length > 0) return variable;
    }
    return undefined;
  }

  #collectTypes(statements: readonly TSESTree.ProgramStatement[]): void {
    for (const statement of statements) {
      const node = statement.type === N.ExportNamedDeclaration ? statement.declaration : statement;
      if (node?.type !== N.TSTypeAliasDeclaration && node?.type !== N.TSInterfaceDeclaration) continue;
      const parameters = lowerTypeParameters(node.typeParameters);
      if (parameters) this.typeParameters[node.id.name] = parameters;
      if (node.type === N.TSTypeAliasDeclaration) this.types[node.id.name] = lowerType(node.typeAnnotation);
      else this.types[node.id.name] = lowerInterface(node);
    }
  }
}

const isOfPage = (name: string): boolean => name === 'window' || name === 'document';

/** `globalThis.document.title`; `globalThis.document` alone is how one asks whether there is a page. */
function usesPageOf({ parent }: TSESTree.Node): boolean {
  if (parent?.type !== N.MemberExpression || parent.property.type !== N.Identifier || !isOfPage(parent.property.name)) return false;
  const user = parent.parent;
  return user.type === N.MemberExpression && user.object === parent && !user.optional;
}

/** `typeof window`, as a test or as a type. */
const isTypeofOperand = ({ parent }: TSESTree.Node): boolean =>
  parent?.type === N.TSTypeQuery || (parent?.type === N.UnaryExpression && parent.operator === 'typeof');

/** `declare const document: …` makes nothing. */
const isAmbient = (node: TSESTree.Node): boolean =>
  node.type === N.VariableDeclarator && node.parent.type === N.VariableDeclaration && node.parent.declare;

/** `start = 0`: what TypeScript takes such a parameter to be. */
function typeOfDefault(param: TSESTree.Parameter): TypeIr | undefined {
  const value = param.type === N.AssignmentPattern && param.right.type === N.Literal ? param.right.value : null;
  return value === null || typeof value === 'object' ? undefined : { kind: 'name', name: typeof value, args: [] };
}

/** The statement or member whose comment documents a function: its declaration, method or variable. */
function statementOf(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  switch (parent?.type) {
    case N.ExportNamedDeclaration:
    case N.ExportDefaultDeclaration:
    case N.MethodDefinition:
    case N.Property:
    case N.PropertyDefinition:
    case N.ExpressionStatement:
    case N.VariableDeclaration:
      return parent.parent?.type === N.ExportNamedDeclaration ? parent.parent : parent;
    case N.VariableDeclarator:
    case N.AssignmentExpression:
      return statementOf(parent);
    default:
      return node;
  }
}
