/** What is declared about a variable, parameter or field: its type, in TypeScript or JSDoc, and `@region` claims. */

import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { AlignedIr, At, TypeIr, ValueId } from '../ir/ir.ts';
import { lowerType, optional } from './types.ts';
import type { FunctionLowering } from './function.ts';

/** The annotation of a binding, else `@type` in a JSDoc comment before its declaration. */
export function declaredType(fn: FunctionLowering, target: TSESTree.Node, declaration: TSESTree.Node): TypeIr | undefined {
  if ('typeAnnotation' in target && target.typeAnnotation?.type === 'TSTypeAnnotation') return lowerType(target.typeAnnotation.typeAnnotation);
  return fn.file.comments.docBefore(outer(declaration))?.type;
}

export function fieldType(fn: FunctionLowering, member: TSESTree.PropertyDefinition | TSESTree.AccessorProperty): TypeIr | undefined {
  const type = member.typeAnnotation && lowerType(member.typeAnnotation.typeAnnotation);
  if (type) return member.optional ? optional(type) : type;
  return fn.file.comments.docBefore(member)?.type;
}

export interface Claims {
  readonly aligned?: AlignedIr;
  readonly singleWriter?: number;
}

/** `@region aligned N` and `@region single-writer` directly before a parameter, field, variable or constant. */
export function claimsAt(fn: FunctionLowering, node: TSESTree.Node): Claims {
  const claim = fn.file.comments.claimBefore(node.range[0], 'aligned', 'single-writer');
  if (claim?.claim === 'aligned') return { aligned: { bytes: claim.bytes, comment: claim.index } };
  if (claim?.claim === 'single-writer') return { singleWriter: claim.index };
  return {};
}

interface Declared extends Claims {
  readonly type?: TypeIr;
}

/** What a declarator says of its variable. */
export function declaredBy(fn: FunctionLowering, node: TSESTree.VariableDeclarator): Declared {
  const declaration = node.parent as TSESTree.VariableDeclaration;
  const type = declaredType(fn, node.id, declaration);
  return { ...(type && { type }), ...claimsAt(fn, outer(declaration)) };
}

/** A value as its declaration says it is. */
export function declareValue(fn: FunctionLowering, value: ValueId, said: Declared, name: string, at: At): ValueId {
  const { type, ...claims } = said;
  if (!type && !claims.aligned && claims.singleWriter === undefined) return value;
  return fn.emit({ op: 'declare', value, type: type ?? { kind: 'other' }, name, at, ...claims });
}

const PRIMITIVE = /^(?:number|bigint|string|boolean)$/;

/** A value that is assigned to a variable after its declaration: still what that says, if it says more than a primitive type. */
export function assignedValue(fn: FunctionLowering, variable: Variable, value: ValueId, at: At): ValueId {
  const node = variable.defs[0]?.node as TSESTree.Node | undefined;
  if (node?.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return value;
  const { type, ...claims } = declaredBy(fn, node);
  const told = type?.kind === 'name' && PRIMITIVE.test(type.name) ? undefined : type;
  return declareValue(fn, value, { ...(told && { type: told }), ...claims }, variable.name, at);
}

const outer = (node: TSESTree.Node): TSESTree.Node =>
  node.parent?.type === 'ExportNamedDeclaration' ? node.parent : node;
