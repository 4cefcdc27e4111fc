/** Plain accesses that may tear. ECMA-262, IsNoTearConfiguration, and the methods that copy byte by byte. */

import { elementBytes, mayTear } from '../models/elements.ts';
import type { Access, Conflict, Facts } from './facts.ts';
import { Agents, MAIN } from './protocol/agents.ts';
import type { Lock } from './protocol/locks.ts';
import { isStartedTwice } from './protocol/lost-updates.ts';
import { protocolOf, type Protocol } from './protocol/protocol.ts';

/** Such accesses to bytes that a different function, or another thread, writes. */
export function tornAccesses(facts: Facts): Conflict[] {
  const sides = new Sides(facts);
  return facts.conflicts(
    (access) => canTear(access) && sides.isMeant(access),
    (other) => other.event.writes && sides.isMeant(other),
    (other, access) => sides.isElsewhere(access, other) && !sides.shareALock(access, other),
  );
}

function canTear({ event, act, id }: Access): boolean {
  const { atomic, view, bulk, footprint } = event;
  if (atomic || view.kind === '?') return false;
  const size = elementBytes(view.kind);
  // A `DataView` and Node's `Buffer` put a number together from its bytes.
  if (footprint.width > size || mayTear(view.kind)) return true;
  if (size === 1) return false;
  if (bulk === 'slice' || bulk === 'copyWithin') return true;
  const copied = (act.events.get(id) ?? []).filter((one) => one.kind === 'access' && one.bulk === 'set');
  return bulk === 'set' && copied.length > 1 && copied.every((one) => one.kind === 'access' && one.view.kind === view.kind);
}

class Sides {
  readonly #agents: Agents;
  readonly #protocol: Protocol;
  readonly #held = new Map<Access, ReadonlySet<Lock>>();
  /** Places that a run with visible callers stands for. */
  readonly #called: ReadonlySet<string>;

  constructor(readonly facts: Facts) {
    this.#agents = new Agents(facts);
    this.#protocol = protocolOf(facts);
    const exposed = [...facts.regions()].flatMap(([origin]) => facts.exposed(origin));
    this.#called = new Set(exposed.filter(({ act }) => !this.#protocol.isSuperseded(act)).map(placeOf));
  }

  /** Runs for callers out of sight say nothing new where visible callers were seen. */
  isMeant(access: Access): boolean {
    return !this.#protocol.isSuperseded(access.act) || !this.#called.has(placeOf(access));
  }

  isElsewhere(a: Access, b: Access): boolean {
    if (a.act.fn !== b.act.fn) return true;
    const agents = new Set([...this.#agents.at(a.act, a.id), ...this.#agents.at(b.act, b.id)]);
    const [only] = agents;
    return agents.size > 1 || (only !== undefined && only !== MAIN && isStartedTwice(this.facts, only, a.event.view.origin));
  }

  shareALock(a: Access, b: Access): boolean {
    const theirs = this.#locks(b);
    return [...this.#locks(a)].some((lock) => theirs.has(lock));
  }

  #locks(access: Access): ReadonlySet<Lock> {
    let held = this.#held.get(access);
    if (!held) this.#held.set(access, (held = new Set(this.#protocol.locksHeldAt(access.act, access.id))));
    return held;
  }
}

const placeOf = ({ at }: Access): string => `${at.file}:${at.start}:${at.end}`;
