/** What is declared about a variable, parameter or field: its type, in TypeScript or JSDoc, and `@region` claims. */

import type { TSESTree } from '@typescript-eslint/types';
import type { AlignedIr, At, TypeIr } from '../ir/ir.ts';
import { lowerType } from './types.ts';
import type { FunctionLowering } from './function.ts';

/** The annotation of a binding, else `@type` in a JSDoc comment before its declaration. */
export function declaredType(fn: FunctionLowering, target: TSESTree.Node, declaration: TSESTree.Node): TypeIr | undefined {
  if ('typeAnnotation' in target && target.typeAnnotation?.type === 'TSTypeAnnotation') return lowerType(target.typeAnnotation.typeAnnotation);
  return fn.file.comments.docBefore(outer(declaration))?.type;
}

export function fieldType(fn: FunctionLowering, member: TSESTree.PropertyDefinition | TSESTree.AccessorProperty): TypeIr | undefined {
  if (member.typeAnnotation) return lowerType(member.typeAnnotation.typeAnnotation);
  return fn.file.comments.docBefore(member)?.type;
}

/** `@region aligned N` and `@region single-writer` directly before a field or variable. */
export function claimsAt(fn: FunctionLowering, node: TSESTree.Node): { aligned?: AlignedIr; singleWriter?: number } {
  const claim = fn.file.comments.claimBefore(node.range[0]);
  if (claim?.claim === 'aligned') return { aligned: { bytes: claim.bytes, comment: claim.index } };
  if (claim?.claim === 'single-writer') return { singleWriter: claim.index };
  return {};
}

export function declaredAlignment(fn: FunctionLowering, declaration: TSESTree.Node): AlignedIr | undefined {
  return claimsAt(fn, outer(declaration)).aligned;
}

const outer = (node: TSESTree.Node): TSESTree.Node =>
  node.parent?.type === 'ExportNamedDeclaration' ? node.parent : node;

export type { At };
