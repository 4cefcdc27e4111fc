/** How near every value brings someone to memory, kept up to date as cells change. */

import { NONE, SEEN, UNKNOWN, holding, type Level } from './level.ts';
import type { Alt, Value } from './value.ts';

export class Nearness {
  /** `isKnown`: the allocation of a region can be seen. */
  constructor(readonly isKnown: (origin: string) => boolean) {}

  /** Grows when something comes to reach memory, or a variable another function. */
  version = 0;
  readonly #objectLevels = new Map<string, Level>();
  /** Objects that hold an object in a field. */
  readonly #holders = new Map<string, Set<string>>();

  /** Objects through which memory is reached, however far. */
  readonly #holding = new Set<string>();

  holdsMemory(object: string): boolean {
    return this.#holding.has(object);
  }

  level(value: Value): Level {
    let most: Level = NONE;
    for (const alt of value) {
      const own = this.#levelOf(alt);
      if (own > most) most = own;
    }
    return most;
  }

  #levelOf(alt: Alt): Level {
    switch (alt.k) {
      case 'region':
      case 'memory':
        return this.#regionLevel(alt.origin);
      case 'view':
        return this.#regionLevel(alt.view.origin);
      case 'obj':
        return this.#objectLevels.get(alt.id) ?? NONE;
      case 'promise':
        return this.level(alt.of);
      case 'worker':
      case 'event':
        return UNKNOWN;
      case 'fn':
        return alt.frame !== undefined || alt.bound ? UNKNOWN : NONE;
      default:
        return NONE;
    }
  }

  #regionLevel(origin: string): Level {
    return this.isKnown(origin) ? SEEN : UNKNOWN;
  }

  readonly #lostAt = new Map<string, number>();

  /** Whether an object that goes out of sight can bring along memory that it did not when it went there before. */
  losesMore(id: string): boolean {
    if (!this.#holding.has(id) || this.#lostAt.get(id) === this.version) return false;
    this.#lostAt.set(id, this.version);
    return true;
  }

  /** A cell gets another value. */
  note(key: string, before: Value, after: Value): void {
    const level = this.level(after);
    if (level > this.level(before) || after.some(({ k }) => k === 'fn')) this.version++;
    const [, id] = /^o:(.+)\.[^.]*$/.exec(key) ?? [];
    if (id === undefined) return;
    for (const alt of after) {
      if (alt.k !== 'obj') continue;
      const holders = this.#holders.get(alt.id);
      if (holders) holders.add(id);
      else this.#holders.set(alt.id, new Set([id]));
    }
    if (after.some((alt) => (alt.k === 'obj' ? this.#holding.has(alt.id) : this.#levelOf(alt) > NONE))) this.#hold(id);
    for (const alt of after) this.#raise(id, alt.k === 'obj' ? holding(this.#levelOf(alt)) : this.#levelOf(alt));
  }

  #hold(id: string): void {
    if (this.#holding.has(id)) return;
    this.#holding.add(id);
    this.version++;
    for (const holder of this.#holders.get(id) ?? []) this.#hold(holder);
  }

  #raise(id: string, level: Level): void {
    if (level <= (this.#objectLevels.get(id) ?? NONE)) return;
    this.#objectLevels.set(id, level);
    this.version++;
    for (const holder of this.#holders.get(id) ?? []) this.#raise(holder, holding(level));
  }
}
