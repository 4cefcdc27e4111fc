/** The language's and the host's own functions, as far as memory, numbers and control go through them. */

import { ATOMICS } from '../models/atomics.ts';
import { elementKind, isAtomicKind, isWaitableKind } from '../models/elements.ts';
import { keepsNothing } from '../models/host.ts';
import { GIVES, PLATFORM, methodPath, platformPath } from '../models/platform.ts';
import { refusalsOf } from '../models/refusals.ts';
import type { Activation } from './activation.ts';
import { canBeHere, elementValue, numeric, recordAccess } from './access.ts';
import { typed } from './annotations.ts';
import { TAG, text } from './arithmetic.ts';
import { callArray, callCollection } from './collections.ts';
import type { Argument, Call } from './call.ts';
import { callWorker, post } from './messages.ts';
import * as N from './number.ts';
import { required } from './modules.ts';
import { escape, interrupt, lose, makeObject, readField, writeField } from './objects.ts';
import { directory, unknownView } from './properties.ts';
import * as R from './range.ts';
import { callView } from './view-methods.ts';
import { bufferFrom, ownMemory, sliceRegion, viewsIn } from './views.ts';
import { BOOLEAN, NOTHING, STRING, UNDEFINED, native, number, opaque, pick, string, type Alt, type AltOf, type Value } from './value.ts';

/** An argument's value; what is not given is undefined. */
export const argument = (args: readonly Argument[], i: number): Value => args[i]?.value ?? UNDEFINED;
const value = argument;

export function callNative(act: Activation, call: Call, alt: AltOf<'native'>): Value {
  const { path } = alt;
  const cut = path.lastIndexOf('.');
  const [owner, method] = cut < 0 ? ['', path] : [path.slice(0, cut), path.slice(cut + 1)];
  if (owner === 'Atomics' && ATOMICS[method]) return atomics(act, call, method);
  switch (owner) {
    case '%view%':
      return callView(act, call, method);
    case '%array%':
      return callArray(act, call, method);
    case '%map%':
    case '%set%':
      return callCollection(act, call, method);
    case '%worker%':
      if (method === 'postMessage') recordTransfers(act, call);
      return pick(alt.self ?? NOTHING, 'worker').map((one) => callWorker(act, one, method, call.args.map((arg) => arg.value), call)).reduce((a, b) => act.join(a, b), NOTHING);
    case '%region%':
      return callRegion(act, call, method);
    case '%memory%':
      return callMemory(act, call, method);
    case '%promise%':
      return callPromise(act, call, method);
    case '%fn%':
      return callThrough(act, call, alt.self ?? NOTHING, method);
    case '%unknown%':
      return callUnknown(act, call, alt, method);
    case '%string%':
      return method === 'split' ? opaque(`split:${act.site(call.id)}`) : /indexOf|charCodeAt|codePointAt|search|localeCompare/i.test(method) ? number(fresh(act, call, R.ANY)) : STRING;
    case 'Math':
      return number(math(act, call, method));
    default:
      return callHost(act, call, path, owner, method);
  }
}

function fresh(act: Activation, call: Call, range: R.Range): N.Num {
  const symbol = `at:${act.site(call.id)}`;
  act.define(symbol, { range, label: '', exhaustive: false, natural: range.lo < 0 });
  return N.symbolic(symbol);
}

// --- Atomics

/** ECMA-262, The Atomics Object: every operation but `notify` touches one element. */
function atomics(act: Activation, call: Call, op: string): Value {
  const model = ATOMICS[op];
  if (!model) return UNDEFINED;
  const args = call.args.map((arg) => ({ ...arg, value: arg.value.filter((alt) => alt.k !== 'view' || canBeHere(act, alt.view.origin)) }));
  act.record(call.id, { kind: 'atomics', op, at: call.at, args });
  const [target, at] = call.args;
  if (!target || !at) return op === 'notify' ? number(fresh(act, call, R.range(0, Infinity))) : NOTHING;
  const index = numeric(act, at.value, `index:${act.site(call.id)}`);
  const views = [...viewsIn(act, target.value), ...pick(target.value, 'opaque').map(({ origin }) => unknownView(origin))];
  // On a kind that it refuses it throws, and touches nothing.
  for (const view of views.filter(({ kind }) => kind === '?' || (model.waits ? isWaitableKind(kind) : isAtomicKind(kind))))
    recordAccess(act, call.id, view, {
      op, reads: model.reads, writes: model.writes, at: call.at, viewAt: target.at, indexAt: at.at, index, values: model.values.map((i) => value(call.args, i)),
    });
  if (op === 'wait') return STRING;
  if (op === 'waitAsync') return opaque(`waitAsync:${act.site(call.id)}`);
  if (op === 'notify') return number(fresh(act, call, R.range(0, Infinity)));
  return op === 'store' ? value(call.args, 2) : elementValue(act, views[0]?.kind ?? '?', `at:${act.site(call.id)}`);
}

// --- regions

function callRegion(act: Activation, call: Call, method: string): Value {
  for (const { origin } of pick(call.self, 'region')) {
    if (method === 'slice') return sliceRegion(act, call, origin);
    if (method === 'grow') act.record(call.id, { kind: 'grow', at: call.at, origin, ofMemory: false });
  }
  return UNDEFINED;
}

function callMemory(act: Activation, call: Call, method: string): Value {
  if (method !== 'grow') return UNDEFINED;
  for (const { origin } of pick(call.self, 'memory')) act.record(call.id, { kind: 'grow', at: call.at, origin, ofMemory: true });
  return number(fresh(act, call, R.range(0, Infinity)));
}

// --- functions

function callThrough(act: Activation, call: Call, target: Value, method: string): Value {
  const [self, ...rest] = call.args;
  if (method === 'bind') return target.map((alt): Alt => (alt.k === 'fn' ? { ...alt, bound: { self: self?.value ?? NOTHING, args: rest.map((arg) => arg.value) } } : alt));
  const args = method === 'call' ? rest.map((arg) => arg.value) : spread(act, call, rest[0]);
  return act.machine.invoke(act, call.id, call.at, { value: target, self: self?.value ?? NOTHING, args });
}

/** `f.apply(x, v)` reads a view element by element. */
function spread(act: Activation, call: Call, list: Argument | undefined): Value[] {
  if (!list) return [];
  for (const view of viewsIn(act, list.value)) recordAccess(act, call.id, view, { reads: true, writes: false, at: call.at, viewAt: list.at, bulk: 'apply' });
  const [array] = pick(list.value, 'obj');
  if (!array) return [];
  const names = act.world.fieldsOf(array.id).filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b));
  return names.map((name) => readField(act, array, name));
}

/** A method of something unknown; if that is a view, a bulk operation of it. */
function callUnknown(act: Activation, call: Call, alt: AltOf<'native'>, method: string): Value {
  const [self] = pick(alt.self ?? NOTHING, 'opaque');
  if (method === 'postMessage') recordTransfers(act, call);
  if (self && method === 'grow') for (const [origin, ofMemory] of [[self.origin, false], [`${self.origin}.buffer`, true]] as const) act.record(call.id, { kind: 'grow', at: call.at, origin, ofMemory });
  if (self && /^(?:on|once|addEventListener|addListener)$/.test(method)) {
    for (const arg of call.args) escape(act.world, arg.value);
    return [self];
  }
  if (self && !self.type && /^(?:fill|set|copyWithin|subarray|slice)$/.test(method)) return callView(act, { ...call, self: [{ k: 'view', view: unknownView(self.origin) }] }, method);
  const entry = self && entryOf(act, call, self, method);
  if (entry) return entry;
  const platform = methodPath(self?.type?.kind === 'name' ? self.type.name : undefined, method);
  if (platform !== undefined) return callHost(act, call, platform, '', method);
  return outOfSight(act, call, undefined, method);
}

/** `map.get(key)` of a map from elsewhere. */
function entryOf(act: Activation, call: Call, { type, file }: AltOf<'opaque'>, method: string): Value | undefined {
  const entry = type?.kind === 'name' && /^(?:Readonly)?Map$/.test(type.name) && method === 'get' ? type.args[1] : undefined;
  if (!entry || file === undefined) return undefined;
  return act.join(typed({ world: act.world, file, origin: `call:${act.site(call.id)}`, label: 'the entry', at: act.span(call.at) }, entry), UNDEFINED);
}

export function outOfSight(act: Activation, call: Call, path: string | undefined, method?: string): Value {
  act.record(call.id, { kind: 'call', at: call.at, native: path, args: call.args, self: call.self });
  for (const one of [call.self, ...call.args.map((arg) => arg.value)]) {
    lose(act, one);
    escape(act.world, one);
  }
  interrupt(act);
  return given(act, call, method);
}

/** What the host gives; unknown but for some methods with a telling name. */
function given(act: Activation, call: Call, method: string | undefined): Value {
  const made = method === undefined || !Object.hasOwn(GIVES, method) ? undefined : GIVES[method];
  if (!made) return opaque(`call:${act.site(call.id)}`);
  const value = native(`%${made.type}%`);
  return made.promised ? [{ k: 'promise', of: value }] : value;
}

// --- promises

function callPromise(act: Activation, call: Call, method: string): Value {
  const results = pick(call.self, 'promise').map(({ of }) => of).reduce((a, b) => act.join(a, b), NOTHING);
  let out: Value = method === 'then' ? NOTHING : results;
  for (const [i, arg] of call.args.entries())
    for (const fn of pick(arg.value, 'fn')) {
      act.world.feed(fn, method === 'then' && i === 0 ? [results] : method === 'finally' ? [] : [opaque(`reason:${act.site(call.id)}`)]);
      out = act.join(out, act.world.read(`r:${fn.file}#${fn.fn}`));
    }
  return [{ k: 'promise', of: out }];
}

// --- numbers

function math(act: Activation, call: Call, method: string): N.Num {
  const args = call.args.map((arg, i) => numeric(act, arg.value, `math:${act.site(call.id)}.${i}`));
  const [first, ...rest] = args;
  if (!first) return N.ranged(R.FRACTION);
  if (method === 'min' || method === 'max') return rest.reduce((a, b) => N.operate(method, a, b, act), first);
  if (/^(?:floor|ceil|trunc|round|abs)$/.test(method)) return N.operateUnary(method, first, act);
  const exact = [first, rest[0]].map((one) => one && N.valueOf(one));
  if (method === 'imul' && exact[0] !== undefined && exact[1] !== undefined) return N.constant(Math.imul(exact[0], exact[1]));
  if (method === 'imul' || method === 'clz32' || method === 'fround') return N.ranged(method === 'clz32' ? R.range(0, 32) : method === 'imul' ? R.range(-(2 ** 31), 2 ** 31 - 1) : R.FRACTION);
  return method === 'pow' && rest[0] ? N.operate('**', first, rest[0], act) : N.ranged(R.FRACTION);
}

// --- the rest

function callHost(act: Activation, call: Call, path: string, owner: string, method: string): Value {
  const { args } = call;
  touchPlatform(act, call, path);
  if (method === 'postMessage') recordTransfers(act, call);
  const kind = elementKind(owner);
  if (kind && (method === 'from' || method === 'of') && owner !== 'Buffer') return copyFrom(act, call, kind);
  switch (path) {
    case 'Buffer.from':
      return bufferFrom(act, call);
    case 'Buffer.alloc':
    case 'Buffer.allocUnsafe':
    case 'Buffer.allocUnsafeSlow':
      return ownMemory(act, call, 'Uint8Array', numeric(act, value(args, 0), `size:${act.site(call.id)}`));
    case 'require':
      return required(act.world, text(value(args, 0)) ?? '', act.ir.file);
    case 'node:path.join':
    case 'node:path.resolve':
      return joinPath(args);
    case 'require.resolve':
    case 'node:url.fileURLToPath':
    case 'node:url.pathToFileURL':
    case 'import.meta.resolve':
      return path === 'require.resolve' || path === 'import.meta.resolve' ? string(joined(directory(act.ir.file), text(value(args, 0)) ?? '')) : value(args, 0);
    case 'node:path.dirname':
      return string(directory(text(value(args, 0)) ?? ''));
    case 'postMessage':
    case 'globalThis.postMessage':
      post(act, { k: 'worker', file: act.ir.file, port: 'inside' }, value(args, 0), call);
      return UNDEFINED;
    case 'addEventListener':
      return callWorker(act, { k: 'worker', file: act.ir.file, port: 'inside' }, 'addEventListener', args.map((arg) => arg.value), call);
    case 'structuredClone':
      recordTransfer(act, call, 1);
      return value(args, 0);
    case 'registerProcessor':
      return registerProcessor(act, call);
    case 'Number':
    case 'parseInt':
    case 'parseFloat':
      return number(numeric(act, value(args, 0), `at:${act.site(call.id)}`));
    case 'BigInt':
      return number(numeric(act, value(args, 0), `at:${act.site(call.id)}`), true);
    case 'Symbol':
      return native(`Symbol.@${act.made(call.id).replaceAll('.', '_')}`);
    case 'Symbol.for':
      return native(`Symbol.=${(text(value(args, 0)) ?? act.made(call.id)).replaceAll('.', '_')}`);
    case 'BigInt.asIntN':
    case 'BigInt.asUintN':
      return number(fresh(act, call, R.ANY), true);
    case 'Boolean':
      return value(args, 0).length === 1 && value(args, 0)[0]?.k === 'bool' ? value(args, 0) : BOOLEAN;
    case 'String':
    case 'JSON.stringify':
      return STRING;
    case 'Object.freeze':
    case 'Object.seal':
    case 'Object.preventExtensions':
      return value(args, 0);
    case 'Object.assign':
      return assign(act, args);
    case 'Array.from':
    case 'Array.of':
      return arrayFrom(act, call);
    case 'Array.isArray':
    case 'ArrayBuffer.isView':
    case 'Number.isInteger':
    case 'Number.isSafeInteger':
      return BOOLEAN;
    case 'Promise.resolve':
      return [{ k: 'promise', of: value(args, 0).flatMap((alt) => (alt.k === 'promise' ? alt.of : [alt])) }];
    default:
      return callOther(act, call, path, owner);
  }
}

function callOther(act: Activation, call: Call, path: string, owner: string): Value {
  if (path.startsWith('Object.prototype.toString') || path === '%native%.toString') return string(TAG);
  if (path.endsWith('.toString.call')) return string(TAG);
  if (owner.endsWith('.prototype.toString')) return string(TAG);
  const through = /^(.*)\.(call|apply|bind)$/.exec(path);
  if (through?.[1] && through[2]) return callThroughNative(act, call, through[1], through[2]);
  if (!keepsNothing(path) || path.endsWith('.postMessage')) return outOfSight(act, call, path);
  act.record(call.id, { kind: 'call', at: call.at, native: path, args: call.args, self: call.self });
  // Timers and listeners run what they are given at a time of their own.
  for (const arg of call.args) for (const fn of pick(arg.value, 'fn')) act.world.feed(fn, [opaque(`argument:${path}`)]);
  return given(act, call, path.slice(path.lastIndexOf('.') + 1));
}

/** `Array.prototype.slice.call(view)`, `Int32Array.prototype.set.call(view, …)`. */
function callThroughNative(act: Activation, call: Call, target: string, how: string): Value {
  const [self, ...rest] = call.args;
  if (!self || how === 'bind') return native(target);
  const method = target.slice(target.lastIndexOf('.') + 1);
  if (/Array\.prototype\.\w+$/.test(target)) {
    const isView = viewsIn(act, self.value).length > 0;
    return callNative(act, { ...call, self: self.value, selfAt: self.at, args: rest }, { k: 'native', path: `${isView ? '%view%' : '%array%'}.${method}` });
  }
  if (target.endsWith('prototype.toString')) return string(TAG);
  const args = how === 'call' ? rest : spread(act, call, rest[0]).map((one) => ({ value: one, at: call.at }));
  return callNative(act, { ...call, self: self.value, args }, { k: 'native', path: target });
}

/** Views whose bytes a platform function reads or writes. */
export function touchPlatform(act: Activation, call: Call, path: string): void {
  const name = platformPath(path);
  const model = PLATFORM[name];
  if (model || refusalsOf(name).length > 0) act.record(call.id, { kind: 'call', at: call.at, native: name, args: call.args, self: call.self });
  if (!model) return;
  for (const [positions, writes] of [[model.writes, true], [model.reads, false]] as const)
    for (const i of positions ?? []) {
      const arg = call.args[i];
      if (arg) for (const view of viewsIn(act, arg.value)) recordAccess(act, call.id, view, { reads: !writes, writes, at: call.at, viewAt: arg.at, bulk: path });
    }
}

function copyFrom(act: Activation, call: Call, kind: NonNullable<ReturnType<typeof elementKind>>): Value {
  const source = call.args[0];
  let copyOf: string | undefined;
  for (const view of source ? viewsIn(act, source.value) : []) {
    recordAccess(act, call.id, view, { reads: true, writes: false, at: call.at, viewAt: source?.at ?? call.at, bulk: `${kind}.from` });
    copyOf = view.origin;
  }
  return ownMemory(act, call, kind, undefined, copyOf);
}

function arrayFrom(act: Activation, call: Call): Value {
  const [source, map] = call.args;
  const obj = makeObject(act, 'arr', call.id);
  let element: Value = opaque(`element:${act.made(call.id)}`);
  for (const view of source ? viewsIn(act, source.value) : []) {
    recordAccess(act, call.id, view, { reads: true, writes: false, at: call.at, viewAt: source?.at ?? call.at, bulk: 'Array.from' });
    element = elementValue(act, view.kind, `at:${act.site(call.id)}`);
  }
  for (const from of source ? pick(source.value, 'obj') : []) {
    const elements = act.world.fieldsOf(from.id).filter((name) => /^\d+$|^\[\]$/.test(name)).map((name) => readField(act, from, name));
    if (elements.length > 0) element = elements.reduce((a, b) => act.join(a, b), NOTHING);
  }
  const index = number(fresh(act, call, R.range(0, Infinity)));
  if (map) element = act.machine.invoke(act, call.id, call.at, { value: map.value, self: NOTHING, args: [element, index] });
  writeField(act, obj, '[]', element);
  return [obj];
}

function assign(act: Activation, args: readonly Argument[]): Value {
  for (const to of pick(value(args, 0), 'obj'))
    for (const source of args.slice(1))
      for (const from of pick(source.value, 'obj')) for (const name of act.world.fieldsOf(from.id)) writeField(act, to, name, readField(act, from, name));
  return value(args, 0);
}

// --- paths

function joinPath(args: readonly Argument[]): Value {
  const parts = args.map((arg) => text(arg.value));
  if (parts.some((part) => part === undefined)) return STRING;
  return string(parts.reduce<string>((base, part) => joined(base, part ?? ''), ''));
}

/** `path` seen from the folder `base`. */
export function joined(base: string, path: string): string {
  if (path.startsWith('/') || /^[a-z][a-z+.-]+:/i.test(path)) return path;
  const out: string[] = [];
  for (const part of `${base}/${path}`.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '.' && (part !== '' || out.length === 0)) out.push(part);
  }
  return out.join('/');
}

/** A window takes its target's origin before the list. */
function recordTransfers(act: Activation, call: Call): void {
  for (const index of [1, 2]) recordTransfer(act, call, index);
}

function recordTransfer(act: Activation, call: Call, index: number): void {
  const list = call.args[index];
  if (list) act.record(call.id, { kind: 'transfer', at: list.at, value: list.value, call: call.at });
}

function registerProcessor(act: Activation, call: Call): Value {
  const name = text(value(call.args, 0));
  if (name === undefined) return outOfSight(act, call, 'registerProcessor');
  act.world.processors.set(name, act.ir.file);
  for (const alt of pick(value(call.args, 1), 'class')) {
    const key = `${alt.file}#${alt.class}`;
    const options = { k: 'obj', id: `lit:options:${name}` } as const;
    act.world.writeField(options.id, 'processorOptions', act.world.channel(`options:${name}`));
    act.world.writeField(`C:${key}`, 'port', [{ k: 'worker', file: `processor:${name}`, port: 'processor' }]);
    const own = act.world.class(key)?.ir.constructorFn;
    if (own !== undefined) act.world.write(`p:${alt.file}#${own}#0`, [options]);
    act.world.processorClasses.add(key);
    escape(act.world, [alt]);
  }
  return UNDEFINED;
}
