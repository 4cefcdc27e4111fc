/** Footprints and views as numbers of bytes that can be drawn. */

import type { AccessEvent } from '../analysis/solve/events.ts';
import { elementBytes } from '../analysis/models/elements.ts';
import * as N from '../analysis/solve/number.ts';
import type { Num, Symbols } from '../analysis/solve/number.ts';
import * as R from '../analysis/solve/range.ts';
import type { View } from '../analysis/solve/value.ts';

/** Bytes counted from the base of a strip. */
export interface ByteRange {
  readonly from: number;
  /** Exclusive; null where it is not known. */
  readonly to: number | null;
  /** One element somewhere in it, at `from` or a multiple of `step` bytes behind; absent where all of the bytes are meant. */
  readonly element?: { readonly width: number; readonly step: number };
}

/** What a view's offset is counted from, as the user writes it; null for the start of the region. */
export function baseOf(offset: Num, symbols: Symbols): string | null {
  const { terms, base } = offset;
  if (terms.length === 0) return R.isConstant(base) ? null : '…';
  return terms.map(({ symbol, factor }) => named(symbols.info(symbol).label, factor)).join(' + ');
}

const named = (label: string, factor: number): string => (factor === 1 ? label || '…' : `${factor}·${label || '…'}`);

/** A number without what its strip counts from. */
const within = (n: Num, view: View): Num => {
  const { terms, base } = view.offset;
  return N.subtract(n, { terms, base: R.isConstant(base) ? R.single(0) : base });
};

const finite = (n: number): number | null => (Number.isFinite(n) ? n : null);

const highest = (n: Num | undefined, view: View, symbols: Symbols): number | null => (n ? finite(N.rangeOf(within(n, view), symbols, true).hi) : null);

export function rangeOfView(view: View, symbols: Symbols): ByteRange {
  const from = N.rangeOf(within(view.offset, view), symbols, true).lo;
  const end = view.length && N.add(view.offset, N.scale(view.length, elementBytes(view.kind)));
  return { from: finite(from) ?? 0, to: highest(end, view, symbols) };
}

export function rangeOfAccess({ footprint, view }: AccessEvent, symbols: Symbols): ByteRange {
  const { start, starts, width, end, viewEnd } = footprint;
  const range = view.offset.terms.length === 0 && R.isConstant(view.offset.base) ? starts : N.rangeOf(within(start, view), symbols, true);
  const from = finite(range.lo) ?? 0;
  if (end !== undefined) return { from, to: least(end ? highest(end, view, symbols) : null, highest(viewEnd, view, symbols)) };
  if (R.isConstant(range)) return { from, to: from + width };
  const last = finite(range.hi);
  return { from, to: least(last === null ? null : last + width, highest(viewEnd, view, symbols)), element: { width, step: Math.max(range.mod, 1) } };
}

const least = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));
