/** Making views and regions: constructors, `subarray`, `slice`, `Buffer.from`. */

import { ELEMENT_BYTES, elementBytes, type ElementKind } from '../models/elements.ts';
import type { Activation } from './activation.ts';
import { numeric, recordAccess } from './access.ts';
import type { Call } from './call.ts';
import * as N from './number.ts';
import type { Num } from './number.ts';
import { allocate, readField } from './objects.ts';
import * as R from './range.ts';
import { number, opaque, pick, text0, NOTHING, type Alt, type Value, type View } from './value.ts';

/** The views in a value; an instance of a class that extends a typed array is one. */
export function viewsIn(act: Activation, value: Value): View[] {
  return value.flatMap((alt): View[] => {
    if (alt.k === 'view') return [alt.view];
    return alt.k === 'obj' ? pick(readField(act, alt, '@@view'), 'view').map(({ view }) => view) : [];
  });
}

/** `new XArray(…)` and `new DataView(…)`. ECMA-262, The TypedArray Constructors; DataView. */
export function constructView(act: Activation, call: Call, kind: ElementKind): Value {
  const [first] = call.args;
  if (!first) return ownMemory(act, call, kind, N.constant(0));
  let out: Value = NOTHING;
  // An offset or a length goes with a buffer: of what may be one or a number, the number is not meant.
  const isPlaced = call.args.length > 1 && first.value.some(({ k }) => k !== 'num');
  for (const alt of first.value) if (!isPlaced || alt.k !== 'num') out = act.join(out, fromAlt(act, call, kind, alt));
  // Of an argument that has no value yet, nothing is made yet.
  return out.length > 0 || first.value.length === 0 ? out : opaque(`view:${act.site(call.id)}`);
}

function fromAlt(act: Activation, call: Call, kind: ElementKind, alt: Alt): Value {
  switch (alt.k) {
    case 'num':
      return ownMemory(act, call, kind, alt.n);
    case 'region':
      return onRegion(act, call, kind, alt.origin);
    case 'memory':
      return ownMemory(act, call, kind, undefined);
    case 'view':
      recordAccess(act, call.id, alt.view, { reads: true, writes: false, at: call.at, viewAt: call.args[0]?.at ?? call.at, bulk: `new ${kind}` });
      return ownMemory(act, call, kind, alt.view.length, alt.view.origin);
    case 'opaque':
      // Used as a number elsewhere, it is a length; otherwise a buffer, which alone can be shared.
      if (call.args.length === 1 && act.world.numeric.has(alt.origin)) return ownMemory(act, call, kind, undefined);
      return onRegion(act, call, kind, bufferOf(act, alt.origin));
    case 'undefined':
    case 'null':
      return NOTHING;
    default:
      // An offset or a length goes with a buffer only, which this is not.
      return call.args.length > 1 ? NOTHING : ownMemory(act, call, kind, arrayLength(act, [alt]));
  }
}

/** How many elements an array has, if they were all put in where it was made. */
export function arrayLength(act: Activation, value: Value): Num | undefined {
  const [alt] = value;
  if (value.length !== 1 || alt?.k !== 'obj' || !alt.id.startsWith('arr:')) return undefined;
  const names = act.world.fieldsOf(alt.id);
  return names.includes('[]') ? undefined : N.constant(names.filter((name) => /^\d+$/.test(name)).length);
}

/** A buffer of which nothing is known but where it comes from. */
export function bufferOf(act: Activation, origin: string): string {
  const label = act.world.labels.get(origin) ?? 'the buffer';
  if (!act.world.regions.has(origin)) act.world.learn({ origin, kind: 'unknown', shared: 'unknown', label, growable: false, chosen: new Map() });
  return origin;
}

/** A typed array on memory of its own, which is not shared; `copyOf` is the region whose bytes it copies. */
export function ownMemory(act: Activation, call: Call, kind: ElementKind, length: Num | undefined, copyOf?: string): Value {
  const origin = `alloc:${act.made(call.id)}`;
  const size = ELEMENT_BYTES[kind];
  act.world.learn({ origin, kind: 'allocated', shared: 'no', label: `new ${kind}`, at: act.span(call.at), growable: false, chosen: act.state.known, ...(length && { size: N.scale(length, size) }) });
  allocate(act, origin);
  const view: View = { origin, kind, offset: N.constant(0), length, tracking: false, ...act.makes(call.id), ...(copyOf !== undefined && { copyOf }) };
  return [{ k: 'view', view }];
}

function onRegion(act: Activation, call: Call, kind: ElementKind, origin: string): Value {
  const { size, growable } = act.world.region(origin);
  const offset = argument(act, call, 1);
  const length = argument(act, call, 2);
  const start = offset?.n ?? N.constant(0);
  const bytes = ELEMENT_BYTES[kind];
  const rest = size && !growable ? N.subtract(size, start) : undefined;
  const elements = length?.n ?? (rest && elementsIn(act, rest, bytes));
  const view: View = { origin, kind, offset: start, length: elements, tracking: growable && !length, ...act.makes(call.id), ...(act.state.unshared && { unshared: true as const }) };
  act.record(call.id, {
    kind: 'construct', type: kind, origin, view, at: call.at, offset: offset?.n, offsetAt: offset?.at, length: length?.n, lengthAt: length?.at,
    size, growable, refined: act.state.refined, atMostZero: act.state.atMostZero,
  });
  return [{ k: 'view', view }];
}

/** Whole elements in so many bytes. */
function elementsIn(act: Activation, bytes: Num, size: number): Num {
  return size === 1 ? bytes : N.operateUnary('floor', N.operate('/', bytes, N.constant(size), act), act);
}

function argument(act: Activation, call: Call, index: number): { n: Num; at: Call['at'] } | undefined {
  const arg = call.args[index];
  const value = arg?.value.filter(({ k }) => k !== 'undefined') ?? NOTHING;
  if (!arg || value.length === 0) return undefined;
  return { n: numeric(act, value, `arg:${act.site(call.id)}.${index}`), at: arg.at };
}

/** `new SharedArrayBuffer(bytes, { maxByteLength })` and `new ArrayBuffer(bytes)`. */
export function allocateRegion(act: Activation, call: Call, shared: boolean): Value {
  const origin = `alloc:${act.made(call.id)}`;
  const size = argument(act, call, 0)?.n;
  const options = call.args[1]?.value ?? NOTHING;
  const growable = options.some((alt) => alt.k === 'opaque' || (alt.k === 'obj' && readField(act, alt, 'maxByteLength').length > 0));
  act.world.learn({
    origin, kind: 'allocated', shared: shared ? 'yes' : 'no', label: `new ${shared ? 'SharedArrayBuffer' : 'ArrayBuffer'}`, at: act.span(call.at), growable,
    chosen: act.state.known, task: act.task.key, ...(size && { size }),
  });
  allocate(act, origin);
  act.record(call.id, { kind: 'alloc', at: call.at, origin });
  return [{ k: 'region', origin }];
}

/** `new WebAssembly.Memory({ initial, maximum, shared })`. WebAssembly JavaScript Interface, Memories. */
export function allocateMemory(act: Activation, call: Call): Value {
  const origin = `alloc:${act.made(call.id)}`;
  const options = pick(call.args[0]?.value ?? NOTHING, 'obj')[0];
  const field = (name: string): Value => (options ? readField(act, options, name) : NOTHING);
  const isShared = field('shared').some((alt) => alt.k === 'bool' && alt.b === true);
  const unknown = !options || field('shared').some((alt) => alt.k !== 'bool' && alt.k !== 'undefined');
  const maximum = field('maximum').length > 0;
  act.world.learn({ origin, kind: 'memory', shared: isShared ? 'yes' : unknown ? 'unknown' : 'no', label: 'new WebAssembly.Memory', at: act.span(call.at), growable: true, chosen: act.state.known, task: act.task.key });
  allocate(act, origin);
  act.record(call.id, { kind: 'memory', at: call.at, shared: isShared, maximum: maximum || !options });
  act.record(call.id, { kind: 'alloc', at: call.at, origin });
  return [{ k: 'memory', origin }];
}

/** `view.subarray(begin, end)`: an alias. Indices are in elements; negative ones count from the end. */
export function subarray(act: Activation, call: Call, view: View): Value {
  const begin = position(act, call, 0, view, N.constant(0)) ?? N.ranged(R.range(0, Infinity));
  const end = call.args[1] ? position(act, call, 1, view, undefined) : view.length;
  const size = elementBytes(view.kind);
  const length = end && N.subtract(end, begin);
  // With an end of its own it no longer follows a buffer that grows.
  const tracking = view.tracking && !call.args[1];
  const sub: View = { ...view, offset: N.add(view.offset, N.scale(begin, size)), length, tracking, ...act.makes(call.id), ...(act.state.unshared && { unshared: true as const }) };
  const isWhole = call.args.length === 0;
  return [{ k: 'view', view: isWhole ? { ...sub, site: view.site, made: view.made } : sub }];
}

/** A relative index argument as a position in elements; undefined where it cannot be told. */
export function position(act: Activation, call: Call, index: number, view: View, fallback: Num | undefined): Num | undefined {
  const arg = call.args[index];
  const value = arg?.value.filter(({ k }) => k !== 'undefined') ?? NOTHING;
  if (!arg || value.length === 0) return fallback;
  const n = numeric(act, value, `arg:${act.site(call.id)}.${index}`);
  const { lo, hi } = N.rangeOf(n, act, true);
  if (lo >= 0) return clampTo(act, n, view.length);
  if (hi < 0) return view.length && N.operate('max', N.add(view.length, n), N.constant(0), act);
  return undefined;
}

function clampTo(act: Activation, n: Num, length: Num | undefined): Num {
  const most = length && N.valueOf(length);
  return most !== undefined && N.rangeOf(n, act, true).lo > most ? N.constant(most) : n;
}

/** `Buffer.from(buffer, offset, length)` makes a view; of anything else it makes a copy. */
export function bufferFrom(act: Activation, call: Call): Value {
  let out: Value = NOTHING;
  for (const alt of call.args[0]?.value ?? NOTHING) {
    if (alt.k === 'region') out = act.join(out, onRegion(act, call, 'Uint8Array', alt.origin));
    else if (alt.k === 'opaque' && call.args.length > 1 && text0(call.args[1]?.value) === undefined) out = act.join(out, onRegion(act, call, 'Uint8Array', bufferOf(act, alt.origin)));
    else out = act.join(out, fromAlt(act, { ...call, args: call.args.slice(0, 1) }, 'Uint8Array', alt.k === 'opaque' ? { k: 'str', s: null } : alt));
  }
  return out.map((alt): Alt => (alt.k === 'view' ? { k: 'view', view: { ...alt.view, isBuffer: true } } : alt));
}

/** `sab.slice()` and `buffer.slice()` copy to a region of their own. */
export function sliceRegion(act: Activation, call: Call, origin: string): Value {
  const info = act.world.region(origin);
  const copy = `alloc:${act.made(call.id)}`;
  act.world.learn({ origin: copy, kind: 'allocated', shared: info.shared, label: `${info.label}.slice()`, at: act.span(call.at), growable: false, chosen: info.chosen });
  act.world.copies.set(copy, origin);
  allocate(act, copy);
  return [{ k: 'region', origin: copy }];
}

export { number };
