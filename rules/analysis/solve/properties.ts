/** Reading and writing properties and elements of every kind of value. */

import { ELEMENT_BYTES, elementBytes, elementKind, HEAP_VIEWS } from '../models/elements.ts';
import type { At, Instr, Key, ValueId } from '../ir/ir.ts';
import type { Activation } from './activation.ts';
import { elementValue, numeric, recordAccess } from './access.ts';
import { memberType, typed, viewOf } from './annotations.ts';
import { fieldAsDeclared } from './declared.ts';
import { listen, channelValue, setOnWorker, workerProperty } from './messages.ts';
import { exportsObject, namespaceMember } from './modules.ts';
import * as N from './number.ts';
import { escape, leak, publish, readCell, readField, writeField } from './objects.ts';
import * as R from './range.ts';
import { memberAsDeclared } from './static-types.ts';
import { MAIN_THREAD, native, number, opaque, pick, string, NOTHING, STRING, UNDEFINED, type Alt, type AltOf, type Value, type View } from './value.ts';

type Get = Extract<Instr, { op: 'get' }>;
type Set = Extract<Instr, { op: 'set' }>;

/** A key as far as it is known: a name, or a number. */
interface KnownKey {
  readonly name?: string;
  readonly index?: N.Num;
}

function keyOf(act: Activation, key: Key, id: ValueId): KnownKey {
  if (typeof key === 'string') return /^\d+$/.test(key) ? { name: key, index: N.constant(Number(key)) } : { name: key };
  const value = act.value(key);
  const text = value.length === 1 && value[0]?.k === 'str' ? value[0].s : undefined;
  if (typeof text === 'string') return { name: text };
  const one = value[0];
  if (value.length === 1 && one?.k === 'native' && one.path.startsWith('Symbol.')) return { name: `@@${one.path.slice(7)}` };
  if (value.length > 0 && value.every(({ k }) => k === 'str' || k === 'bool')) return {};
  const index = numeric(act, value, `key:${act.site(id)}`);
  const constant = N.valueOf(index);
  return { index, ...(constant !== undefined && { name: String(constant) }) };
}

export function getProperty(act: Activation, id: ValueId, instr: Get): Value {
  const key = keyOf(act, instr.key, id);
  let out: Value = NOTHING;
  for (const alt of act.value(instr.obj)) out = act.join(out, getOf(act, id, instr, alt, key));
  return out;
}

function getOf(act: Activation, id: ValueId, instr: Get, alt: Alt, key: KnownKey): Value {
  const { name } = key;
  switch (alt.k) {
    case 'view':
      return getOfView(act, id, instr, alt.view, key);
    case 'region':
      return getOfRegion(act, id, instr.at, alt, name);
    case 'memory':
      return name === 'buffer' ? [{ k: 'region', origin: alt.origin }] : native(`%memory%.${name}`);
    case 'obj': {
      const views = isOfView(key) ? ownViews(act, alt) : [];
      if (views.length > 0) return views.map((view) => getOfView(act, id, instr, view, key)).reduce((a, b) => act.join(a, b), NOTHING);
      return memberAsDeclared(act, instr.obj, name ?? '[]', getOfObject(act, id, instr.at, alt, key));
    }
    case 'class':
      return getOfClass(act, id, instr.at, alt, name);
    case 'fn':
      return name === 'prototype' ? [{ k: 'obj', id: `P:${alt.file}#${alt.fn}` }] : name === 'call' || name === 'apply' || name === 'bind' ? [{ k: 'native', path: `%fn%.${name}`, self: [alt] }] : readCell(act.world, `F:${alt.file}#${alt.fn}`, name ?? '');
    case 'namespace':
      return name === undefined ? NOTHING : namespaceMember(act.world, alt.file, name);
    case 'native':
      return getOfNative(act, alt, name);
    case 'promise':
      return native(`%promise%.${name}`);
    case 'worker':
      return workerProperty(alt, name);
    case 'event':
      return name === 'data' ? channelValue(act.world, alt.channel) : opaque(`${alt.channel}.event.${name}`);
    case 'url':
      return name === 'href' || name === 'pathname' ? string(alt.path) : opaque(`url.${name}`);
    case 'str':
      return name === 'length' ? number(unknownAt(act, id, R.range(0, Infinity))) : native(`%string%.${name}`);
    case 'opaque':
      return getOfOpaque(act, id, instr, alt, key);
    case 'num':
    case 'bool':
      return native(`%primitive%.${name}`);
    default:
      return NOTHING;
  }
}

function unknownAt(act: Activation, id: ValueId, range: R.Range, label = ''): N.Num {
  const symbol = `at:${act.site(id)}`;
  act.define(symbol, { range, label, exhaustive: false, natural: false });
  return N.symbolic(symbol);
}

// --- views

function getOfView(act: Activation, id: ValueId, instr: Get, view: View, key: KnownKey): Value {
  if (key.index) {
    // The read half of `v[i] += x` is part of one access, recorded where it writes.
    if (instr.way !== 'update' && view.kind !== 'DataView')
      recordAccess(act, id, view, { reads: true, writes: false, at: instr.at, viewAt: instr.objAt, indexAt: instr.keyAt, index: key.index });
    return elementValue(act, view.kind, `at:${act.site(id)}`);
  }
  const size = elementBytes(view.kind);
  switch (key.name) {
    case 'length':
    case 'byteLength':
      act.record(id, { kind: 'size', at: instr.at, view, origin: view.origin });
      return number(lengthOf(act, id, view, key.name === 'length' ? 1 : size));
    case 'byteOffset':
      return number(view.offset);
    case 'buffer':
      return [{ k: 'region', origin: view.origin }];
    case 'BYTES_PER_ELEMENT':
      return number(N.constant(size));
    case undefined:
      // An unknown key of a view is an element.
      recordAccess(act, id, view, { reads: true, writes: false, at: instr.at, viewAt: instr.objAt, indexAt: instr.keyAt, index: unknownAt(act, id, R.ANY) });
      return elementValue(act, view.kind, `el:${act.site(id)}`);
    default:
      return native(`%view%.${key.name}`);
  }
}

/** In elements times `scale`. A view of unknown length has one length all the same. */
function lengthOf(act: Activation, id: ValueId, view: View, scale: number): N.Num {
  if (view.length) return N.scale(view.length, scale);
  const symbol = `length:${view.made}`;
  void id;
  act.define(symbol, { range: R.range(0, Infinity), label: 'length', exhaustive: false, natural: false, isLength: true });
  return N.scale(N.symbolic(symbol), scale);
}

function getOfRegion(act: Activation, id: ValueId, at: At, alt: AltOf<'region'>, name: string | undefined): Value {
  if (name !== 'byteLength' && name !== 'maxByteLength') return name === 'growable' ? [{ k: 'bool', b: null }] : native(`%region%.${name}`);
  act.record(id, { kind: 'size', at, origin: alt.origin });
  const { size, growable } = act.world.region(alt.origin);
  if (size && !growable) return number(size);
  const symbol = `bytes:${alt.origin}`;
  act.define(symbol, { range: R.range(0, Infinity), label: 'byteLength', exhaustive: false, natural: false, isLength: true });
  return number(N.symbolic(symbol));
}

// --- objects

const OF_VIEW = new Set(['length', 'byteLength', 'byteOffset', 'buffer', 'BYTES_PER_ELEMENT']);
const isOfView = ({ name, index }: KnownKey): boolean => index !== undefined || (name !== undefined && OF_VIEW.has(name));

/** What an instance of a class that extends a typed array is. */
const ownViews = (act: Activation, obj: AltOf<'obj'>): View[] => (obj.id.startsWith('C:') ? pick(readField(act, obj, '@@view'), 'view').map(({ view }) => view) : []);

function getOfObject(act: Activation, id: ValueId, at: At, obj: AltOf<'obj'>, { name, index }: KnownKey): Value {
  if (name === undefined) return elementOf(act, obj, index);
  const own = fieldAsDeclared(act, obj, name, readField(act, obj, name));
  if (isArray(obj)) {
    if (/^\d+$/.test(name)) return act.join(own, readField(act, obj, '[]'));
    if (name === 'length') return own.length > 0 ? own : number(unknownAt(act, id, R.range(0, Infinity)));
    return own.length > 0 ? own : native(`%array%.${name}`);
  }
  const getter = readField(act, obj, `get:${name}`);
  if (getter.length > 0) return act.machine.invoke(act, id, at, { value: getter, self: [obj], args: [] });
  if (own.length > 0) return own;
  const member = memberOf(act, id, at, obj, name);
  if (member.length > 0) return member;
  if (obj.id.startsWith('I:')) return readCell(act.world, `P:${obj.id.slice(2)}`, name);
  if (obj.id.startsWith('C:') || act.world.escaped.has(obj.id)) return unassigned(act, obj, name);
  return obj.id.startsWith('map:') || obj.id.startsWith('set:') ? native(`%${obj.id.slice(0, 3)}%.${name}`) : UNDEFINED;
}

/** A field that no visible code assigns: one unknown for the class. */
function unassigned(act: Activation, obj: AltOf<'obj'>, name: string): Value {
  const inherited = act.world.class(obj.id.slice(2))?.ir;
  return inherited && !inherited.superName && inherited.fields.some((field) => field.name === name) ? UNDEFINED : opaque(`field:${obj.id.slice(2)}.${name}`);
}

export const isArray = (obj: AltOf<'obj'>): boolean => obj.id.startsWith('arr:');

function elementOf(act: Activation, obj: AltOf<'obj'>, index: N.Num | undefined): Value {
  void index;
  let out = readField(act, obj, '[]');
  for (const name of act.world.fieldsOf(obj.id)) if (name !== 'length' && name !== '[]') out = act.join(out, readField(act, obj, name));
  return out.length > 0 ? out : opaque(`element:${obj.id}`);
}

/** A method or accessor, found along the chain of classes. */
function memberOf(act: Activation, id: ValueId, at: At, obj: AltOf<'obj'>, name: string): Value {
  const isStatic = obj.id.startsWith('S:');
  let key: string | undefined = /^[CS]:/.test(obj.id) ? obj.id.slice(2) : undefined;
  for (let depth = 0; key !== undefined && depth < 8; depth++) {
    const found = act.world.class(key);
    const method = found?.ir.methods.find((one) => one.name === name && one.static === isStatic && one.kind !== 'setter');
    if (found && method) {
      const value: Value = [{ k: 'fn', file: found.file, fn: method.fn }];
      return method.kind === 'getter' ? act.machine.invoke(act, id, at, { value, self: [obj], args: [] }) : value;
    }
    const parent: Value = act.world.read(`super:${key}`);
    const view = pick(parent, 'native')[0];
    if (view && elementKind(view.path)) return native(`%view%.${name}`);
    const above = pick(parent, 'class')[0];
    if (above && isStatic) {
      const inherited = readCell(act.world, `S:${above.file}#${above.class}`, name);
      if (inherited.length > 0) return inherited;
    }
    key = above && `${above.file}#${above.class}`;
  }
  return NOTHING;
}

function getOfClass(act: Activation, id: ValueId, at: At, alt: AltOf<'class'>, name: string | undefined): Value {
  const key = `${alt.file}#${alt.class}`;
  if (name === 'prototype') return [{ k: 'obj', id: `C:${key}` }];
  return getOfObject(act, id, at, { k: 'obj', id: `S:${key}` }, name === undefined ? {} : { name });
}

// --- the language and the host

const CONSTANTS: Readonly<Record<string, number>> = {
  'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER, 'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER, 'Math.PI': Math.PI, 'Math.E': Math.E,
};

function getOfNative(act: Activation, alt: AltOf<'native'>, name: string | undefined): Value {
  if (name === undefined) return opaque(`${alt.path}[]`);
  const { path } = alt;
  const kind = elementKind(path);
  if (kind && name === 'BYTES_PER_ELEMENT') return number(N.constant(ELEMENT_BYTES[kind]));
  if (/^(?:globalThis|self|window|global)$/.test(path)) return globalValue(act, name);
  if (path === 'module' && name === 'exports') return exportsObject(act.world, act.ir.file);
  if (path === 'import.meta') return name === 'url' ? string(act.ir.file) : name === 'dirname' ? string(directory(act.ir.file)) : name === 'filename' ? string(act.ir.file) : native(`import.meta.${name}`);
  const constant = CONSTANTS[`${path}.${name}`];
  if (constant !== undefined) return number(N.constant(constant));
  if (HEAP_VIEWS[name] && path === 'Module') return globalValue(act, name);
  const worker = threadProperty(act, path, name);
  return worker ?? native(`${path}.${name}`);
}

export const directory = (file: string): string => file.slice(0, file.lastIndexOf('/'));

/** `workerData` and `parentPort` of Node's `worker_threads`. */
function threadProperty(act: Activation, path: string, name: string): Value | undefined {
  if (path !== 'node:worker_threads') return undefined;
  if (name === 'workerData') return channelValue(act.world, `workerData:${act.ir.file}`);
  if (name === 'parentPort') return [{ k: 'worker', file: act.ir.file, port: 'node' }];
  if (name === 'Worker') return native('Worker');
  if (name === 'isMainThread') return [{ k: 'bool', b: null, id: MAIN_THREAD }];
  return undefined;
}

export function globalValue(act: Activation, name: string): Value {
  const heap = HEAP_VIEWS[name];
  if (heap) return heapView(act, name);
  if (name === 'self' || name === 'globalThis' || name === 'window' || name === 'global') return native('globalThis');
  if (name === '__dirname') return string(directory(act.ir.file));
  if (name === '__filename') return string(act.ir.file);
  if (name === 'exports') return exportsObject(act.world, act.ir.file);
  if (name === 'NaN' || name === 'Infinity') return number(N.ranged(name === 'NaN' ? R.FRACTION : R.single(Infinity)));
  const assigned = act.world.readField('global', name);
  return assigned.length > 0 ? assigned : native(name);
}

/** All views of one heap stand on one buffer. */
function heapView(act: Activation, name: string): Value {
  const kind = HEAP_VIEWS[name];
  if (!kind) return NOTHING;
  const [alt] = pick(viewOf({ world: act.world, file: act.ir.file, origin: `heap:${name}`, label: name }, kind, 'unknown'), 'view');
  act.world.learn({ origin: 'heap', kind: 'memory', shared: 'unknown', label: 'the heap', growable: true, chosen: new Map() });
  return alt ? [{ k: 'view', view: { ...alt.view, origin: 'heap', offset: N.constant(0) } }] : NOTHING;
}

function getOfOpaque(act: Activation, id: ValueId, instr: Get, alt: AltOf<'opaque'>, key: KnownKey): Value {
  const { world } = act;
  const name = key.name ?? (key.index ? `[${N.key(key.index)}]` : '[]');
  const origin = `${alt.origin}.${name}`;
  const label = act.world.labels.get(alt.origin);
  if (label !== undefined) world.labels.set(origin, key.name !== undefined && !key.index ? `${label}.${key.name}` : `${label}[…]`);
  if (alt.type && alt.file !== undefined) {
    const lookup = key.name ?? '[]';
    const member = memberType(world, alt.file, alt.type, lookup);
    if (member) return typed({ world, file: member.file, origin, label: world.labels.get(origin) ?? name, at: act.span(instr.at) }, member.type);
    if (alt.type.kind === 'array') return native(`%array%.${name}`);
  } else if (key.index && instr.way !== 'callee') {
    if (instr.way !== 'update') recordAccess(act, id, unknownView(alt.origin), { reads: true, writes: false, at: instr.at, viewAt: instr.objAt, indexAt: instr.keyAt, index: key.index });
  }
  if (instr.way === 'callee') return [{ k: 'native', path: `%unknown%.${name}`, self: [alt] }];
  return opaque(origin);
}

/** A view of which only its use tells that it is one. */
export const unknownView = (origin: string): View => ({
  origin: `${origin}.buffer`, kind: '?', offset: N.symbolic(`${origin}.byteOffset`), length: undefined, tracking: false, site: origin, made: origin,
});

// --- writing

export function setProperty(act: Activation, id: ValueId, instr: Set): void {
  const key = keyOf(act, instr.key, id);
  const value = act.value(instr.value);
  for (const alt of act.value(instr.obj)) setOf(act, id, instr, alt, key, value);
}

function setOf(act: Activation, id: ValueId, instr: Set, alt: Alt, key: KnownKey, value: Value): void {
  switch (alt.k) {
    case 'view':
      if (key.index && alt.view.kind !== 'DataView') recordSet(act, id, instr, alt.view, key.index);
      return;
    case 'obj': {
      const views = key.index ? ownViews(act, alt) : [];
      for (const view of views) recordSet(act, id, instr, view, key.index as N.Num);
      if (views.length === 0) setOfObject(act, id, instr.at, alt, key, value);
      return;
    }
    case 'class':
      writeField(act, { k: 'obj', id: `S:${alt.file}#${alt.class}` }, key.name ?? '[]', value);
      return;
    case 'fn':
      if (key.name === 'prototype') for (const proto of pick(value, 'obj')) copyFields(act, proto, `P:${alt.file}#${alt.fn}`);
      else writeField(act, { k: 'obj', id: `F:${alt.file}#${alt.fn}` }, key.name ?? '[]', value);
      return;
    case 'native':
      setOfNative(act, alt.path, key.name, value);
      return;
    case 'worker':
      setOnWorker(act, alt, key.name, value);
      return;
    case 'opaque':
      if (key.index && !alt.type) recordSet(act, id, instr, unknownView(alt.origin), key.index);
      escape(act.world, value);
      leak(act, value);
      return;
    default:
  }
}

function recordSet(act: Activation, id: ValueId, instr: Set, view: View, index: N.Num): void {
  recordAccess(act, id, view, { reads: instr.update !== undefined, writes: true, at: instr.at, viewAt: instr.objAt, indexAt: instr.keyAt, index, values: [act.value(instr.value)] });
}

function setOfObject(act: Activation, id: ValueId, at: At, obj: AltOf<'obj'>, { name }: KnownKey, value: Value): void {
  if (name !== undefined) {
    const setter = readField(act, obj, `set:${name}`);
    const declared = setter.length > 0 ? setter : setterOf(act, obj, name);
    if (declared.length > 0) {
      act.machine.invoke(act, id, at, { value: declared, self: [obj], args: [value] });
      return;
    }
  }
  if (obj.id.startsWith('P:') || obj.id.startsWith('C:')) for (const fn of pick(value, 'fn')) act.world.methods.set(`${fn.file}#${fn.fn}`, obj.id.startsWith('P:') ? `I:${obj.id.slice(2)}` : obj.id);
  writeField(act, obj, name ?? '[]', value);
}

function setterOf(act: Activation, obj: AltOf<'obj'>, name: string): Value {
  if (!/^[CS]:/.test(obj.id)) return NOTHING;
  const found = act.world.class(obj.id.slice(2));
  const method = found?.ir.methods.find((one) => one.name === name && one.kind === 'setter');
  return found && method ? [{ k: 'fn', file: found.file, fn: method.fn }] : NOTHING;
}

/** `F.prototype = { … }`. */
function copyFields(act: Activation, from: AltOf<'obj'>, to: string): void {
  for (const name of act.world.fieldsOf(from.id)) setOfObject(act, 0, [0, 0], { k: 'obj', id: to }, { name }, readField(act, from, name));
}

function setOfNative(act: Activation, path: string, name: string | undefined, value: Value): void {
  if (path === 'module' && name === 'exports') {
    act.world.writeField(`exports:${act.ir.file}`, '=', value);
    escape(act.world, value);
    return;
  }
  if (path === 'globalThis' && name === 'onmessage') {
    listen(act, `in:${act.ir.file}`, value, 'event');
    return;
  }
  if (path === 'globalThis' && name !== undefined) act.world.writeField('global', name, value);
  if (/^on[a-z]+$/.test(name ?? '')) {
    escape(act.world, value);
    return;
  }
  escape(act.world, value);
  if (path === 'globalThis') leak(act, value);
  else publish(act, value);
}

export { STRING };
