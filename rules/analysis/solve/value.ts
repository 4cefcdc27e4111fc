/**
 * Abstract values: what an expression may hold, as a small set of alternatives.
 *
 * An empty set is a value that no run produces. Alternatives of one kind merge where keeping them apart would tell
 * nothing; a set that grows too large becomes `opaque`.
 */

import type { ElementKind } from '../models/elements.ts';
import type { Span } from '../base/span.ts';
import type { TypeIr } from '../ir/ir.ts';
import * as N from './number.ts';
import type { Num, Symbols } from './number.ts';

/** A view on a region: a typed array or `DataView`. */
export interface View {
  /** The region it stands on. */
  readonly origin: string;
  /** `?` where only its use shows that it is a view. */
  readonly kind: ElementKind | '?';
  /** In bytes from the start of the region. */
  readonly offset: Num;
  /** In elements (bytes for a `DataView`); undefined where nothing is known. */
  readonly length: Num | undefined;
  /** Follows the length of a growable buffer. */
  readonly tracking: boolean;
  /** The expression that made it, whatever the context (`Contexts`); for a view of unknown origin, that origin. */
  readonly site: string;
  /** The expression in the context that made it: one of them, for a view that several make alike. */
  readonly made: string;
  /** A `Buffer` of Node, whose `slice` is an alias. */
  readonly isBuffer?: boolean;
  /** Where its declared type was made read-only. */
  readonly readonly?: Span;
  /** What it copies, where the code may have meant a view on it. */
  readonly copyOf?: string;
  /** It was made where a test had shown that its memory is not shared. */
  readonly unshared?: true;
  /** Its type is only declared, and the value came through `any`. */
  readonly weak?: boolean;
}

/** A boolean that tells whether memory is shared. */
export interface SharedTest {
  readonly whenTrue?: 'shared' | 'unshared';
  readonly whenFalse?: 'shared' | 'unshared';
}

export type Alt =
  | { readonly k: 'num'; readonly n: Num; readonly big: boolean }
  | { readonly k: 'str'; readonly s: string | null }
  /** `id` names a boolean that is not known but is one each time. */
  | { readonly k: 'bool'; readonly b: boolean | null; readonly test?: SharedTest; readonly id?: string }
  | { readonly k: 'null' }
  | { readonly k: 'undefined' }
  | { readonly k: 'region'; readonly origin: string }
  | { readonly k: 'view'; readonly view: View }
  /** A `WebAssembly.Memory`; `origin` is its buffer's. */
  | { readonly k: 'memory'; readonly origin: string }
  /** `inst` tells instances apart within the task that makes them. */
  | { readonly k: 'obj'; readonly id: string; readonly inst?: string }
  | { readonly k: 'fn'; readonly file: string; readonly fn: number; readonly frame?: string; readonly bound?: { readonly self: Value; readonly args: readonly Value[] } }
  | { readonly k: 'class'; readonly file: string; readonly class: number }
  | { readonly k: 'namespace'; readonly file: string }
  /** A function or object of the language or the host, by its path: `Atomics.load`, `%view%.subarray`. */
  | { readonly k: 'native'; readonly path: string; readonly self?: Value }
  | { readonly k: 'promise'; readonly of: Value }
  /** A worker that runs `file`, or another thread's end of a channel. */
  | { readonly k: 'worker'; readonly file: string | null; readonly port: 'worker' | 'inside' | 'node' | 'processor' }
  /** A message event on a channel. */
  | { readonly k: 'event'; readonly channel: string }
  | { readonly k: 'url'; readonly path: string }
  /** `loose`: its type is `any` or `unknown`, so that what is declared of it later is only hoped. */
  | { readonly k: 'opaque'; readonly origin: string; readonly type?: TypeIr; readonly file?: string; readonly loose?: true };

export type AltOf<K extends Alt['k']> = Extract<Alt, { k: K }>;
export type Value = readonly Alt[];

/** The most alternatives that are kept apart, and of those the most unknown ones. */
const MOST = 16;
const MOST_UNKNOWN = 6;

/** The origin of what may come from too many places to tell: no access to it is looked at. */
export const MANY = 'many';
const TOO_MANY: Alt = { k: 'opaque', origin: MANY };

/** The identity of Node's `isMainThread`: one boolean in a file, but another on each thread that runs it. */
export const MAIN_THREAD = 'isMainThread';

export const NOTHING: Value = [];
export const UNDEFINED: Value = [{ k: 'undefined' }];
export const STRING: Value = [{ k: 'str', s: null }];
export const BOOLEAN: Value = [{ k: 'bool', b: null }];

export const number = (n: Num, big = false): Value => [{ k: 'num', n, big }];
export const string = (s: string): Value => [{ k: 'str', s }];
export const boolean = (b: boolean): Value => [{ k: 'bool', b }];
export const native = (path: string): Value => [{ k: 'native', path }];
export const opaque = (origin: string, type?: TypeIr, file?: string): Value => [{ k: 'opaque', origin, ...(type && { type }), ...(file !== undefined && { file }) }];

export const pick = <K extends Alt['k']>(value: Value, k: K): AltOf<K>[] => value.filter((alt): alt is AltOf<K> => alt.k === k);

/** The one alternative, if it is of that kind. */
export function only<K extends Alt['k']>(value: Value, k: K): AltOf<K> | undefined {
  const alt = value.length === 1 ? value[0] : undefined;
  return alt?.k === k ? (alt as AltOf<K>) : undefined;
}

const keys = new WeakMap<Alt, string>();

/** A text that is one for equal alternatives. */
export function altKey(alt: Alt): string {
  let key = keys.get(alt);
  if (key === undefined) keys.set(alt, (key = keyOf(alt)));
  return key;
}

function keyOf(alt: Alt): string {
  switch (alt.k) {
    case 'num':
      return `n${alt.big ? 'b' : ''}${N.key(alt.n)}`;
    case 'str':
      return `s${alt.s ?? '?'}`;
    case 'bool':
      return `b${alt.b}${alt.id ?? ''}${alt.test ? `${alt.test.whenTrue}/${alt.test.whenFalse}` : ''}`;
    case 'region':
    case 'memory':
      return `${alt.k}:${alt.origin}`;
    case 'view':
      return viewKey(alt.view);
    case 'obj':
      return `o${alt.id}~${alt.inst ?? ''}`;
    case 'fn':
      return `f${alt.file}#${alt.fn}~${alt.frame ?? ''}${alt.bound ? `(${valueKey(alt.bound.self)};${alt.bound.args.map(valueKey).join()})` : ''}`;
    case 'class':
      return `c${alt.file}#${alt.class}`;
    case 'namespace':
      return `ns${alt.file}`;
    case 'native':
      return `@${alt.path}${alt.self ? valueKey(alt.self) : ''}`;
    case 'promise':
      return `p(${valueKey(alt.of)})`;
    case 'worker':
      return `w${alt.port}${alt.file}`;
    case 'event':
      return `e${alt.channel}`;
    case 'url':
      return `u${alt.path}`;
    case 'opaque':
      return `?${alt.origin}${alt.type ? ':' : ''}`;
    default:
      return alt.k;
  }
}

const viewKey = (v: View): string =>
  `v${v.origin}|${v.kind}|${N.key(v.offset)}|${v.length ? N.key(v.length) : '-'}|${v.made}|${v.readonly ? 'r' : ''}${v.isBuffer ? 'b' : ''}${v.weak ? 'w' : ''}${v.unshared ? 'u' : ''}${v.copyOf ?? ''}`;

export const valueKey = (value: Value): string => value.map(altKey).join(',');

export const sameValue = (a: Value, b: Value): boolean =>
  a === b || (a.length === b.length && a.every((alt, i) => sameAlt(alt, b[i] as Alt)));

/** As equal keys, which need not be made for the kinds that are met most. */
function sameAlt(a: Alt, b: Alt): boolean {
  if (a === b) return true;
  if (a.k !== b.k) return false;
  switch (a.k) {
    case 'num':
      return a.big === (b as typeof a).big && N.sameNum(a.n, (b as typeof a).n);
    case 'opaque':
      return a.origin === (b as typeof a).origin && (a.type === undefined) === ((b as typeof a).type === undefined);
    case 'obj':
      return a.id === (b as typeof a).id && a.inst === (b as typeof a).inst;
    case 'str':
      return a.s === (b as typeof a).s;
    case 'null':
    case 'undefined':
      return true;
    default:
      return altKey(a) === altKey(b);
  }
}

/** `wide`: numbers that grow are widened, so that repeating it ends. */
export function join(a: Value, b: Value, symbols: Symbols, wide = false): Value {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const joinNumbers = wide ? N.widen : N.join;
  let out: readonly Alt[] = a;
  for (const alt of b) out = insert(out, alt, symbols, joinNumbers);
  return out.length > MOST_UNKNOWN ? collapse(out) : out;
}

type JoinNumbers = typeof N.join;

/** Sets are sorted by key, so that equal ones are alike. */
function insert(set: readonly Alt[], alt: Alt, symbols: Symbols, joinNumbers: JoinNumbers): readonly Alt[] {
  if (set.includes(alt)) return set;
  const isFull = set.length > MOST && set.includes(TOO_MANY);
  for (const old of set) {
    if (sameAlt(old, alt) || (alt.k === 'opaque' && old === TOO_MANY)) return set;
    const merged = merge(old, alt, symbols, joinNumbers);
    if (merged) return sameAlt(merged, old) ? set : place(set.filter((one) => one !== old), merged);
  }
  return isFull ? set : place(set, alt);
}

function place(set: readonly Alt[], alt: Alt): readonly Alt[] {
  if (set.length === 0) return [alt];
  const key = altKey(alt);
  const at = set.findIndex((one) => altKey(one) > key);
  return at < 0 ? [...set, alt] : [...set.slice(0, at), alt, ...set.slice(at)];
}

/** The one alternative that stands for both, or undefined where they are kept apart. */
function merge(a: Alt, b: Alt, symbols: Symbols, joinNumbers: JoinNumbers): Alt | undefined {
  if (a.k === 'num' && b.k === 'num' && a.big === b.big) return { k: 'num', n: joinNumbers(a.n, b.n, symbols), big: a.big };
  if (a.k === 'str' && b.k === 'str' && (a.s === null || b.s === null)) return { k: 'str', s: null };
  if (a.k === 'bool' && b.k === 'bool') return mergeBooleans(a, b);
  if (a.k === 'promise' && b.k === 'promise') return { k: 'promise', of: join(a.of, b.of, symbols) };
  if (a.k === 'view' && b.k === 'view' && isMadeAlike(a.view, b.view)) return { k: 'view', view: mergeViews(a.view, b.view, symbols, joinNumbers) };
  return undefined;
}

/** By one expression on one region, and in one context or from one offset. */
const isMadeAlike = (a: View, b: View): boolean =>
  a.site === b.site && a.origin === b.origin && a.kind === b.kind && (a.made === b.made || (N.sameNum(a.offset, b.offset) && a.unshared === b.unshared));

function mergeViews(a: View, b: View, symbols: Symbols, joinNumbers: JoinNumbers): View {
  const length = a.length && b.length ? joinNumbers(a.length, b.length, symbols) : undefined;
  const { readonly, ...rest } = a;
  return { ...rest, made: a.made < b.made ? a.made : b.made, ...(readonly && b.readonly && { readonly }), offset: joinNumbers(a.offset, b.offset, symbols), length, tracking: a.tracking && b.tracking };
}

function mergeBooleans(a: AltOf<'bool'>, b: AltOf<'bool'>): AltOf<'bool'> {
  const whenTrue = a.b === false ? b.test?.whenTrue : b.b === false ? a.test?.whenTrue : same(a.test?.whenTrue, b.test?.whenTrue);
  const whenFalse = a.b === true ? b.test?.whenFalse : b.b === true ? a.test?.whenFalse : same(a.test?.whenFalse, b.test?.whenFalse);
  const test = whenTrue || whenFalse ? { test: { ...(whenTrue && { whenTrue }), ...(whenFalse && { whenFalse }) } } : {};
  return { k: 'bool', b: a.b === b.b ? a.b : null, ...test, ...(a.id !== undefined && a.id === b.id && { id: a.id }) };
}

const same = <T>(a: T, b: T): T | undefined => (a === b ? a : undefined);

/**
 * Too many to tell apart. Unknowns become one, and so does what is more than can be kept: a set with that in it takes
 * nothing more, so that what grows ends.
 */
function collapse(set: readonly Alt[]): Value {
  const known = set.filter(({ k }) => k !== 'opaque');
  if (known.length > MOST) return place(known.slice(0, MOST), TOO_MANY);
  return set.length - known.length > MOST_UNKNOWN ? place(known, TOO_MANY) : set;
}

export const truthiness = (value: Value): boolean | undefined => {
  const each = new Set(value.map(altTruth));
  return each.size === 1 ? [...each][0] : undefined;
};

function altTruth(alt: Alt): boolean | undefined {
  switch (alt.k) {
    case 'bool':
      return alt.b ?? undefined;
    case 'null':
    case 'undefined':
      return false;
    case 'num': {
      const n = N.valueOf(alt.n);
      return n === undefined ? undefined : n !== 0;
    }
    case 'str':
      return alt.s === null ? undefined : alt.s !== '';
    case 'opaque':
    case 'native':
      return undefined;
    default:
      return true;
  }
}

/** Without the alternatives that are certainly (or certainly not) true. */
export const narrow = (value: Value, truth: boolean): Value =>
  value.flatMap((alt): Alt[] => {
    const known = altTruth(alt);
    if (known === !truth) return [];
    return [alt.k === 'bool' && alt.b === null ? { ...alt, b: truth } : alt];
  });

export const present = (value: Value): Value => value.filter(({ k }) => k !== 'undefined' && k !== 'null');

/** The known text that a value is, or undefined. */
export const text0 = (value: Value | undefined): string | undefined => {
  const [alt] = value ?? [];
  return value?.length === 1 && alt?.k === 'str' ? (alt.s ?? '') : undefined;
};
