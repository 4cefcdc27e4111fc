/**
 * Regions that one instruction of one run may access: a field that holds a view of any of them, a parameter.
 *
 * What a protocol does to a word of one of them it does to the same word of the others, so that a lock there is one lock.
 */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { Access } from '../facts.ts';

export class Aliases {
  readonly #parents = new Map<string, string>();
  readonly #members = new Map<string, Set<string>>();

  constructor(accesses: readonly Access[]) {
    const first = new Map<Activation, Map<ValueId, string>>();
    for (const { act, id, event } of accesses) {
      if (!event.atomic) continue;
      const ofAct = first.get(act) ?? new Map<ValueId, string>();
      first.set(act, ofAct);
      const { origin } = event.view;
      const known = ofAct.get(id);
      if (known === undefined) ofAct.set(id, origin);
      else if (known !== origin) this.#unite(known, origin);
    }
    for (const origin of this.#parents.keys()) {
      const name = this.of(origin);
      const members = this.#members.get(name) ?? new Set([name]);
      this.#members.set(name, members.add(origin));
    }
  }

  #unite(a: string, b: string): void {
    const [x, y] = [this.of(a), this.of(b)];
    if (x !== y) this.#parents.set(x < y ? y : x, x < y ? x : y);
  }

  /** The region that stands for all that may be meant together with this one. */
  of(origin: string): string {
    let at = origin;
    for (let parent = this.#parents.get(at); parent !== undefined; parent = this.#parents.get(at)) at = parent;
    return at;
  }

  /** All that it stands for. */
  with(origin: string): ReadonlySet<string> {
    return this.#members.get(this.of(origin)) ?? new Set([origin]);
  }
}
