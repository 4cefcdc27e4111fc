/** View constructors that throw. ECMA-262, InitializeTypedArrayFromArrayBuffer and DataView. */

import { ELEMENT_BYTES } from '../models/elements.ts';
import type { EventOf } from '../solve/events.ts';
import * as N from '../solve/number.ts';
import type { Num, Symbols } from '../solve/number.ts';
import * as R from '../solve/range.ts';
import type { Certainty } from './certainty.ts';
import type { Facts, Seen } from './facts.ts';
import { turnsOf } from './turns/turns.ts';

export type Fault =
  | { readonly kind: 'offset'; readonly witness?: { readonly value: number; readonly label: string; readonly of: number }; /** In bytes, what the offset is a multiple of. */ readonly step: number }
  | { readonly kind: 'size'; readonly size: number }
  | { readonly kind: 'end'; readonly end: number; readonly size: number };

export interface Throwing {
  readonly seen: Seen<EventOf<'construct'>>;
  readonly fault: Fault;
  readonly certainty: Certainty;
}

export function throwingViews(facts: Facts): Throwing[] {
  return facts.seen('construct').flatMap((seen) => {
    const symbols = refinedSymbols(facts, seen.event);
    const found = misaligned(facts, seen, symbols) ?? oddSize(seen, symbols) ?? beyondEnd(seen, symbols);
    return found ? [{ seen, ...found }] : [];
  });
}

/** Symbols as the tests before the constructor have left them. */
export function refinedSymbols(facts: Facts, { refined }: { readonly refined: ReadonlyMap<string, R.Range> }): Symbols {
  const { world } = facts;
  return {
    info: (symbol) => {
      const info = world.info(symbol);
      const shown = refined.get(symbol);
      return shown ? { ...info, range: R.meet(info.range, shown) } : info;
    },
    define: () => undefined,
  };
}

type Found = { readonly fault: Fault; readonly certainty: Certainty } | undefined;

function misaligned(facts: Facts, { event, act, id }: Seen<EventOf<'construct'>>, symbols: Symbols): Found {
  const size = ELEMENT_BYTES[event.type];
  const { offset } = event;
  if (!offset || size === 1) return undefined;
  const range = N.rangeOf(offset, symbols);
  if (!range.int || R.isEmpty(range)) return undefined;
  const { mod, rem } = N.congruence(offset, size, symbols);
  if (mod % size === 0 && R.mod(rem, size) === 0) return undefined;
  const common = mod === 0 ? size : R.gcd(mod, size);
  if (R.mod(rem, common) !== 0) return { fault: { kind: 'offset', step: mod }, certainty: 'proven' };
  const { sure, all } = turnsOf(act, id, offset, symbols);
  const isOdd = (value: number): boolean => R.mod(value, size) !== 0;
  if (all && ![...all].some(isOdd)) return undefined;
  const certain = witnessOf(offset, symbols, [...sure].find(isOdd));
  if (certain) return { fault: { kind: 'offset', step: mod, witness: certain }, certainty: 'proven' };
  const witness = witnessOf(offset, symbols, oddValue(offset, size, symbols));
  if (witness) return { fault: { kind: 'offset', step: mod, witness }, certainty: 'likely' };
  if (isNarrowOffset(offset)) return { fault: { kind: 'offset', step: mod }, certainty: 'likely' };
  if (mod > 1) return { fault: { kind: 'offset', step: mod }, certainty: 'likely' };
  // Pointers of WebAssembly and native memory are taken as their types promise.
  return facts.region(event.origin).kind === 'memory' ? undefined : { fault: { kind: 'offset', step: 1 }, certainty: 'possible' };
}

/** The value of a variable for which the offset is one that is misaligned: "12 when `i` is 1". */
function witnessOf({ terms, base }: Num, symbols: Symbols, value: number | undefined): { value: number; label: string; of: number } | undefined {
  const [term, ...more] = terms;
  if (!term || more.length > 0 || !R.isConstant(base) || value === undefined) return undefined;
  const { label, derived } = symbols.info(term.symbol);
  return derived ? undefined : { value, label, of: (value - base.lo) / term.factor };
}

/** A misaligned value of an offset that takes each one of its range. */
function oddValue({ terms, base }: Num, size: number, symbols: Symbols): number | undefined {
  const [term, ...more] = terms;
  if (!term || more.length > 0 || !R.isConstant(base)) return undefined;
  const { range, exhaustive } = symbols.info(term.symbol);
  if (!exhaustive || !Number.isFinite(range.hi - range.lo)) return undefined;
  const step = Math.max(range.mod, 1);
  for (let of = range.lo, i = 0; of <= range.hi && i < 4096; of += step, i++) {
    const value = term.factor * of + base.lo;
    if (R.mod(value, size) !== 0) return value;
  }
  return undefined;
}

/** `other.byteOffset`, which is a multiple of the other view's element size only. */
const isNarrowOffset = (offset: Num): boolean => offset.terms.some(({ symbol, factor }) => symbol.endsWith('.byteOffset') && factor === 1);

/** Without a length, the view takes the rest of a fixed-length buffer, which must be whole elements. */
function oddSize({ event }: Seen<EventOf<'construct'>>, symbols: Symbols): Found {
  const bytes = ELEMENT_BYTES[event.type];
  if (event.length || event.growable || !event.size || bytes === 1) return undefined;
  const { mod, rem, int } = N.rangeOf(event.size, symbols);
  const common = mod === 0 ? bytes : R.gcd(mod, bytes);
  if (!int || common === 1 || R.mod(rem, common) === 0) return undefined;
  const size = N.valueOf(event.size);
  return { fault: { kind: 'size', size: size ?? rem }, certainty: 'proven' };
}

function beyondEnd({ event }: Seen<EventOf<'construct'>>, symbols: Symbols): Found {
  const { offset = N.constant(0), length, size } = event;
  if (!size) return undefined;
  const end = length ? N.add(offset, N.scale(length, ELEMENT_BYTES[event.type])) : offset;
  const over = N.rangeOf(N.subtract(end, size), symbols, true);
  if (!(over.lo > 0) || R.isEmpty(over)) return undefined;
  return { fault: { kind: 'end', end: N.rangeOf(end, symbols, true).lo, size: N.rangeOf(size, symbols).hi }, certainty: 'proven' };
}
