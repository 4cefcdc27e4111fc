/** Values of which only the declared type is known: the annotation, as syntax, says what they can be. */

import { ELEMENT_BYTES, elementKind, type ElementKind } from '../models/elements.ts';
import type { Span } from '../base/span.ts';
import type { TypeIr } from '../ir/ir.ts';
import { declaredType, importedType, type FoundType, type NamedType } from './named-types.ts';
import * as N from './number.ts';
import * as R from './range.ts';
import { BOOLEAN, NOTHING, STRING, boolean, join, native, number, opaque, string, type Alt, type Value, type View } from './value.ts';
import type { Sharedness, World } from './world.ts';

export interface Source {
  readonly world: World;
  /** The file whose names the type uses. */
  readonly file: string;
  /** Names the value: one origin is one value. */
  readonly origin: string;
  readonly label: string;
  readonly at?: Span;
}

const DEPTH = 6;

/** What a value of this type can be; `opaque` where the type tells nothing. */
export function typed(source: Source, type: TypeIr, depth = 0): Value {
  if (depth > DEPTH) return opaque(source.origin);
  switch (type.kind) {
    case 'name':
      return fromName(source, type, depth);
    case 'union':
      return alternatives(type.of).map((one) => typed(oneOf(source, type.of, one), one, depth + 1)).reduce((a, b) => join(a, b, source.world), NOTHING);
    case 'intersection':
      return typed(source, type.of.find(({ kind }) => kind === 'name') ?? { kind: 'other' }, depth + 1);
    case 'literal':
      return literal(type.value);
    case 'class':
      return [{ k: 'obj', id: `C:${source.file}#${type.class}` }];
    case 'import': {
      const found = importedType(source.world, source.file, type);
      return found ? typed({ ...source, file: found.file }, found.type, depth + 1) : opaque(source.origin, type, source.file);
    }
    case 'other':
      return opaque(source.origin);
    default:
      return opaque(source.origin, type, source.file);
  }
}

/** `ArrayBuffer | SharedArrayBuffer` is `ArrayBufferLike`: one value that may be either. */
function alternatives(of: readonly TypeIr[]): readonly TypeIr[] {
  const isBuffer = (type: TypeIr): boolean => type.kind === 'name' && (type.name === 'ArrayBuffer' || type.name === 'SharedArrayBuffer');
  const buffers = of.filter(isBuffer);
  return buffers.length < 2 ? of : [...of.filter((one) => !isBuffer(one)), { kind: 'name', name: 'ArrayBufferLike', args: [] }];
}

/** Of `Int32Array | BigInt64Array` a value is one or the other, each with memory of its own: no access to one meets one to the other. */
function oneOf(source: Source, of: readonly TypeIr[], one: TypeIr): Source {
  const kinds = new Set(of.flatMap(kindNamed));
  return kinds.size > 1 && kindNamed(one).length > 0 ? { ...source, origin: `${source.origin}:${kindNamed(one).join()}` } : source;
}

const kindNamed = (type: TypeIr): readonly string[] => (type.kind === 'name' && elementKind(type.name) ? [type.name] : []);

function literal(value: unknown): Value {
  if (typeof value === 'string') return string(value);
  if (typeof value === 'boolean') return boolean(value);
  return typeof value === 'number' ? number(N.constant(value)) : NOTHING;
}

function fromName(source: Source, type: NamedType, depth: number): Value {
  const { world, origin } = source;
  const kind = elementKind(type.name);
  if (kind) return viewOf(source, kind, sharednessOf(type.args[0]));
  const readonlyKind = readonlyKindOf(type.name);
  if (readonlyKind) return readonly(viewOf(source, readonlyKind, sharednessOf(type.args[0])), source.at);
  switch (type.name) {
    case 'SharedArrayBuffer':
      return region(source, 'yes');
    case 'ArrayBuffer':
      return region(source, 'no');
    case 'ArrayBufferLike':
      return region(source, 'unknown');
    case 'ArrayBufferView':
    case 'TypedArray':
      return opaque(origin);
    case 'number':
      return number(unknownNumber(source));
    case 'bigint':
      return number(unknownNumber(source), true);
    case 'string':
      return STRING;
    case 'boolean':
      return [{ k: 'bool', b: null, id: origin }];
    case 'undefined':
    case 'void':
      return [{ k: 'undefined' }];
    case 'null':
      return [{ k: 'null' }];
    case 'never':
      return NOTHING;
    case 'Readonly':
      return readonly(typed(source, type.args[0] ?? { kind: 'other' }, depth + 1), source.at);
    case 'Omit':
    case 'Pick': {
      const value = typed(source, type.args[0] ?? { kind: 'other' }, depth + 1);
      return hidesMutation(world, source.file, type) ? readonly(value, source.at) : value;
    }
    case 'Partial':
    case 'Required':
    case 'NonNullable':
      return typed(source, type.args[0] ?? { kind: 'other' }, depth + 1);
    case 'Promise':
    case 'PromiseLike':
      return [{ k: 'promise', of: typed(source, type.args[0] ?? { kind: 'other' }, depth + 1) }];
    case 'WebAssembly.Memory':
      return memory(source);
    case 'Worker':
    case 'MessagePort':
    case 'SharedWorker':
      return [{ k: 'worker', file: null, port: 'worker' }];
    case 'any':
    case 'unknown':
      return [{ k: 'opaque', origin, loose: true }];
    case 'object':
      return opaque(origin);
    default:
      return fromDeclaration(source, type, world, depth);
  }
}

function fromDeclaration(source: Source, type: NamedType, world: World, depth: number): Value {
  const found = declaredType(world, source.file, type);
  if (found) return typed({ ...source, file: found.file }, found.type, depth + 1);
  return opaque(source.origin, type, source.file);
}

export function unknownNumber({ world, origin, label }: Source): N.Num {
  world.define(origin, { range: R.ANY, label, exhaustive: false, natural: true });
  return N.symbolic(origin);
}

function region(source: Source, shared: Sharedness): Value {
  const { origin, label, at } = source;
  source.world.learn({ origin, kind: 'unknown', shared, label, growable: false, chosen: new Map(), ...(at && { at }) });
  return [{ k: 'region', origin }];
}

function memory(source: Source): Value {
  const origin = `${source.origin}.buffer`;
  source.world.learn({ origin, kind: 'memory', shared: 'unknown', label: `${source.label}.buffer`, growable: true, chosen: new Map() });
  return [{ k: 'memory', origin }];
}

/** A view of which nothing but its kind is known: its offset is a multiple of its element size, as the language ensures. */
export function viewOf(source: Source, kind: ElementKind, shared: Sharedness): Value {
  const { world, origin, label, at } = source;
  const buffer = `${origin}.buffer`;
  world.learn({ origin: buffer, kind: 'unknown', shared, label: `${label}.buffer`, growable: false, chosen: new Map(), ...(at && { at }) });
  const size = ELEMENT_BYTES[kind];
  world.define(`${origin}.byteOffset`, { range: R.range(0, Infinity, size, 0), label: `${label}.byteOffset`, exhaustive: false, natural: false });
  world.define(`${origin}.length`, { range: R.range(0, Infinity), label: `${label}.length`, exhaustive: false, natural: false, isLength: true });
  const view: View = { origin: buffer, kind, offset: N.symbolic(`${origin}.byteOffset`), length: N.symbolic(`${origin}.length`), tracking: false, site: origin, made: origin };
  return [{ k: 'view', view }];
}

export function sharednessOf(type: TypeIr | undefined): Sharedness {
  if (type?.kind !== 'name') return 'unknown';
  return type.name === 'SharedArrayBuffer' ? 'yes' : type.name === 'ArrayBuffer' ? 'no' : 'unknown';
}

export function readonly(value: Value, at: Span | undefined): Value {
  return value.map((alt): Alt => (alt.k === 'view' && at && !alt.view.readonly ? { k: 'view', view: { ...alt.view, readonly: at } } : alt));
}

/** `ReadonlyUint8Array`: what programs and packages call a view without its methods that write. */
export const readonlyKindOf = (name: string): ElementKind | undefined => (name.startsWith('Readonly') ? elementKind(name.slice(8)) : undefined);

const MUTATES = /^(?:set|fill|copyWithin|sort|reverse)$/;

/** `Omit<Int32Array, 'set' | 'fill'>`, `Pick<Int32Array, 'length' | 'at'>`: a view without its methods that write. */
export function hidesMutation(world: World, file: string, { name, args: [first, keys] }: NamedType): boolean {
  if ((name !== 'Omit' && name !== 'Pick') || first?.kind !== 'name' || !elementKind(first.name)) return false;
  const told = keys?.kind === 'name' ? declaredType(world, file, keys)?.type : keys;
  return namesMutation(told) === (name === 'Omit');
}

const namesMutation = (keys: TypeIr | undefined): boolean =>
  keys?.kind === 'union' ? keys.of.some(namesMutation) : keys?.kind === 'literal' && typeof keys.value === 'string' && MUTATES.test(keys.value);

/** The type of a member, or undefined. */
export function memberType(world: World, file: string, type: TypeIr, name: string, depth = 0): FoundType | undefined {
  if (depth > DEPTH) return undefined;
  if (type.kind === 'object') {
    const own = type.members[name];
    if (own) return { type: own, file };
    for (const parent of type.extends) {
      const found = memberType(world, file, { kind: 'name', name: parent, args: [] }, name, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  if (type.kind === 'array') return /^\d+$|^\[\]$/.test(name) ? { type: type.element, file } : undefined;
  if (type.kind === 'tuple') {
    const own = type.of[Number(name)];
    return own && { type: own, file };
  }
  if (type.kind === 'union') return type.of.map((one) => memberType(world, file, one, name, depth + 1)).find((one) => one);
  if (type.kind !== 'name') return undefined;
  return namedMember(world, file, type, name, depth);
}

function namedMember(world: World, file: string, type: NamedType, name: string, depth: number): FoundType | undefined {
  const [first] = type.args;
  if (first && /^(?:Readonly|Partial|Required|NonNullable)$/.test(type.name)) return memberType(world, file, first, name, depth + 1);
  if (first && /^(?:ReadonlyArray|Array|Set|Iterable|IterableIterator|AsyncIterable)$/.test(type.name)) return /^\d+$|^\[\]$/.test(name) ? { type: first, file } : undefined;
  if (first && type.name === 'MessageEvent') return name === 'data' ? { type: first, file } : undefined;
  // Entries of a `Map` come through its methods.
  if (type.name === 'Record') {
    const value = type.args[1];
    return value && { type: value, file };
  }
  const found = declaredType(world, file, type);
  return found && memberType(world, found.file, found.type, name, depth + 1);
}

export { BOOLEAN, native };
