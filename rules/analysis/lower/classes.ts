/** Classes: fields, methods, and the functions that run their initialisers. */

import { AST_NODE_TYPES as N, type TSESTree } from '@typescript-eslint/types';
import type { ClassIr, FieldIr, FunctionId, MethodIr, TypeIr, ValueId } from '../ir/ir.ts';
import { claimsAt, declareValue, fieldType } from './declarations.ts';
import { lowerKey } from './members.ts';
import { lowerType } from './types.ts';
import type { FunctionLowering } from './function.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export function lowerClass(fn: FunctionLowering, node: ClassNode): ValueId {
  const superValue = node.superClass ? fn.expression(node.superClass) : undefined;
  const id = fn.file.classes.length;
  const draft: { -readonly [K in keyof ClassIr]: ClassIr[K] } = {
    id, name: node.id?.name ?? '', at: node.range, owner: fn.id, fields: [], methods: [],
    exported: fn.file.isExported(node),
    ...(node.superClass?.type === N.Identifier && { superName: node.superClass.name }),
  };
  fn.file.classes.push(draft);
  if (node.id) fn.file.types[node.id.name] = { kind: 'class', class: id };
  draft.fields = fieldsOf(fn, node);
  draft.methods = methodsOf(fn, node, id);
  const instance = initialisers(node, false);
  const fixed = initialisers(node, true);
  if (instance.length > 0) draft.initialiser = fn.file.synthetic('initialiser', node, instance, fn, id, lowerInitialisers);
  const own = node.body.body.find((member): member is TSESTree.MethodDefinition => member.type === N.MethodDefinition && member.kind === 'constructor' && member.value.body !== null);
  if (own) draft.constructorFn = fn.file.functionOf(own.value, 'constructor', fn, { kind: 'constructor', class: id });
  if (own?.accessibility === 'private') draft.closed = true;
  const value = fn.emit({ op: 'class', class: id, at: node.range, ...(superValue !== undefined && { super: superValue }) });
  if (fixed.length > 0) draft.staticInitialiser = fn.file.synthetic('static', node, fixed, fn, id, lowerInitialisers);
  return value;
}

type Initialiser = TSESTree.PropertyDefinition | TSESTree.AccessorProperty | TSESTree.StaticBlock;

const initialisers = (node: ClassNode, isStatic: boolean): Initialiser[] =>
  node.body.body.filter(
    (member): member is Initialiser =>
      ((member.type === N.PropertyDefinition || member.type === N.AccessorProperty) && member.static === isStatic && member.value !== null) ||
      (isStatic && member.type === N.StaticBlock),
  );

/** Runs initialisers in order, with `this` the instance or the class. */
function lowerInitialisers(fn: FunctionLowering, members: readonly Initialiser[]): void {
  for (const member of members) {
    if (member.type === N.StaticBlock) {
      fn.statements(member.body);
      continue;
    }
    if (!member.value) continue;
    const obj = fn.emit({ op: 'this', at: member.key.range });
    const key = lowerKey(fn, member.key, member.computed);
    const raw = fn.expression(member.value);
    const type = fieldType(fn, member);
    const value = declareValue(fn, raw, { ...(type && { type }), ...claimsAt(fn, member) }, typeof key === 'string' ? key : '', member.key.range);
    fn.emit({ op: 'set', obj, key, value, objAt: member.key.range, keyAt: member.key.range, valueAt: member.value.range, statement: true, at: member.range });
  }
}

const keyName = ({ key, computed }: { key: TSESTree.Node; computed: boolean }): string | undefined =>
  key.type === N.PrivateIdentifier ? `#${key.name}` : !computed && key.type === N.Identifier ? key.name : key.type === N.Literal ? String(key.value) : symbolName(key);

/** `[Symbol.dispose]` and its like are known by their text. */
function symbolName(key: TSESTree.Node): string | undefined {
  if (key.type !== N.MemberExpression || key.object.type !== N.Identifier || key.object.name !== 'Symbol') return undefined;
  return key.property.type === N.Identifier ? `@@${key.property.name}` : undefined;
}

const isPrivate = ({ key, accessibility }: { key: TSESTree.Node; accessibility?: string | undefined }): boolean => key.type === N.PrivateIdentifier || accessibility === 'private';

function fieldsOf(fn: FunctionLowering, node: ClassNode): FieldIr[] {
  return node.body.body.flatMap((member): FieldIr[] => {
    if (member.type === N.MethodDefinition && member.kind === 'constructor') return parameterProperties(fn, member);
    if (member.type !== N.PropertyDefinition && member.type !== N.AccessorProperty && member.type !== N.TSAbstractPropertyDefinition) return [];
    const name = keyName(member);
    if (name === undefined) return [];
    const type = fieldType(fn, member as TSESTree.PropertyDefinition);
    return [{ name, at: member.range, static: member.static, private: isPrivate(member), ...(type && { type }), ...claimsAt(fn, member) }];
  });
}

function parameterProperties(fn: FunctionLowering, member: TSESTree.MethodDefinition): FieldIr[] {
  return member.value.params.flatMap((param): FieldIr[] => {
    if (param.type !== N.TSParameterProperty) return [];
    const target = param.parameter.type === N.AssignmentPattern ? param.parameter.left : param.parameter;
    if (target.type !== N.Identifier) return [];
    const type: TypeIr | undefined = target.typeAnnotation && lowerType(target.typeAnnotation.typeAnnotation);
    return [{ name: target.name, at: param.range, static: false, private: param.accessibility === 'private', ...(type && { type }), ...claimsAt(fn, param) }];
  });
}

function methodsOf(fn: FunctionLowering, node: ClassNode, id: number): MethodIr[] {
  return node.body.body.flatMap((member): MethodIr[] => {
    if (member.type !== N.MethodDefinition || member.kind === 'constructor' || !member.value.body) return [];
    const name = keyName(member) ?? '';
    const kind = member.kind === 'get' ? 'getter' : member.kind === 'set' ? 'setter' : 'method';
    const body: FunctionId = fn.file.functionOf(member.value, name, fn, { kind, class: id });
    return [{ name, at: member.range, kind, static: member.static, private: isPrivate(member), fn: body }];
  });
}
