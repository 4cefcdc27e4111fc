/** Arrays, maps and sets: what goes in comes out. */

import type { Activation } from './activation.ts';
import { memberType, typed } from './annotations.ts';
import type { ValueId } from '../ir/ir.ts';
import type { Call } from './call.ts';
import * as N from './number.ts';
import { allocate, makeObject, readField, writeField } from './objects.ts';
import * as R from './range.ts';
import { BOOLEAN, NOTHING, STRING, UNDEFINED, number, opaque, pick, type AltOf, type Value } from './value.ts';

/** Everything that an array may hold. */
function elements(act: Activation, obj: AltOf<'obj'>): Value {
  return act.world.fieldsOf(obj.id).filter((name) => /^\d+$|^\[\]$/.test(name)).map((name) => readField(act, obj, name)).reduce((a, b) => act.join(a, b), NOTHING);
}

/** What the type of an array from elsewhere says of its elements. */
function declaredElement(act: Activation, call: Call, { type, file }: AltOf<'opaque'>): Value {
  const element = type && file !== undefined ? memberType(act.world, file, type, '[]') : undefined;
  return element ? typed({ world: act.world, file: element.file, origin: `element:${act.site(call.id)}`, label: 'element', at: act.span(call.at) }, element.type) : NOTHING;
}

const CALLBACKS = new Set(['map', 'forEach', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'every', 'some', 'flatMap', 'reduce', 'reduceRight', 'sort', 'toSorted']);

export function callArray(act: Activation, call: Call, method: string): Value {
  const arrays = pick(call.self, 'obj');
  let all = [...arrays.map((one) => elements(act, one)), ...pick(call.self, 'opaque').map((one) => declaredElement(act, call, one))].reduce((a, b) => act.join(a, b), NOTHING);
  if (arrays.length === 0 || all.length === 0) all = all.length > 0 ? all : opaque(`element:${act.made(call.id)}`);
  if (method === 'push' || method === 'unshift' || method === 'fill' || method === 'splice') return add(act, call, arrays, method, all);
  const returned = CALLBACKS.has(method) ? callback(act, call, method, all) : NOTHING;
  switch (method) {
    case 'map':
    case 'flatMap':
      return fresh(act, call, returned);
    case 'filter':
    case 'slice':
    case 'concat':
    case 'reverse':
    case 'sort':
    case 'flat':
    case 'toSorted':
    case 'toReversed':
    case 'values':
      return arrays.length > 0 && (method === 'sort' || method === 'reverse') ? arrays : fresh(act, call, method === 'concat' ? call.args.reduce((a, arg) => act.join(a, pick(arg.value, 'obj').map((one) => elements(act, one)).reduce((x, y) => act.join(x, y), NOTHING)), all) : all);
    case 'entries':
      return fresh(act, call, [pair(act, call.id, number(N.ranged(R.range(0, Infinity))), all)]);
    case 'pop':
    case 'shift':
    case 'at':
    case 'find':
    case 'findLast':
      return act.join(all, UNDEFINED);
    case 'reduce':
    case 'reduceRight':
      return act.join(returned, call.args[1]?.value ?? all);
    case 'every':
    case 'some':
    case 'includes':
      return BOOLEAN;
    case 'join':
      return STRING;
    case 'forEach':
      return UNDEFINED;
    default:
      return /ndex/.test(method) ? number(N.ranged(R.range(-1, Infinity))) : opaque(`array:${act.site(call.id)}`);
  }
}

/** `[key, value]`. */
function pair(act: Activation, id: ValueId, key: Value, value: Value): AltOf<'obj'> {
  const obj = { k: 'obj', id: `arr:${act.site(id)}.entry` } as const;
  allocate(act, obj.id);
  writeField(act, obj, '0', key);
  writeField(act, obj, '1', value);
  return obj;
}

/** What walking over a map gives; a set's entries hold each value twice. */
export function entryOf(act: Activation, id: ValueId, collections: readonly AltOf<'obj'>[], all: Value): AltOf<'obj'> {
  const isMap = collections.some((one) => one.id.startsWith('map:'));
  return pair(act, id, isMap ? opaque(`key:${act.site(id)}`) : all, all);
}

function fresh(act: Activation, call: Call, element: Value): Value {
  const obj = makeObject(act, 'arr', call.id);
  writeField(act, obj, '[]', element);
  return [obj];
}

function add(act: Activation, call: Call, arrays: readonly AltOf<'obj'>[], method: string, all: Value): Value {
  const added = method === 'fill' ? call.args.slice(0, 1) : method === 'splice' ? call.args.slice(2) : call.args;
  for (const one of arrays)
    for (const arg of added) {
      writeField(act, one, '[]', act.join(readField(act, one, '[]'), arg.value));
      writeField(act, one, 'length', number(N.ranged(R.range(0, Infinity))));
    }
  return method === 'fill' ? arrays : method === 'splice' ? fresh(act, call, all) : number(N.ranged(R.range(1, Infinity)));
}

function callback(act: Activation, call: Call, method: string, element: Value): Value {
  const [fn, initial] = call.args;
  if (!fn) return NOTHING;
  const symbol = `index:${act.site(call.id)}`;
  act.define(symbol, { range: R.range(0, Infinity), label: 'index', exhaustive: false, natural: false });
  const index = number(N.symbolic(symbol));
  const isFold = method.startsWith('reduce');
  const args = isFold ? [initial?.value ?? element, element, index, call.self] : method.includes('ort') ? [element, element] : [element, index, call.self];
  return act.machine.invoke(act, call.id, call.at, { value: fn.value, self: call.args[1]?.value ?? NOTHING, args });
}

export function callCollection(act: Activation, call: Call, method: string): Value {
  const sets = pick(call.self, 'obj');
  const all = sets.map((one) => readField(act, one, '[]')).reduce((a, b) => act.join(a, b), NOTHING);
  switch (method) {
    case 'set':
    case 'add':
      for (const one of sets) writeField(act, one, '[]', act.join(readField(act, one, '[]'), call.args[method === 'set' ? 1 : 0]?.value ?? NOTHING));
      return call.self;
    case 'get':
      return act.join(all, UNDEFINED);
    case 'has':
    case 'delete':
      return BOOLEAN;
    case 'values':
      return fresh(act, call, all);
    case 'entries':
      return fresh(act, call, [entryOf(act, call.id, sets, all)]);
    case 'forEach':
      callback(act, call, 'forEach', all);
      return UNDEFINED;
    default:
      return UNDEFINED;
  }
}
