/**
 * Whether two accesses to one region touch a byte in common, and how surely.
 *
 * Disjoint is what can be shown: intervals apart, views apart (also symbolically), residues apart. The rest is `proven`
 * where it happens for values that the analysis derived, `likely` for unknown indices of one progression in one view, and
 * otherwise `possible`.
 */

import { elementBytes } from '../models/elements.ts';
import type { AccessEvent, Footprint } from '../solve/events.ts';
import * as N from '../solve/number.ts';
import type { Num, Symbols } from '../solve/number.ts';
import * as R from '../solve/range.ts';
import { isConstant, mod } from '../solve/range.ts';
import type { Certainty } from './certainty.ts';
import type { Turns } from './turns/turns.ts';

/** What is known of a region's accesses beside their footprints. */
export interface Surroundings {
  readonly symbols: Symbols;
  /** The region is the memory of a WebAssembly module, where what is not known is an address rather than an index. */
  readonly isHeap: boolean;
  /** Where the loops around an access are sure to take it. */
  turns(access: AccessEvent): Turns;
}

export function overlap(a: AccessEvent, b: AccessEvent, around: Surroundings): Certainty | undefined {
  const { symbols } = around;
  if ((a.view.kind === '?') !== (b.view.kind === '?')) return undefined;
  const [x, y] = [a.footprint, b.footprint];
  if (areDisjoint(x, inAnotherTurn(y, x), ofTurns(symbols)) || (isElement(a) && isElement(b) && someTurnsMeet(a, b, around) === false)) return undefined;
  return certainty(a, b, around);
}

// --- turns of a loop

/** In one turn `v[i]` and `v[i + 1]` are apart, but each is the other of another turn: a loop's variable is two numbers. */
const isTurning = (symbol: string): boolean => symbol.includes('loop:');

/** Views that are made in one turn are used in it. */
const isInBounds = ({ viewStart, viewEnd }: Footprint, symbol: string): boolean => [viewStart, viewEnd].some((form) => form?.terms.some((term) => term.symbol === symbol));

const OTHER = '′';

/** What `a` touches, with the variables of its loops told apart from those of `b`, which runs in a turn of its own. */
function inAnotherTurn(a: Footprint, b: Footprint): Footprint {
  const isOther = (symbol: string): boolean => isTurning(symbol) && !(isInBounds(a, symbol) && isInBounds(b, symbol));
  const hasOther = (form: Num | null | undefined): boolean => form?.terms.some((term) => isOther(term.symbol)) ?? false;
  if (![a.start, a.end, a.viewStart, a.viewEnd, ...a.atMostZero].some(hasOther)) return a;
  const rename = <T extends Num | null | undefined>(form: T): T =>
    hasOther(form) && form ? { ...form, terms: form.terms.map((term) => (isOther(term.symbol) ? { ...term, symbol: term.symbol + OTHER } : term)) } : form;
  const renamed = { ...a, start: rename(a.start), viewStart: rename(a.viewStart), viewEnd: rename(a.viewEnd), atMostZero: a.atMostZero.map(rename) };
  return a.end === undefined ? renamed : { ...renamed, end: rename(a.end) };
}

const ofTurns = (symbols: Symbols): Symbols => ({ info: (symbol) => symbols.info(symbol.endsWith(OTHER) ? symbol.slice(0, -1) : symbol), define: () => undefined });

// --- disjoint

function areDisjoint(a: Footprint, b: Footprint, symbols: Symbols): boolean {
  if (endRange(a, symbols).hi <= b.starts.lo || endRange(b, symbols).hi <= a.starts.lo) return true;
  if (areRelated(a, b) && (isBefore(a, b, symbols) || isBefore(b, a, symbols))) return true;
  return a.end === undefined && b.end === undefined && residuesApart(a, b, symbols);
}

/** Forms without a symbol in common are compared by their ranges alone, unless a test bounds one of them. */
const areRelated = (a: Footprint, b: Footprint): boolean => isBounded(a) || isBounded(b) || symbolsOf(a).some((symbol) => symbolsOf(b).includes(symbol));

const bounded = new WeakMap<Footprint, boolean>();

function isBounded(a: Footprint): boolean {
  let known = bounded.get(a);
  if (known === undefined) bounded.set(a, (known = a.atMostZero.some(({ terms }) => terms.some(({ symbol }) => symbolsOf(a).includes(symbol)))));
  return known;
}

const symbolLists = new WeakMap<Footprint, readonly string[]>();

function symbolsOf(a: Footprint): readonly string[] {
  let known = symbolLists.get(a);
  if (!known) {
    const forms = [a.start, a.end, a.viewStart, a.viewEnd];
    symbolLists.set(a, (known = [...new Set(forms.flatMap((form) => form?.terms.map(({ symbol }) => symbol) ?? []))]));
  }
  return known;
}

const endNum = (a: Footprint): Num | undefined => (a.end === undefined ? N.add(a.start, N.constant(a.width)) : (a.end ?? undefined));

const endRanges = new WeakMap<Footprint, R.Range>();

/** Where the access can end, in bytes. */
function endRange(a: Footprint, symbols: Symbols): R.Range {
  let known = endRanges.get(a);
  if (!known) endRanges.set(a, (known = endRangeOf(a, symbols)));
  return known;
}

function endRangeOf(a: Footprint, symbols: Symbols): R.Range {
  if (a.end === undefined) return R.add(a.starts, R.single(a.width));
  const end = a.end ? N.rangeOf(a.end, symbols, true) : R.range(0, Infinity);
  return a.viewEnd ? R.minimum(end, N.rangeOf(a.viewEnd, symbols, true)) : end;
}

/** Everything that `a` touches lies before anything that `b` can touch. */
function isBefore(a: Footprint, b: Footprint, symbols: Symbols): boolean {
  const ends = [endNum(a), a.viewEnd].filter((end) => end !== undefined);
  return ends.some((end) => [b.start, b.viewStart].some((start) => isAtLeastZero(N.subtract(start, end), [a, b], symbols)));
}

function isAtLeastZero(d: Num, sides: readonly Footprint[], symbols: Symbols): boolean {
  if (d.terms.length === 0) return d.base.lo >= 0;
  if (N.rangeOf(d, symbols, true).lo >= 0) return true;
  // A test has shown `c ≤ 0`; if `d + k·c ≥ 0`, then `d ≥ 0`.
  return sides.some(({ atMostZero, width }) =>
    atMostZero.some((c) => shareTerms(c, d) && [1, width].some((k) => N.rangeOf(N.add(d, N.scale(c, k)), symbols, true).lo >= 0)),
  );
}

const shareTerms = (a: Num, b: Num): boolean => a.terms.some(({ symbol }) => b.terms.some((other) => other.symbol === symbol));

/** Symbols that both sides add, such as where their view starts, fall out of the difference. */
function residuesApart(a: Footprint, b: Footprint, symbols: Symbols): boolean {
  if (apart(a, b, R.gcd(a.starts.mod, b.starts.mod), a.starts.rem - b.starts.rem)) return true;
  if (a.start.terms.length === 0 || b.start.terms.length === 0) return false;
  const difference = N.rangeOf(N.subtract(a.start, b.start), symbols);
  return difference.int && apart(a, b, difference.mod, difference.rem);
}

/** `a` starts `difference` bytes behind `b`, modulo `step`. */
function apart(a: Footprint, b: Footprint, step: number, difference: number): boolean {
  if (step <= 1) return false;
  const d = mod(difference, step);
  return d >= b.width && step - d >= a.width;
}

// --- certainty

function certainty(a: AccessEvent, b: AccessEvent, around: Surroundings): Certainty {
  const { symbols, isHeap } = around;
  const [x, y] = [a.footprint, b.footprint];
  if (x.end !== undefined || y.end !== undefined) return bulk(a, b, symbols);
  if (alwaysMeet(x, y) || sameSymbols(x, y) || turnsMeet(a, b, around)) return 'proven';
  if (someTurnsMeet(a, b, around) || loopMeets(a, b, around) || loopMeets(b, a, around) || runsToLength(x, y, symbols) || runsToLength(y, x, symbols)) return 'likely';
  return oneProgression(a, b, isHeap) ? 'likely' : 'possible';
}

/** Every value of one start meets every value of the other: constants, masks, remainders. */
const alwaysMeet = (a: Footprint, b: Footprint): boolean =>
  a.starts.hi < b.starts.lo + b.width && b.starts.hi < a.starts.lo + a.width;

/** The same unmodified symbols on both sides, of which tests do not show that they are others each time. */
function sameSymbols(a: Footprint, b: Footprint): boolean {
  if (a.start.terms.length === 0 || !N.sameTerms(a.start.terms, b.start.terms) || excludeEachOther(a, b)) return false;
  const d = N.valueOf(N.subtract(a.start, b.start));
  return d !== undefined && d < b.width && -d < a.width;
}

/** What tests have shown before one access cannot hold before the other: `i < n` in a loop, `i >= n` behind it. */
const excludeEachOther = (a: Footprint, b: Footprint): boolean =>
  a.atMostZero !== b.atMostZero && a.atMostZero.some((c) => c.terms.length > 0 && b.atMostZero.some((d) => (N.valueOf(N.add(c, d)) ?? 0) > 0));

/** Both are sure to be made, in some turn of the loops around them, on bytes that meet. */
const turnsMeet = (a: AccessEvent, b: AccessEvent, around: Surroundings): boolean =>
  anyMeet(startsOf(a, around, 'sure'), startsOf(b, around, 'sure'), a.footprint.width, b.footprint.width);

/** Whether they are made on bytes that meet in some turns of the loops around them; undefined where these are not all known. */
function someTurnsMeet(a: AccessEvent, b: AccessEvent, around: Surroundings): boolean | undefined {
  const [x, y] = [startsOf(a, around, 'all'), startsOf(b, around, 'all')];
  return x && y && anyMeet(x, y, a.footprint.width, b.footprint.width);
}

const isElement = ({ footprint }: AccessEvent): boolean => footprint.end === undefined;

function anyMeet(a: ReadonlySet<number> | undefined, b: ReadonlySet<number> | undefined, widthA: number, widthB: number): boolean {
  if (!a || !b) return false;
  for (const x of a) for (let d = 1 - widthB; d < widthA; d++) if (b.has(x + d)) return true;
  return false;
}

/** Where an access is sure to start, or can start at all; undefined where that is not known. */
function startsOf(access: AccessEvent, around: Surroundings, which: 'sure' | 'all'): ReadonlySet<number> | undefined {
  const { starts } = access.footprint;
  if (isConstant(starts)) return new Set([starts.lo]);
  const found = around.turns(access)[which];
  return found && new Set([...found].filter((start) => R.contains(starts, start)));
}

/** A loop's variable can take every value of its range, and one of them meets what `b` always or in its own loop touches. */
function loopMeets(a: AccessEvent, b: AccessEvent, around: Surroundings): boolean {
  const [x, y] = [a.footprint, b.footprint];
  if (!takesAll(x, around.symbols) || !around.turns(a).isInside) return false;
  return (isConstant(y.starts) || (takesAll(y, around.symbols) && around.turns(b).isInside)) && someMeet(x, y);
}

/** Tests bound it; that its view has an end bounds an access, not the loop. */
function takesAll(a: Footprint, symbols: Symbols): boolean {
  const symbol = isExhaustive(a, symbols) ? a.start.terms[0]?.symbol : undefined;
  if (symbol === undefined) return false;
  const { lo, hi } = R.meet(symbols.info(symbol).range, a.refined.get(symbol) ?? R.ANY);
  return Number.isFinite(hi - lo);
}

function isExhaustive(a: Footprint, symbols: Symbols): boolean {
  const [term, ...more] = a.start.terms;
  return term !== undefined && more.length === 0 && isConstant(a.start.base) && symbols.info(term.symbol).exhaustive;
}

const MOST_VALUES = 4096;

function someMeet(a: Footprint, b: Footprint): boolean {
  for (const x of members(a.starts)) for (const y of members(b.starts)) if (x < y + b.width && y < x + a.width) return true;
  return false;
}

function* members(a: R.Range): Iterable<number> {
  const step = Math.max(a.mod, 1);
  for (let n = a.lo, i = 0; n <= a.hi && i < MOST_VALUES; n += step, i++) yield n;
}

/** `for (let i = 0; i < view.length; i++)` where the view's size is not known, against a constant. */
function runsToLength(a: Footprint, b: Footprint, symbols: Symbols): boolean {
  if (!isExhaustive(a, symbols) || !isConstant(b.starts)) return false;
  const symbol = a.start.terms[0]?.symbol;
  return a.atMostZero.some(({ terms }) => terms.some((term) => term.symbol === symbol && term.factor > 0) && terms.some((term) => term.factor < 0 && symbols.info(term.symbol).isLength));
}

const sameView = (a: AccessEvent, b: AccessEvent): boolean =>
  a.view.kind === b.view.kind && (a.view.made === b.view.made || N.sameNum(a.view.offset, b.view.offset));

/** Both indices of one view are unknown, and one of their progressions lies within the other; single bytes and addresses are none. */
function oneProgression(a: AccessEvent, b: AccessEvent, isHeap: boolean): boolean {
  const [x, y] = [a.footprint.starts, b.footprint.starts];
  if (!sameView(a, b) || isConstant(x) || isConstant(y) || !a.index || !b.index || isFixed(a.index) || isFixed(b.index)) return false;
  const size = elementBytes(a.view.kind);
  const steps = [x.mod / size, y.mod / size].map((step) => Math.max(step, 1));
  const least = Math.min(...steps);
  if (Math.max(...steps) % least !== 0 || mod((x.rem - y.rem) / size, least) !== 0) return false;
  const isAddress = a.view.kind === 'DataView' || (isHeap && N.valueOf(a.view.offset) === 0);
  return least > 1 || (!isAddress && constantPart(a.index) === constantPart(b.index));
}

/** One element of its view, wherever that starts. */
const isFixed = (index: Num): boolean => N.valueOf(index) !== undefined;

const constantPart = (n: Num): number => (isConstant(n.base) ? n.base.lo : 0);

// --- bulk operations

function bulk(a: AccessEvent, b: AccessEvent, symbols: Symbols): Certainty {
  if (covers(a, b, symbols) || covers(b, a, symbols) || fixedMeet(a.footprint, b.footprint, symbols)) return 'proven';
  return startsOn(a.footprint, b.footprint) || startsOn(b.footprint, a.footprint) ? 'likely' : 'possible';
}

/** The bulk operation `a` touches all that `b` can touch. */
function covers(a: AccessEvent, b: AccessEvent, symbols: Symbols): boolean {
  const [x, y] = [a.footprint, b.footprint];
  if (x.end === undefined) return false;
  const startsBefore = x.starts.hi <= y.starts.lo || [y.start, y.viewStart].some((start) => isAtLeastZero(N.subtract(start, x.start), [x, y], symbols));
  if (!startsBefore) return false;
  if (x.toEnd && (!x.viewEnd || a.view.made === b.view.made)) return true;
  const end = x.end;
  if (!end) return false;
  const last = endRange(y, symbols);
  return N.rangeOf(end, symbols, true).lo >= last.hi || [endNum(y), y.viewEnd].some((one) => one && isAtLeastZero(N.subtract(end, one), [x, y], symbols));
}

/** Both lie between constants, and meet. */
function fixedMeet(a: Footprint, b: Footprint, symbols: Symbols): boolean {
  const [x, y] = [endRange(a, symbols), endRange(b, symbols)];
  return [a.starts, b.starts, x, y].every(isConstant) && a.starts.lo < y.lo && b.starts.lo < x.lo && a.starts.lo < x.lo && b.starts.lo < y.lo;
}

/** An operation of unknown length that starts at a constant, on the bytes of the other. */
const startsOn = (a: Footprint, b: Footprint): boolean =>
  a.end !== undefined && !a.toEnd && isConstant(a.starts) && isConstant(b.starts) && a.starts.lo >= b.starts.lo && a.starts.lo < b.starts.lo + b.width;
