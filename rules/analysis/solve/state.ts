/** What holds at one point of one activation, beside the values: immutable, joined where ways meet. */

import * as R from './range.ts';
import type { Range } from './range.ts';
import type { Num, Symbols } from './number.ts';
import { key as numKey } from './number.ts';
import { join as joinValues, valueKey, type Value } from './value.ts';

export interface State {
  /** Regions and objects that this task allocated and that only it can reach. */
  readonly fresh: ReadonlySet<string>;
  /** Fresh ones that are stored where other code finds them: published at the next chance for it to run. */
  readonly leaked: ReadonlySet<string>;
  /** What tests have shown of symbols. */
  readonly refined: ReadonlyMap<string, Range>;
  /** Linear forms that tests have shown to be at most 0. */
  readonly atMostZero: readonly Num[];
  /** On a way that is taken only where memory is not shared. */
  readonly unshared: boolean;
  /** Booleans whose value a test has shown, by their identity. */
  readonly known: ReadonlyMap<string, boolean>;
  /** Messages that a test of their kind has ruled out, by object. */
  readonly excluded: ReadonlySet<string>;
  /** Fields of objects and captured variables that this task has assigned, more exactly than their cells. */
  readonly heap: ReadonlyMap<string, Value>;
}

const NONE: ReadonlySet<string> = new Set();

export const START: State = {
  fresh: NONE, leaked: NONE, refined: new Map(), atMostZero: [], unshared: false, known: new Map(), excluded: NONE, heap: new Map(),
};

export function joinStates(a: State, b: State, symbols: Symbols): State {
  if (a === b) return a;
  return {
    fresh: a.fresh === b.fresh ? a.fresh : both(a.fresh, b.fresh),
    leaked: a.leaked === b.leaked ? a.leaked : new Set([...a.leaked, ...b.leaked]),
    refined: a.refined === b.refined ? a.refined : merge(a.refined, b.refined, R.join),
    atMostZero: a.atMostZero === b.atMostZero ? a.atMostZero : a.atMostZero.filter((one) => b.atMostZero.some((other) => numKey(one) === numKey(other))),
    unshared: a.unshared && b.unshared,
    known: a.known === b.known ? a.known : new Map([...a.known].filter(([id, truth]) => b.known.get(id) === truth)),
    excluded: a.excluded === b.excluded ? a.excluded : both(a.excluded, b.excluded),
    heap: a.heap === b.heap ? a.heap : merge(a.heap, b.heap, (x, y) => joinValues(x, y, symbols)),
  };
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
  return a === b || signature(a) === signature(b);
}

const signatures = new WeakMap<State, string>();

/** A text that is equal for equal states. */
export function signature(state: State): string {
  const known = signatures.get(state);
  if (known !== undefined) return known;
  const sorted = (set: ReadonlySet<string>): string => [...set].sort().join();
  const text = [
    sorted(state.fresh), sorted(state.leaked), sorted(state.excluded), String(state.unshared),
    [...state.refined].map(([s, r]) => `${s}=${r.lo},${r.hi},${r.mod},${r.rem}`).sort().join(),
    state.atMostZero.map(numKey).sort().join(),
    [...state.known].map(([id, truth]) => `${id}=${truth}`).sort().join(),
    [...state.heap].map(([key, value]) => `${key}=${valueKey(value)}`).sort().join(),
  ].join('\n');
  signatures.set(state, text);
  return text;
}

export const withEntry = <T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> => new Map(map).set(key, value);

export const withMember = (set: ReadonlySet<string>, member: string): ReadonlySet<string> => (set.has(member) ? set : new Set(set).add(member));

export function without(set: ReadonlySet<string>, members: ReadonlySet<string>): ReadonlySet<string> {
  const rest = [...set].filter((one) => !members.has(one));
  return rest.length === set.size ? set : new Set(rest);
}
