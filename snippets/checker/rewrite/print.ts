/**
 * Prints a file again with its functions as generators and its shared accesses as calls of the runtime `$`.
 * Everything else is copied from the source, so lines stay where they are.
 */

import { assignment, declarator, forOf, member, update, whole } from './accesses.ts';
import { call, construct } from './calls.ts';
import { classMember, func, property } from './functions.ts';
import { Printer } from './printer.ts';
import { labelled, loopText, usingBlock } from './statements.ts';
import { type Node, child, isFunction, nameOf } from './tree.ts';

export { RewriteError, type Site } from './printer.ts';

export class FilePrinter extends Printer {
  override print(node: Node): string {
    if (node.type.startsWith('TS') && /(?:Declaration|Annotation|Keyword|Instantiation)$/.test(node.type)) return this.source.slice(node.start, node.end);
    if (isFunction(node)) return func(this, node);
    switch (node.type) {
      case 'CallExpression': return call(this, node);
      case 'NewExpression': return construct(this, node);
      case 'MemberExpression': return member(this, node);
      case 'AssignmentExpression': return assignment(this, node);
      case 'UpdateExpression': return update(this, node);
      case 'AwaitExpression': return this.awaiting(node);
      case 'MethodDefinition': return classMember(this, node);
      case 'Property': return property(this, node);
      case 'PropertyDefinition':
      case 'StaticBlock': return this.aside(() => this.weave(node));
      case 'SpreadElement': return `...${whole(this, child(node, 'argument'))}`;
      case 'VariableDeclarator': return declarator(this, node);
      case 'ForOfStatement': return forOf(this, node);
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement': return loopText(this, node, '');
      case 'LabeledStatement': return labelled(this, node);
      case 'BlockStatement':
      case 'FunctionBody': return usingBlock(this, node);
      case 'Identifier': return this.identifier(node);
      default: return this.weave(node);
    }
  }

  private identifier(node: Node): string {
    const parent = this.parents.at(-1);
    const key = parent && (parent.type === 'MemberExpression' || parent.type === 'Property' || parent.type === 'PropertyDefinition') && parent['computed'] !== true && (parent['property'] === node || parent['key'] === node);
    if (nameOf(node) === 'Atomics' && !key && !this.feature(node)) this.fail(node, 'the checker follows Atomics only where its operations are called as Atomics.name(…).');
    return this.weave(node);
  }

  /** `'waitAsync' in Atomics`, `typeof Atomics`, `const A = Atomics as Newer`. */
  private feature(node: Node): boolean {
    const parent = this.parents.findLast((p) => !p.type.startsWith('TS') && p.type !== 'ParenthesizedExpression');
    return parent !== undefined && ((parent.type === 'BinaryExpression' && parent['operator'] === 'in') || (parent.type === 'UnaryExpression' && parent['operator'] === 'typeof')
      || (parent.type === 'VariableDeclarator' && nameOf(child(parent, 'id')) !== undefined) || (parent.type === 'MemberExpression' && parent['property'] !== node));
  }

  private awaiting(node: Node): string {
    if (!this.context.generator) this.fail(node, 'await is only understood inside functions.');
    return this.point(`$.await(${this.site(node)},${this.under(node, child(node, 'argument'))})`);
  }
}
