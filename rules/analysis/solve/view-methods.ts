/** Methods of views: which elements they touch, what they give. */

import { elementBytes } from '../models/elements.ts';
import { METHODS, bufferField, dataViewField, type Field, type Touch } from '../models/typed-array.ts';
import type { Activation } from './activation.ts';
import { elementValue, numeric, recordAccess, type Touched } from './access.ts';
import type { Call } from './call.ts';
import * as N from './number.ts';
import * as R from './range.ts';
import { makeObject, writeField } from './objects.ts';
import { BOOLEAN, NOTHING, STRING, number, pick, text0, type Value, type View } from './value.ts';
import { arrayLength, ownMemory, position, subarray, viewsIn } from './views.ts';

export function callView(act: Activation, call: Call, method: string): Value {
  let out: Value = NOTHING;
  for (const view of viewsIn(act, call.self)) out = act.join(out, callOne(act, call, view, method));
  return out;
}

function callOne(act: Activation, call: Call, view: View, method: string): Value {
  const at = { at: call.at, viewAt: call.selfAt, bulk: method };
  if (method === 'subarray' || (method === 'slice' && view.isBuffer)) return subarray(act, call, view);
  if (method === 'set' && view.kind !== 'DataView') return setFrom(act, call, view);
  if (method === 'copyWithin') return copyWithin(act, call, view);
  if (method === 'copy') return copyTo(act, call, view);
  if (method === 'write') return writeText(act, call, view);
  const field = view.kind === 'DataView' ? dataViewField(method) : view.kind === 'Uint8Array' ? bufferField(method) : undefined;
  if (field) return touchField(act, call, view, field, method);
  const touch = METHODS[method];
  if (!touch || view.kind === 'DataView') return NOTHING;
  const touched: Touched = { reads: touch.reads ?? false, writes: touch.writes ?? false, ...at, ...where(act, call, view, touch) };
  recordAccess(act, call.id, view, touched);
  if (touch.callback) runCallback(act, call, view);
  return result(act, call, view, method);
}

/** The elements between a method's start and end arguments. */
function where(act: Activation, call: Call, view: View, touch: Touch): Pick<Touched, 'index' | 'range'> {
  if (touch.element) {
    return { index: startAt(act, call, 0, view) };
  }
  if (!touch.range) return {};
  const [from, to] = touch.range;
  const start = startAt(act, call, from, view);
  const end = call.args[to] ? (position(act, call, to, view, view.length) ?? null) : 'rest';
  return { range: { start, end } };
}

/** Where an operation starts; what cannot be told may be anywhere, not the whole view. */
const startAt = (act: Activation, call: Call, argument: number, view: View): N.Num =>
  position(act, call, argument, view, N.constant(0)) ?? N.ranged(R.range(0, Infinity));

function runCallback(act: Activation, call: Call, view: View): void {
  const symbol = `index:${act.site(call.id)}`;
  act.define(symbol, { range: R.range(0, Infinity), label: 'index', exhaustive: false, natural: false });
  const element = elementValue(act, view.kind, `el:${act.site(call.id)}`);
  const [callback] = call.args;
  if (callback) act.machine.invoke(act, call.id, call.at, { value: callback.value, self: NOTHING, args: [element, number(N.symbolic(symbol)), [{ k: 'view', view }]] });
}

function result(act: Activation, call: Call, view: View, method: string): Value {
  const kind = view.kind === '?' ? 'Uint8Array' : view.kind;
  switch (method) {
    case 'slice':
      return ownMemory(act, call, kind, undefined, view.origin);
    case 'map':
    case 'filter':
    case 'with':
    case 'toSorted':
    case 'toReversed':
      return ownMemory(act, call, kind, undefined);
    case 'fill':
    case 'sort':
    case 'reverse':
      return [{ k: 'view', view }];
    case 'every':
    case 'some':
    case 'includes':
    case 'equals':
      return BOOLEAN;
    case 'join':
    case 'toString':
    case 'toLocaleString':
      return STRING;
    case 'entries':
    case 'values': {
      const obj = makeObject(act, 'arr', call.id);
      writeField(act, obj, '[]', elementValue(act, view.kind, `el:${act.site(call.id)}`));
      return [obj];
    }
    default:
      return elementValue(act, view.kind, `at:${act.site(call.id)}`);
  }
}

/** `target.set(source, offset)` writes the target and reads the source. */
function setFrom(act: Activation, call: Call, view: View): Value {
  const [source, offset] = call.args;
  const sources = source ? viewsIn(act, source.value) : [];
  for (const from of sources) recordAccess(act, call.id, from, { reads: true, writes: false, at: call.at, viewAt: source?.at ?? call.at, bulk: 'set' });
  const start = offset ? numeric(act, offset.value, `arg:${act.site(call.id)}`) : N.constant(0);
  const length = sources.length === 1 ? sources[0]?.length : source && arrayLength(act, source.value);
  const end = length ? N.add(start, length) : null;
  recordAccess(act, call.id, view, { reads: false, writes: true, at: call.at, viewAt: call.selfAt, bulk: 'set', range: { start, end } });
  return NOTHING;
}

function copyWithin(act: Activation, call: Call, view: View): Value {
  const at = { at: call.at, viewAt: call.selfAt, bulk: 'copyWithin' };
  const target = startAt(act, call, 0, view);
  const start = startAt(act, call, 1, view);
  const end = call.args[2] ? position(act, call, 2, view, view.length) : view.length;
  const count = end && N.subtract(end, start);
  recordAccess(act, call.id, view, { reads: true, writes: false, ...at, range: { start, end: call.args[2] ? (end ?? null) : 'rest' } });
  recordAccess(act, call.id, view, { reads: false, writes: true, ...at, range: { start: target, end: count ? N.add(target, count) : null } });
  return [{ k: 'view', view }];
}

/** Node's `buffer.copy(target, targetStart, sourceStart, sourceEnd)`. */
function copyTo(act: Activation, call: Call, view: View): Value {
  const [target] = call.args;
  const from = startAt(act, call, 2, view);
  const until = call.args[3] ? (position(act, call, 3, view, view.length) ?? null) : 'rest';
  recordAccess(act, call.id, view, { reads: true, writes: false, at: call.at, viewAt: call.selfAt, bulk: 'copy', range: { start: from, end: until } });
  for (const to of target ? viewsIn(act, target.value) : []) {
    const range = { start: startAt(act, call, 1, to), end: null };
    recordAccess(act, call.id, to, { reads: false, writes: true, at: call.at, viewAt: target?.at ?? call.at, bulk: 'copy', range });
  }
  return number(N.ranged(R.range(0, Infinity)));
}

/** Node's `buffer.write(text, offset, length, encoding)`; only of plain text is it known how far it reaches. */
function writeText(act: Activation, call: Call, view: View): Value {
  const [written, at] = call.args;
  const start = at && pick(at.value, 'str').length === 0 ? startAt(act, call, 1, view) : N.constant(0);
  const known = text0(written?.value);
  const length = known !== undefined && /^[\x20-\x7e]+$/.test(known) && call.args.length < 3 ? N.constant(known.length) : undefined;
  const range = { start, end: length ? N.add(start, length) : null };
  recordAccess(act, call.id, view, { reads: false, writes: true, at: call.at, viewAt: call.selfAt, bulk: 'write', range });
  return number(N.ranged(R.range(0, Infinity)));
}

function touchField(act: Activation, call: Call, view: View, field: Field, method: string): Value {
  const offset = call.args[field.offset];
  const index = offset ? numeric(act, offset.value, `arg:${act.site(call.id)}`) : N.constant(0);
  const size = elementBytes(view.kind);
  recordAccess(act, call.id, view, { reads: !field.writes, writes: field.writes, at: call.at, viewAt: call.selfAt, index: N.scale(index, 1 / size), width: field.bytes, ...(offset && { indexAt: offset.at }), bulk: method });
  return elementValue(act, 'DataView', `at:${act.site(call.id)}`);
}
