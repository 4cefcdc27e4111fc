/** Type annotations as syntax: what the engine reads of them, and nothing else. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { FileIr, TypeIr } from '../ir/ir.ts';

const OTHER: TypeIr = { kind: 'other' };
const KEYWORDS: Partial<Record<N, string>> = {
  [N.TSNumberKeyword]: 'number',
  [N.TSBigIntKeyword]: 'bigint',
  [N.TSStringKeyword]: 'string',
  [N.TSBooleanKeyword]: 'boolean',
  [N.TSAnyKeyword]: 'any',
  [N.TSUnknownKeyword]: 'unknown',
  [N.TSNeverKeyword]: 'never',
  [N.TSVoidKeyword]: 'void',
  [N.TSUndefinedKeyword]: 'undefined',
  [N.TSNullKeyword]: 'null',
  [N.TSObjectKeyword]: 'object',
  [N.TSSymbolKeyword]: 'symbol',
};

/** Of something that may be left out. */
export const optional = (type: TypeIr): TypeIr => (type.kind === 'other' ? type : { kind: 'union', of: [type, named('undefined')] });

export const named = (name: string, args: readonly TypeIr[] = []): TypeIr => ({ kind: 'name', name, args });

export function lowerType(node: TSESTree.TypeNode | undefined): TypeIr {
  if (!node) return OTHER;
  const keyword = KEYWORDS[node.type];
  if (keyword) return named(keyword);
  switch (node.type) {
    case N.TSTypeReference:
      return constraintOf(node) ?? named(entityName(node.typeName), node.typeArguments?.params.map(lowerType));
    case N.TSUnionType:
      return { kind: 'union', of: node.types.map(lowerType) };
    case N.TSIntersectionType:
      return { kind: 'intersection', of: node.types.map(lowerType) };
    case N.TSArrayType:
      return { kind: 'array', element: lowerType(node.elementType) };
    case N.TSTupleType:
      return { kind: 'tuple', of: node.elementTypes.map(tupleElement) };
    case N.TSTypeOperator:
      return node.operator === 'readonly' ? named('Readonly', [lowerType(node.typeAnnotation)]) : OTHER;
    case N.TSTypeLiteral:
      return { kind: 'object', members: lowerMembers(node.members), extends: [] };
    case N.TSFunctionType:
      return { kind: 'function', returns: lowerType(node.returnType?.typeAnnotation), params: parameterTypes(node.params) };
    case N.TSLiteralType:
      return literal(node.literal);
    case N.TSOptionalType:
      return lowerType(node.typeAnnotation);
    case N.TSTypeQuery:
      return named(`typeof ${node.exprName.type === N.TSImportType ? '' : entityName(node.exprName)}`);
    default:
      return OTHER;
  }
}

/** What bounds the type parameter of a function or class that a name stands for: values of `T extends Int32Array` are views. */
function constraintOf({ typeName, parent }: TSESTree.TSTypeReference): TypeIr | undefined {
  if (typeName.type !== N.Identifier) return undefined;
  for (let at: TSESTree.Node | undefined = parent; at; at = at.parent) {
    // Aliases and interfaces are given their arguments where they are used; a bound may name its own parameter.
    if (at.type === N.TSTypeAliasDeclaration || at.type === N.TSInterfaceDeclaration || at.type === N.TSTypeParameter) return undefined;
    const own = 'typeParameters' in at ? at.typeParameters?.params.find(({ name }) => name.name === typeName.name) : undefined;
    if (own) return own.constraint && lowerType(own.constraint);
  }
  return undefined;
}

export type TypeParameters = FileIr['typeParameters'][string];

export const lowerTypeParameters = (node: TSESTree.TSTypeParameterDeclaration | undefined): TypeParameters | undefined =>
  node?.params.map(({ name, default: given, constraint }) => ({ name: name.name, otherwise: lowerType(given ?? constraint) }));

export function lowerInterface(node: TSESTree.TSInterfaceDeclaration): TypeIr {
  const parents = node.extends.flatMap(({ expression }) => (expression.type === N.Identifier ? [expression.name] : []));
  return { kind: 'object', members: lowerMembers(node.body.body), extends: parents };
}

function lowerMembers(members: readonly TSESTree.TypeElement[]): Record<string, TypeIr> {
  const out: Record<string, TypeIr> = {};
  for (const member of members) {
    if (member.type !== N.TSPropertySignature && member.type !== N.TSMethodSignature) continue;
    if (member.key.type !== N.Identifier) continue;
    if (member.type === N.TSMethodSignature)
      out[member.key.name] = { kind: 'function', returns: lowerType(member.returnType?.typeAnnotation), params: parameterTypes(member.params) };
    else {
      const type = lowerType(member.typeAnnotation?.typeAnnotation);
      out[member.key.name] = member.optional ? optional(type) : type;
    }
  }
  return out;
}

/** A `this` parameter is only a type. */
export const isThis = (param: TSESTree.Parameter): boolean => param.type === N.Identifier && param.name === 'this';

const parameterTypes = (params: readonly TSESTree.Parameter[]): TypeIr[] => params.filter((param) => !isThis(param)).map(parameterType);

const parameterType = (param: TSESTree.Parameter): TypeIr =>
  'typeAnnotation' in param ? lowerType(param.typeAnnotation?.typeAnnotation) : OTHER;

const tupleElement = (node: TSESTree.TypeNode): TypeIr =>
  node.type === N.TSNamedTupleMember ? lowerType(node.elementType) : lowerType(node);

function literal(node: TSESTree.TSLiteralType['literal']): TypeIr {
  if (node.type !== N.Literal) return OTHER;
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? { kind: 'literal', value } : OTHER;
}

export function entityName(node: TSESTree.EntityName): string {
  if (node.type === N.Identifier) return node.name;
  if (node.type === N.TSQualifiedName) return `${entityName(node.left)}.${node.right.name}`;
  return 'this';
}
