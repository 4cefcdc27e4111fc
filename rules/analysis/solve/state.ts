/** What holds at one point of one activation, beside the values: immutable, joined where ways meet. */

import * as R from './range.ts';
import type { Range } from './range.ts';
import type { Num, Symbols } from './number.ts';
import { key as numKey } from './number.ts';
import { NO_MEMBERS, PersistentMap, type PersistentSet } from '../base/persistent-map.ts';
import { join as joinValues, sameValue, type Value } from './value.ts';

export interface State {
  /** Regions and objects that this task allocated and that only it can reach. */
  readonly fresh: PersistentSet;
  /** What was fresh on the way here and no longer is: what is in neither was not allocated on this way. */
  readonly exposed: PersistentSet;
  /** Fresh ones that are stored where other code finds them: published at the next chance for it to run. */
  readonly leaked: ReadonlySet<string>;
  /** What tests have shown of symbols. */
  readonly refined: ReadonlyMap<string, Range>;
  /** Linear forms that tests have shown to be at most 0. */
  readonly atMostZero: readonly Num[];
  /** On a way that is taken only where memory is not shared. */
  readonly unshared: boolean;
  /** On a way that is taken only where it is. */
  readonly shared: boolean;
  /** Booleans whose value a test has shown, by their identity. */
  readonly known: ReadonlyMap<string, boolean>;
  /** What tests have ruled out: messages of another kind, by object; views of another kind, by a name of the value. */
  readonly excluded: ReadonlySet<string>;
  /** Values that tests have shown to be shared memory, by origin. */
  readonly shown: ReadonlySet<string>;
  /** Fields of objects and captured variables that this task has assigned, more exactly than their cells. */
  readonly heap: PersistentMap<Value>;
}

const NONE: ReadonlySet<string> = new Set();

export const START: State = {
  fresh: NO_MEMBERS, exposed: NO_MEMBERS, leaked: NONE, refined: new Map(), atMostZero: [], unshared: false, shared: false, known: new Map(), excluded: NONE, shown: NONE, heap: PersistentMap.empty(),
};

/** `wide`: what grows is widened, so that a loop ends with what holds on every turn. */
export function joinStates(a: State, b: State, symbols: Symbols, wide = false): State {
  if (a === b) return a;
  const exposed = a.exposed === b.exposed ? a.exposed : a.exposed.merge(b.exposed, () => true, () => true);
  return {
    exposed,
    fresh: joinFresh(a, b),
    leaked: a.leaked === b.leaked ? a.leaked : new Set([...a.leaked, ...b.leaked]),
    refined: a.refined === b.refined ? a.refined : merge(a.refined, b.refined, wide ? (x, y) => R.widen(x, R.join(x, y)) : R.join),
    atMostZero: a.atMostZero === b.atMostZero ? a.atMostZero : a.atMostZero.filter((one) => b.atMostZero.some((other) => numKey(one) === numKey(other))),
    unshared: a.unshared && b.unshared,
    shared: a.shared && b.shared,
    known: a.known === b.known ? a.known : new Map([...a.known].filter(([id, truth]) => b.known.get(id) === truth)),
    excluded: a.excluded === b.excluded ? a.excluded : both(a.excluded, b.excluded),
    shown: a.shown === b.shown ? a.shown : both(a.shown, b.shown),
    heap: joinHeaps(a, b, symbols, wide),
  };
}

/** What was not allocated on one of the ways is as fresh as the other says. */
function joinFresh(a: State, b: State): PersistentSet {
  if (a.fresh === b.fresh) return a.fresh;
  return a.fresh.merge(b.fresh, () => true, (key, from) => !(from === 'this' ? b : a).exposed.has(key));
}

function joinHeaps(a: State, b: State, symbols: Symbols, wide: boolean): PersistentMap<Value> {
  if (a.heap === b.heap) return a.heap;
  return a.heap.merge(b.heap, (x, y) => joinValues(x, y, symbols, wide), (key, from) => isUnallocated(from === 'this' ? b : a, key));
}

/** The object in the name of a field (`World.fieldKey`). */
export const ownerOf = (key: string): string => key.slice(2, key.lastIndexOf('.'));

/** The object of a field does not exist on that way, so that the field has the other way's value. */
function isUnallocated({ fresh, exposed }: State, key: string): boolean {
  if (key.startsWith('cell:')) return false;
  const owner = ownerOf(key);
  return !fresh.has(owner) && !exposed.has(owner);
}

const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a].filter((one) => b.has(one)));

function merge<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, join: (x: T, y: T) => T): ReadonlyMap<string, T> {
  const out = new Map<string, T>();
  for (const [key, x] of a) {
    const y = b.get(key);
    if (y !== undefined) out.set(key, x === y ? x : join(x, y));
  }
  return out;
}

export function sameState(a: State, b: State): boolean {
  if (a === b) return true;
  return (
    a.unshared === b.unshared && a.shared === b.shared && a.fresh.equals(b.fresh, () => true) && a.exposed.equals(b.exposed, () => true) && sameSets(a.leaked, b.leaked) && sameSets(a.excluded, b.excluded) &&
    sameMaps(a.refined, b.refined, R.sameRange) && sameMaps(a.known, b.known, Object.is) && sameSets(a.shown, b.shown) && sameForms(a.atMostZero, b.atMostZero) && a.heap.equals(b.heap, sameValue)
  );
}

const sameSets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a === b || (a.size === b.size && [...a].every((one) => b.has(one)));

function sameMaps<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, same: (x: T, y: T) => boolean): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, x] of a) {
    const y = b.get(key);
    if (y === undefined || !same(x, y)) return false;
  }
  return true;
}

const sameForms = (a: readonly Num[], b: readonly Num[]): boolean => a === b || (a.length === b.length && a.every((one, i) => numKey(one) === numKey(b[i] as Num)));

export const withEntry = <T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> => new Map(map).set(key, value);

export const withMember = (set: ReadonlySet<string>, member: string): ReadonlySet<string> => (set.has(member) ? set : new Set(set).add(member));
