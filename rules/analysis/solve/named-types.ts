/** What a name in a type annotation stands for: an alias, an interface or a class, of this file or of another. */

import type { TypeIr } from '../ir/ir.ts';
import type { World } from './world.ts';

export type NamedType = Extract<TypeIr, { kind: 'name' }>;

export interface FoundType {
  readonly type: TypeIr;
  /** The file whose names it uses. */
  readonly file: string;
}

/** The declaration behind a name, with its type arguments put in; undefined where none is seen. */
export function declaredType(world: World, file: string, { name, args }: NamedType): FoundType | undefined {
  const types = world.file(file)?.types;
  const own = types?.[name];
  if (own && own.kind !== 'import') return { file, type: instantiated(world, file, name, own, args) };
  // `import * as ns`: `ns.Ring`.
  const [head = '', member] = name.split('.');
  const imported = own ?? (member === undefined ? undefined : types?.[head]);
  if (imported?.kind !== 'import') return undefined;
  return importedType(world, file, own ? imported : { ...imported, name: member ?? '' }, args);
}

/** The type that an import brings. */
export function importedType(world: World, from: string, { source, name }: Extract<TypeIr, { kind: 'import' }>, args: readonly TypeIr[] = []): FoundType | undefined {
  const file = world.sources.resolve(source, from);
  const found = file === undefined ? undefined : exportedType(world, file, name, 0);
  return found && { file: found.file, type: instantiated(world, found.file, found.name, found.type, args) };
}

/** Through re-exports. */
function exportedType(world: World, file: string, name: string, depth: number): (FoundType & { readonly name: string }) | undefined {
  const ir = world.file(file);
  if (!ir || depth > 8) return undefined;
  const own = ir.types[name];
  if (own && own.kind !== 'import') return { file, type: own, name };
  const next = own ? [{ source: own.source, name: own.name }] : [];
  for (const one of ir.exports) {
    if (one.kind === 'reexport' && one.name === name) next.push({ source: one.source, name: one.imported });
    if (one.kind === 'star') next.push({ source: one.source, name });
  }
  for (const { source, name: wanted } of next) {
    const target = world.sources.resolve(source, file);
    const found = target === undefined ? undefined : exportedType(world, target, wanted, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function instantiated(world: World, file: string, name: string, type: TypeIr, args: readonly TypeIr[]): TypeIr {
  const parameters = world.file(file)?.typeParameters[name];
  if (!parameters) return type;
  return substitute(type, new Map(parameters.map((parameter, i) => [parameter.name, args[i] ?? parameter.otherwise])));
}

/** Type arguments are taken to mean the same in the file that declares the type: mostly, they are the language's. */
function substitute(type: TypeIr, by: ReadonlyMap<string, TypeIr>): TypeIr {
  const each = (types: readonly TypeIr[]): TypeIr[] => types.map((one) => substitute(one, by));
  switch (type.kind) {
    case 'name':
      return by.get(type.name) ?? { ...type, args: each(type.args) };
    case 'union':
    case 'intersection':
    case 'tuple':
      return { ...type, of: each(type.of) };
    case 'array':
      return { ...type, element: substitute(type.element, by) };
    case 'object':
      return { ...type, members: Object.fromEntries(Object.entries(type.members).map(([name, member]) => [name, substitute(member, by)])) };
    case 'function':
      return { ...type, returns: substitute(type.returns, by), params: each(type.params) };
    default:
      return type;
  }
}
