/** What is known at a point of a walk: immutable, with a key that is equal for equal knowledge. */

import type { CellId, ValueId } from '../../ir/ir.ts';
import { valueKey } from '../../solve/value.ts';
import { knownKey, type Known } from './known.ts';

/** What a test of a condition has shown, with the value that was tested. */
export interface Truth {
  readonly truth: boolean;
  readonly cond: ValueId;
}

export class Env {
  static readonly EMPTY = new Env(new Map(), new Map(), new Map());
  #key: string | undefined;

  private constructor(
    readonly values: ReadonlyMap<ValueId, Known>,
    readonly cells: ReadonlyMap<CellId, Known>,
    /** By condition, for the next test of the same. */
    readonly truths: ReadonlyMap<string, Truth>,
  ) {}

  get key(): string {
    return (this.#key ??= this === Env.EMPTY ? '' : this.#made());
  }

  #made(): string {
    const values = [...this.values].map(([id, known]) => `${id}${knownKey(known, valueKey)}`).sort();
    const cells = [...this.cells].map(([id, known]) => `c${id}${knownKey(known, valueKey)}`).sort();
    const truths = [...this.truths].map(([key, { truth }]) => `${key}=${truth}`).sort();
    return [...values, ...cells, ...truths].join('|');
  }

  /** With another value of an instruction, or none. */
  withValue(id: ValueId, known: Known | undefined): Env {
    return changes(this.values, id, known) ? new Env(changed(this.values, id, known), this.cells, this.truths) : this;
  }

  withCell(cell: CellId, known: Known | undefined): Env {
    return changes(this.cells, cell, known) ? new Env(this.values, changed(this.cells, cell, known), this.truths) : this;
  }

  withTruth(key: string, truth: Truth): Env {
    return new Env(this.values, this.cells, changed(this.truths, key, truth));
  }

  /** Without what the truths that do not hold any longer have shown. */
  keepingTruths(holds: (truth: Truth) => boolean): Env {
    const kept = [...this.truths].filter(([, truth]) => holds(truth));
    return kept.length === this.truths.size ? this : new Env(this.values, this.cells, new Map(kept));
  }
}

const changes = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): boolean => map.get(key) !== value;

function changed<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> {
  const out = new Map(map);
  if (value === undefined) out.delete(key);
  else out.set(key, value);
  return out;
}
