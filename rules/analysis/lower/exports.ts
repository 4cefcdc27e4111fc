/** Import and export declarations, by name. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { ExportIr } from '../ir/ir.ts';

export interface ExportNames {
  /** Exported name and local name, in pairs. */
  readonly named: readonly (readonly [exported: string, local: string])[];
  readonly locals: ReadonlySet<string>;
  readonly reexports: readonly ExportIr[];
}

export function collectExports(program: TSESTree.Program): ExportNames {
  const named: [string, string][] = [];
  const reexports: ExportIr[] = [];
  for (const node of program.body) {
    if (node.type === N.ExportAllDeclaration) {
      const source = node.source.value;
      reexports.push(node.exported ? { kind: 'reexport', name: nameOf(node.exported), source, imported: '*' } : { kind: 'star', source });
    } else if (node.type === N.ExportDefaultDeclaration) {
      const { declaration } = node;
      if ((declaration.type === N.ClassDeclaration || declaration.type === N.FunctionDeclaration) && declaration.id) named.push(['default', declaration.id.name]);
    } else if (node.type === N.ExportNamedDeclaration) {
      for (const { exported, local } of node.specifiers) {
        if (node.source) reexports.push({ kind: 'reexport', name: nameOf(exported), source: node.source.value, imported: nameOf(local) });
        else named.push([nameOf(exported), nameOf(local)]);
      }
      for (const name of declaredNames(node.declaration)) named.push([name, name]);
    }
  }
  return { named, reexports, locals: new Set(named.map(([, local]) => local)) };
}

const nameOf = (node: TSESTree.Identifier | TSESTree.StringLiteral): string => (node.type === N.Identifier ? node.name : node.value);

function declaredNames(node: TSESTree.ExportNamedDeclaration['declaration']): string[] {
  if (!node) return [];
  if (node.type === N.VariableDeclaration) return node.declarations.flatMap(({ id }) => boundNames(id));
  if ('id' in node && node.id?.type === N.Identifier) return [node.id.name];
  return [];
}

function boundNames(node: TSESTree.Node): string[] {
  switch (node.type) {
    case N.Identifier:
      return [node.name];
    case N.ObjectPattern:
      return node.properties.flatMap((property) => boundNames(property.type === N.RestElement ? property.argument : property.value));
    case N.ArrayPattern:
      return node.elements.flatMap((element) => (element ? boundNames(element) : []));
    case N.AssignmentPattern:
      return boundNames(node.left);
    case N.RestElement:
      return boundNames(node.argument);
    default:
      return [];
  }
}

/** What an import specifier binds: a file and a name in it (`*` is the namespace). */
export function importOf(specifier: TSESTree.Node, declaration: TSESTree.Node | null | undefined): { source: string; name: string } | undefined {
  if (specifier.type === N.TSImportEqualsDeclaration && specifier.moduleReference.type === N.TSExternalModuleReference) {
    const { expression } = specifier.moduleReference;
    return expression.type === N.Literal && typeof expression.value === 'string' ? { source: expression.value, name: '*' } : undefined;
  }
  const parent = declaration ?? specifier.parent;
  if (parent?.type !== N.ImportDeclaration) return undefined;
  const source = parent.source.value;
  if (specifier.type === N.ImportDefaultSpecifier) return { source, name: 'default' };
  if (specifier.type === N.ImportNamespaceSpecifier) return { source, name: '*' };
  if (specifier.type === N.ImportSpecifier) return { source, name: nameOf(specifier.imported) };
  return undefined;
}
