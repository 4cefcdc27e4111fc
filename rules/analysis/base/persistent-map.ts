/**
 * A map that is never changed: `with` gives another one that shares most of it.
 *
 * Abstract states are copied at every write and compared at every join, and differ in little. A map is a large base, which
 * many maps have in common, under a small overlay; maps over one base are compared and joined by their overlays alone.
 */

const OVERLAY = 12;

export class PersistentMap<V> implements Iterable<readonly [string, V]> {
  private constructor(
    private readonly base: ReadonlyMap<string, V>,
    private readonly over: ReadonlyMap<string, V>,
  ) {}

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(new Map(), new Map());
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
    if (this.get(key) === value) return this;
    const over = new Map(this.over).set(key, value);
    if (over.size <= OVERLAY) return new PersistentMap(this.base, over);
    const base = new Map(this.base);
    for (const [one, own] of over) base.set(one, own);
    return new PersistentMap(base, new Map());
  }

  /** The entries that `keep` keeps; this map where it keeps all. */
  filter(keep: (key: string, value: V) => boolean): PersistentMap<V> {
    let all = true;
    const kept = new Map<string, V>();
    for (const [key, value] of this) {
      if (keep(key, value)) kept.set(key, value);
      else all = false;
    }
    return all ? this : new PersistentMap(kept, new Map());
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
    let out: PersistentMap<V> = this;
    const gone = new Set<string>();
    for (const key of this.#candidates(other)) {
      const [a, b] = [this.get(key), other.get(key)];
      if (a === b) continue;
      if (a !== undefined && b !== undefined) out = out.with(key, join(a, b));
      else if (b === undefined && !alone(key, 'this')) gone.add(key);
      else if (b !== undefined && alone(key, 'other')) out = out.with(key, b);
    }
    return gone.size === 0 ? out : out.filter((key) => !gone.has(key));
  }

  /** Keys at which two maps can differ. */
  *#candidates(other: PersistentMap<V>): Iterable<string> {
    if (this.base !== other.base) {
      yield* this.base.keys();
      for (const key of other.base.keys()) if (!this.base.has(key)) yield key;
    }
    for (const key of this.over.keys()) yield key;
    for (const key of other.over.keys()) if (!this.over.has(key)) yield key;
  }
}

/** A set as such a map. */
export type PersistentSet = PersistentMap<true>;

export const NO_MEMBERS: PersistentSet = PersistentMap.empty<true>();
