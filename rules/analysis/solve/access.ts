/** Accesses: which bytes, how, and whether anyone else can reach them at that point. */

import { elementBytes, isBigKind, type ElementKind } from '../models/elements.ts';
import type { At, ValueId } from '../ir/ir.ts';
import type { Activation } from './activation.ts';
import type { AccessEvent, Footprint } from './events.ts';
import * as N from './number.ts';
import type { Num } from './number.ts';
import * as R from './range.ts';
import { MAIN_THREAD, number, type Value, type View } from './value.ts';

export interface Touched {
  readonly op?: string;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly at: At;
  readonly viewAt: At;
  readonly indexAt?: At;
  /** In elements. */
  readonly index?: Num;
  /** From and to, in elements; `end` null where it is unknown, `rest` for the end of the view. Without index and range: all of it. */
  readonly range?: { readonly start: Num; readonly end: Num | null | 'rest' };
  /** Bytes of this access, where they differ from an element's (`DataView`). */
  readonly width?: number;
  readonly bulk?: string;
  readonly values?: readonly Value[];
}

export function recordAccess(act: Activation, id: ValueId, view: View, touched: Touched): void {
  const { state } = act;
  const { op = 'plain', reads, writes, at, viewAt, values = [] } = touched;
  const footprint = footprintOf(act, view, touched);
  if (R.isEmpty(footprint.starts)) return;
  const event: AccessEvent = {
    kind: 'access', op, atomic: op !== 'plain', reads, writes, view, at, viewAt, values, footprint,
    exclusive: state.fresh.has(view.origin),
    guarded: state.unshared || !canBeHere(act, view.origin),
    ...(touched.index && { index: touched.index }),
    ...(touched.indexAt && { indexAt: touched.indexAt }),
    ...(touched.bulk !== undefined && { bulk: touched.bulk }),
  };
  act.record(id, event);
}

/** A test on the way here has not ruled out what the region was allocated behind. */
export function canBeHere({ world, state }: Activation, origin: string): boolean {
  return [...world.region(origin).chosen].every(([test, truth]) => test === MAIN_THREAD || state.known.get(test) !== !truth);
}

function footprintOf(act: Activation, view: View, { index, range, width }: Touched): Footprint {
  const size = elementBytes(view.kind);
  const viewEnd = view.length && N.add(view.offset, N.scale(view.length, size));
  const from = index ?? range?.start ?? N.constant(0);
  const start = N.add(view.offset, N.scale(from, size));
  const end = range ? range.end : 'rest';
  const toEnd = end === 'rest';
  const to = end === 'rest' ? (viewEnd ?? null) : end && N.add(view.offset, N.scale(end, size));
  const own = width ?? size;
  return {
    start, width: own, viewStart: view.offset, viewEnd,
    starts: clip(act, N.rangeOf(start, act, true), view.offset, viewEnd, own),
    refined: act.state.refined, atMostZero: act.state.atMostZero,
    ...(index ? {} : { end: to, ...(toEnd && { toEnd }) }),
  };
}

/** An access beyond its view touches nothing: the result is empty. */
function clip(act: Activation, starts: R.Range, viewStart: Num, viewEnd: Num | undefined, width: number): R.Range {
  const lo = N.rangeOf(viewStart, act, true).lo;
  const hi = viewEnd ? N.rangeOf(viewEnd, act, true).hi - width : Infinity;
  if (!Number.isFinite(lo) && !Number.isFinite(hi)) return starts;
  return R.meet(starts, R.range(lo, hi));
}

/** The number that a value is used as; what is not known gets a symbol of its own. */
export function numeric(act: Activation, value: Value, fallback: string, label = ''): Num {
  const numbers = value.filter((alt) => alt.k === 'num');
  const [first] = numbers;
  if (first && numbers.length === 1 && value.every(({ k }) => k === 'num' || k === 'undefined' || k === 'null')) return first.n;
  const [one] = value;
  const symbol = value.length === 1 && one?.k === 'opaque' ? one.origin : fallback;
  if (one?.k === 'opaque' && value.length === 1) act.world.numeric.add(one.origin);
  act.define(symbol, { range: R.ANY, label: label || (act.world.labels.get(symbol) ?? symbol), exhaustive: false, natural: true });
  return N.symbolic(symbol);
}

/** What an element of a view can hold: a new unknown each time it is read. */
export function elementValue(act: Activation, kind: View['kind'], symbol: string): Value {
  const range = kind === '?' ? R.ANY : ELEMENT_RANGE[kind];
  act.define(symbol, { range, label: '', exhaustive: false, natural: range.lo < 0 });
  return number(N.symbolic(symbol), kind !== '?' && isBigKind(kind));
}

const signed = (bits: number): R.Range => R.range(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1);
const unsigned = (bits: number): R.Range => R.range(0, 2 ** bits - 1);

const ELEMENT_RANGE: Readonly<Record<ElementKind, R.Range>> = {
  Int8Array: signed(8), Uint8Array: unsigned(8), Uint8ClampedArray: unsigned(8), Int16Array: signed(16), Uint16Array: unsigned(16),
  Int32Array: signed(32), Uint32Array: unsigned(32), Float16Array: R.FRACTION, Float32Array: R.FRACTION, Float64Array: R.FRACTION,
  BigInt64Array: R.ANY, BigUint64Array: R.range(0, Infinity), DataView: R.ANY,
};
