/** What declarations say of the values that pass through them: types, read-only handles, `@region` promises. */

import type { Span } from '../base/span.ts';
import type { AlignedIr, FieldIr, TypeIr } from '../ir/ir.ts';
import { elementKind } from '../models/elements.ts';
import { numeric } from './access.ts';
import type { Activation } from './activation.ts';
import { hidesMutation, readonly, readonlyKindOf, typed } from './annotations.ts';
import { declaredType, importedType, type NamedType } from './named-types.ts';
import * as N from './number.ts';
import * as R from './range.ts';
import { withEntry } from './state.ts';
import { MANY, NOTHING, pick, type Alt, type AltOf, type Value } from './value.ts';
import type { World } from './world.ts';

/** One declaration: of a variable, a parameter, a field, or what a function returns. */
export interface Declaration {
  /** The file whose names the type uses, and whose comments hold the claims. */
  readonly file: string;
  readonly at: Span;
  /** How a message calls what it declares; empty where it has no name. */
  readonly name: string;
  /** Names a number that the declaration promises to be aligned. */
  readonly symbol: string;
  readonly type?: TypeIr | undefined;
  readonly aligned?: AlignedIr | undefined;
}

export function asDeclared(act: Activation, value: Value, said: Declaration): Value {
  let out: Value = NOTHING;
  for (const alt of value) for (const one of withType(act, alt, said)) out = act.join(out, [said.aligned ? aligned(act, one, said.aligned.bytes, said) : one]);
  return out;
}

/** What a field holds, as its class declares it. */
export function fieldAsDeclared(act: Activation, { id }: AltOf<'obj'>, name: string, value: Value): Value {
  const found = value.length > 0 && /^[CS]:/.test(id) ? fieldOf(act.world, id.slice(2), name, id.startsWith('S:'), 0) : undefined;
  if (!found) return value;
  const { file, field, key } = found;
  const { type, aligned } = field;
  if (isPrimitive(type) && !aligned) return value;
  return asDeclared(act, value, { file, at: { file, start: field.at[0], end: field.at[1] }, name: `this.${name}`, symbol: `aligned:${key}.${name}`, type, aligned });
}

const isPrimitive = (type: TypeIr | undefined): boolean => type === undefined || (type.kind === 'name' && /^(?:number|bigint|string|boolean)$/.test(type.name));

/** A field as a class, or one that it extends, declares it. */
export function fieldOf(world: World, key: string, name: string, isStatic: boolean, depth: number): { file: string; key: string; field: FieldIr } | undefined {
  const found = world.class(key);
  const field = found?.ir.fields.find((one) => one.name === name && one.static === isStatic);
  if (found && field) return { file: found.file, key, field };
  const [parent] = depth < 8 ? pick(world.read(`super:${key}`), 'class') : [];
  return parent && fieldOf(world, `${parent.file}#${parent.class}`, name, isStatic, depth + 1);
}

/** What a function returns, as its head declares it. */
export function returnAsDeclared(act: Activation, callee: Activation, value: Value): Value {
  const { ir, fn } = callee;
  if (!fn.returns || isPrimitive(fn.returns)) return value;
  const at = { file: ir.file, start: fn.at[0], end: fn.at[0] };
  const inner = fn.async && fn.returns.kind === 'name' ? fn.returns.args[0] : fn.returns;
  return asDeclared(act, value, { file: ir.file, at, name: fn.name, symbol: `aligned:${callee.site(-1)}`, type: inner });
}

/** A type tells what an unknown value is; of a known one, only whether this handle may write. */
function withType(act: Activation, alt: Alt, { type, file, at, name }: Declaration): Value {
  const { world } = act;
  if (!type || type.kind === 'other') return [alt];
  if (alt.k === 'opaque' && !alt.type && alt.origin !== MANY) {
    const label = world.labels.get(alt.origin) ?? name;
    if (label !== '') world.labels.set(alt.origin, label);
    const value = typed({ world, file, origin: alt.origin, label, at }, type);
    return alt.loose ? value.map((one): Alt => (one.k === 'view' ? { k: 'view', view: { ...one.view, weak: true } } : one)) : value;
  }
  return alt.k === 'view' && isReadonlyType(world, file, type) ? readonly([alt], at) : [alt];
}

/** `@region aligned N`: the number is a multiple of N, unless it is seen not to be. */
function aligned(act: Activation, alt: Alt, bytes: number, said: Declaration): Alt {
  if (alt.k === 'num') return alignedNumber(act, alt, bytes, said);
  // What is promised to be aligned is a number, though nothing else says so.
  return alt.k === 'opaque' && !alt.type && alt.origin !== MANY ? alignedNumber(act, { k: 'num', n: numeric(act, [alt], alt.origin, said.name), big: false }, bytes, said) : alt;
}

function alignedNumber(act: Activation, alt: AltOf<'num'>, bytes: number, { symbol, name }: Declaration): Alt {
  const { mod, rem } = N.congruence(alt.n, bytes, act);
  const isKnown = mod % bytes === 0;
  if (isKnown || R.mod(rem, R.gcd(mod, bytes)) !== 0) return alt;
  const multiple = R.range(-Infinity, Infinity, bytes, 0);
  const [term, ...more] = alt.n.terms;
  if (term && more.length === 0 && term.factor === 1 && N.sameNum(alt.n, N.symbolic(term.symbol))) {
    act.update({ refined: withEntry(act.state.refined, term.symbol, R.meet(act.info(term.symbol).range, multiple)) });
    return alt;
  }
  act.define(symbol, { range: R.meet(N.rangeOf(alt.n, act), multiple), label: name, exhaustive: false, natural: true });
  return { ...alt, n: N.symbolic(symbol) };
}

/** A handle of this type may not write: `Readonly<Int32Array>`, an alias of it, or a view without its mutating methods. */
export function isReadonlyType(world: World, file: string, type: TypeIr, depth = 0): boolean {
  if (depth > 8) return false;
  switch (type.kind) {
    case 'union':
    case 'intersection':
      return type.of.some((one) => isReadonlyType(world, file, one, depth + 1));
    case 'import': {
      const found = importedType(world, file, type);
      return found !== undefined && isReadonlyType(world, found.file, found.type, depth + 1);
    }
    case 'name':
      return isReadonlyName(world, file, type, depth);
    default:
      return false;
  }
}

function isReadonlyName(world: World, file: string, type: NamedType, depth: number): boolean {
  const { name } = type;
  if (name === 'Readonly' || readonlyKindOf(name) || hidesMutation(world, file, type)) return true;
  if (elementKind(name)) return false;
  const found = declaredType(world, file, type);
  return found !== undefined && isReadonlyType(world, found.file, found.type, depth + 1);
}
