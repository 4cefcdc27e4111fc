/**
 * A map that is never changed: `with` gives another one that shares most of it.
 *
 * Abstract states are copied at every write and compared at every join, and differ in little. A map is a large base, which
 * many maps have in common, under a small overlay; maps over one base are compared and joined by their overlays alone.
 */

const OVERLAY = 12;
const NO_ENTRIES = new Map<string, never>() as ReadonlyMap<string, never>;

export class PersistentMap<V> implements Iterable<readonly [string, V]> {
  private constructor(
    private readonly base: ReadonlyMap<string, V>,
    private readonly over: ReadonlyMap<string, V>,
  ) {}

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(NO_ENTRIES, NO_ENTRIES);
  }

  get(key: string): V | undefined {
    return this.over.get(key) ?? this.base.get(key);
  }

  has(key: string): boolean {
    return this.over.has(key) || this.base.has(key);
  }

  get isEmpty(): boolean {
    return this.over.size === 0 && this.base.size === 0;
  }

  with(key: string, value: V): PersistentMap<V> {
    return this.get(key) === value ? this : this.#withAll([[key, value]]);
  }

  #withAll(entries: readonly (readonly [string, V])[]): PersistentMap<V> {
    const over = new Map(this.over);
    for (const [key, value] of entries) over.set(key, value);
    if (over.size <= OVERLAY) return new PersistentMap(this.base, over);
    const base = new Map(this.base);
    for (const [key, value] of over) base.set(key, value);
    return new PersistentMap(base, NO_ENTRIES);
  }

  /** The entries that `keep` keeps; this map where it keeps all. */
  filter(keep: (key: string, value: V) => boolean): PersistentMap<V> {
    let all = true;
    const kept = new Map<string, V>();
    for (const [key, value] of this) {
      if (keep(key, value)) kept.set(key, value);
      else all = false;
    }
    return all ? this : new PersistentMap(kept, NO_ENTRIES);
  }

  *[Symbol.iterator](): Iterator<readonly [string, V]> {
    for (const entry of this.base) if (!this.over.has(entry[0])) yield entry;
    yield* this.over;
  }

  *keys(): Iterable<string> {
    for (const [key] of this) yield key;
  }

  equals(other: PersistentMap<V>, same: (a: V, b: V) => boolean): boolean {
    if (this === other) return true;
    for (const key of this.#candidates(other)) {
      const [a, b] = [this.get(key), other.get(key)];
      if (a === b) continue;
      if (a === undefined || b === undefined || !same(a, b)) return false;
    }
    return true;
  }

  /** The entries of both, joined, and those of one that `alone` keeps. `this` where that changes nothing. */
  merge(other: PersistentMap<V>, join: (a: V, b: V) => V, alone: (key: string, from: 'this' | 'other') => boolean): PersistentMap<V> {
    if (this === other) return this;
    const changes: [string, V][] = [];
    const gone = new Set<string>();
    for (const key of this.#candidates(other)) {
      const [a, b] = [this.get(key), other.get(key)];
      if (a === b) continue;
      if (a !== undefined && b !== undefined) {
        const joined = join(a, b);
        if (joined !== a) changes.push([key, joined]);
      } else if (b === undefined && !alone(key, 'this')) gone.add(key);
      else if (b !== undefined && alone(key, 'other')) changes.push([key, b]);
    }
    const out = changes.length === 0 ? this : this.#withAll(changes);
    return gone.size === 0 ? out : out.filter((key) => !gone.has(key));
  }

  /** Keys at which two maps can differ. */
  #candidates(other: PersistentMap<V>): Iterable<string> {
    const keys = new Set<string>(this.over.keys());
    for (const key of other.over.keys()) keys.add(key);
    if (this.base === other.base) return keys;
    for (const key of this.base.keys()) keys.add(key);
    for (const key of other.base.keys()) keys.add(key);
    return keys;
  }
}

/** A set as such a map. */
export type PersistentSet = PersistentMap<true>;

export const NO_MEMBERS: PersistentSet = PersistentMap.empty<true>();
