/** What a program does behind an exchange: in the world in which it succeeded, and in that in which another thread was first. */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import { truthiness, type Value } from '../../solve/value.ts';
import type { Access, Facts } from '../facts.ts';
import { accessesAt, handsOn, isUnseen, usesPlainly } from './effects.ts';
import type { Known } from './known.ts';
import { isSameLocation, type Made } from './location.ts';
import type { Hold } from './locks.ts';
import { isUnclaimedResult } from './results.ts';
import type { Exit, Walked, Walker } from './walked.ts';

export const SUCCESS: Hold = 'held';
export const FAILURE: Hold = 'lost';

/** What the program does in one of the worlds and not in the other. */
export class Outcome {
  readonly exits: readonly Exit[];
  readonly retries: boolean;
  readonly waits: boolean;
  /** It uses memory plainly, or writes the location. */
  readonly works: boolean;
  readonly releases: boolean;
  /** As `works`, or it writes anything, or calls what cannot be seen into. */
  readonly isBusy: boolean;
  readonly returned: readonly Exit[];

  constructor(facts: Facts, worlds: Walker, act: Activation, walked: Walked, hold: Hold, exchange: Access) {
    const other = hold === SUCCESS ? FAILURE : SUCCESS;
    this.exits = walked.exits.filter((exit) => exit.hold === hold && exit.kind !== 'raise');
    this.returned = this.exits.filter(({ kind }) => kind === 'return');
    this.retries = this.exits.some(({ kind }) => kind === 'again');
    const own = [...visited(worlds, act, 'free')].filter((place) => place.holds.has(hold) && !place.holds.has(other) && !(place.act === exchange.act && place.id === exchange.id));
    const accesses = own.flatMap(({ act: at, id }) => accessesAt(at, id).map((event): Made => ({ act: at, id, event })));
    const onLocation = accesses.filter((one) => one.event.atomic && one.event.writes && isSameLocation(one, exchange));
    this.waits = accesses.some(({ event }) => event.op.startsWith('wait'));
    this.releases = onLocation.some(({ event }) => event.op === 'store');
    this.works = onLocation.length > 0 || own.some(({ act: at, id }) => usesPlainly(facts, at, id));
    this.isBusy = this.works || accesses.some(({ event }) => event.writes) || own.some(({ act: at, id }) => isUnseen(at, id) || handsOn(at, id));
  }

  /** What it returns, as a text that is equal for equal results. */
  get told(): string {
    return this.returned.map(({ value }) => JSON.stringify(valueOf(value))).sort().join();
  }

  /** Returns `false`, nothing and the like. */
  get fails(): boolean {
    return this.returned.length > 0 && this.returned.every(({ value }) => isUnclaimedResult(valueOf(value)));
  }

  get succeeds(): boolean {
    return this.returned.every(({ value }) => !isUnclaimedResult(valueOf(value)) && truthiness(valueOf(value)) !== false);
  }
}

const valueOf = (known: Known | undefined): Value => (known && 'is' in known ? known.is : []);

interface Visit {
  readonly act: Activation;
  readonly id: ValueId;
  readonly holds: ReadonlySet<Hold>;
}

/** Every instruction of a run and of what it calls, with the worlds in which it runs. */
function visited(worlds: Walker, act: Activation, entry: Hold): Visit[] {
  const found = new Map<Activation, Map<ValueId, Set<Hold>>>();
  const queue: [Activation, Hold][] = [[act, entry]];
  const done = new Set<string>();
  const numbers = new Map<Activation, number>();
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [at, hold] = next;
    const number = numbers.get(at) ?? numbers.size;
    numbers.set(at, number);
    if (done.has(`${number}${hold}`)) continue;
    done.add(`${number}${hold}`);
    const holds = found.get(at) ?? new Map<ValueId, Set<Hold>>();
    found.set(at, holds);
    for (const [id, own] of worlds.walk(at, hold)?.holds ?? []) {
      holds.set(id, new Set([...(holds.get(id) ?? []), ...own]));
      for (const child of at.calls.get(id) ?? []) for (const one of own) queue.push([child, one]);
    }
  }
  return [...found].flatMap(([at, holds]) => [...holds].map(([id, own]): Visit => ({ act: at, id, holds: own })));
}
