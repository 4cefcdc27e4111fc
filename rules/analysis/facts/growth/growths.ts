/** Where a region grows, and which views keep the length that they were made with. */

import type { Span } from '../../base/span.ts';
import type { ValueId } from '../../ir/ir.ts';
import { elementBytes } from '../../models/elements.ts';
import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import { pick, type Value, type View } from '../../solve/value.ts';
import type { Facts } from '../facts.ts';

export interface Growth {
  /** The call of `grow`, or one that leads to it. */
  readonly act: Activation;
  readonly id: ValueId;
  readonly origin: string;
  /** It is the buffer of a `WebAssembly.Memory`, of which no view follows it. */
  readonly ofMemory: boolean;
  /** The call of `grow` itself. */
  readonly at: Span;
  /** Whether this is the call of `grow` itself. */
  readonly isOwn: boolean;
}

/** Each call of `grow`, and each call of a function that leads to one. */
export function growths(facts: Facts): Growth[] {
  return facts.seen('grow').flatMap(({ event, act, id, at }) => {
    const out: Growth[] = [];
    if (event.ofMemory && isByNothing(act, id)) return out;
    let call = id;
    for (let one: Activation | undefined = act; one; one = one.caller?.act) {
      if (call >= 0) out.push({ act: one, id: call, origin: event.origin, ofMemory: event.ofMemory, at, isOwn: one === act });
      call = one.caller?.id ?? call;
    }
    return out;
  });
}

/** `memory.grow(0)` asks for the size, or for a fresh buffer of the same size. */
function isByNothing(act: Activation, id: ValueId): boolean {
  const instr = act.instr(id);
  const [pages] = instr.op === 'call' ? instr.args : [];
  const values = pages && !pages.spread ? act.value(pages.value) : [];
  return values.length > 0 && values.every((alt) => alt.k === 'num' && N.valueOf(alt.n) === 0);
}

const PAGE = 65536;

/**
 * The view does not reach what growth adds, although it was meant to cover the region: it has a length of its own, and
 * is not a part that ends before the region does. A buffer of `WebAssembly.Memory` has no views that follow its length.
 */
export function isFixed(facts: Facts, view: View, ofMemory: boolean): boolean {
  const region = facts.region(view.origin);
  if (view.kind === '?') return false;
  // Only a growable buffer grows, and a view on it that was made without a length follows.
  if (!ofMemory && (view.tracking || !view.length)) return false;
  const end = view.length && N.valueOf(N.add(view.offset, N.scale(view.length, elementBytes(view.kind))));
  const size = ofMemory ? (region.shared === 'yes' ? PAGE : undefined) : region.size && N.valueOf(region.size);
  return end === undefined || size === undefined || end >= size;
}

export const fixedViews = (facts: Facts, value: Value, { origin, ofMemory }: Pick<Growth, 'origin' | 'ofMemory'>): View[] =>
  pick(value, 'view').flatMap(({ view }) => (view.origin === origin && isFixed(facts, view, ofMemory) ? [view] : []));
