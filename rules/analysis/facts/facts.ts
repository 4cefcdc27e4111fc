/**
 * What rules may ask. Facts are found once for a solution; each carries the places that make it true.
 */

import type { Span } from '../base/span.ts';
import type { FileIr, FunctionIr, ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import type { AccessEvent, Event, EventOf } from '../solve/events.ts';
import type { Symbols } from '../solve/number.ts';
import type { Solution } from '../solve/solve.ts';
import type { View } from '../solve/value.ts';
import type { RegionInfo, World } from '../solve/world.ts';
import { isAtLeast, type Certainty } from './certainty.ts';
import { distinctAccesses } from './distinct.ts';
import { overlap } from './overlap.ts';
import type { Access, Conflict, Seen } from './seen.ts';
import { turnsOf, type Turns } from './turns/turns.ts';

export type { Access, Conflict, Seen } from './seen.ts';

export class Facts {
  readonly #seen = new Map<Event['kind'], Seen[]>();
  readonly #byRegion = new Map<string, Access[]>();
  readonly #atomicRegions = new Set<string>();
  readonly activations: Activation[] = [];

  constructor(readonly solution: Solution) {
    for (const root of solution.roots.values()) this.#walk(root);
    for (const access of this.seen('access')) {
      const { origin } = access.event.view;
      const list = this.#byRegion.get(origin);
      if (list) list.push(access);
      else this.#byRegion.set(origin, [access]);
      if (access.event.atomic) this.#atomicRegions.add(origin);
    }
  }

  #walk(root: Activation): void {
    const stack = [root];
    for (let act = stack.pop(); act; act = stack.pop()) {
      this.activations.push(act);
      for (const [id, events] of act.events)
        for (const event of events) {
          const list = this.#seen.get(event.kind) ?? [];
          this.#seen.set(event.kind, list);
          list.push({ event, act, id, at: act.span(event.at) });
        }
      for (const children of act.calls.values()) stack.push(...children);
    }
  }

  #runs: Map<string, Activation[]> | undefined;
  /** Every run of a function, on its own or in place. */
  runsOf(file: string, fn: number): readonly Activation[] {
    if (!this.#runs) {
      this.#runs = new Map();
      for (const act of this.activations) {
        const key = `${act.ir.file}#${act.fn.id}`;
        const runs = this.#runs.get(key);
        if (runs) runs.push(act);
        else this.#runs.set(key, [act]);
      }
    }
    return this.#runs.get(`${file}#${fn}`) ?? [];
  }

  get world(): World {
    return this.solution.world;
  }

  get symbols(): Symbols {
    return this.solution.world;
  }

  /** Every event of a kind, in every context that it was seen in. */
  seen<K extends Event['kind']>(kind: K): readonly Seen<EventOf<K>>[] {
    return (this.#seen.get(kind) ?? []) as Seen<EventOf<K>>[];
  }

  region(origin: string): RegionInfo {
    return this.world.region(origin);
  }

  /** Regions that accesses were seen on. */
  regions(): Iterable<readonly [origin: string, accesses: readonly Access[]]> {
    return this.#byRegion;
  }

  accessesTo(origin: string): readonly Access[] {
    return this.#byRegion.get(origin) ?? [];
  }

  /** Its bytes are shared: its allocation or type says so, or `Atomics` is applied to what is not known to be private. */
  isShared(origin: string): boolean {
    const { shared } = this.region(origin);
    return shared === 'yes' || (shared === 'unknown' && this.#atomicRegions.has(origin));
  }

  /** Accesses that race rules look at: to shared bytes, when others can reach them. */
  exposed(origin: string): readonly Access[] {
    if (!this.isShared(origin)) return [];
    return this.accessesTo(origin).filter(isConcurrent);
  }

  readonly #touched = new Map<string, readonly Access[]>();

  /** Exposed accesses that read or write (`notify` does neither), once for what is the same in several contexts. */
  touching(origin: string): readonly Access[] {
    let found = this.#touched.get(origin);
    if (!found) this.#touched.set(origin, (found = distinctAccesses(this.exposed(origin).filter(({ event }) => event.reads || event.writes))));
    return found;
  }

  overlap(a: Access, b: Access): Certainty | undefined {
    const isHeap = this.region(a.event.view.origin).kind === 'memory';
    return overlap(a.event, b.event, { symbols: this.symbols, isHeap, turns: (event) => this.#turnsOf(event === a.event ? a : b) });
  }

  readonly #turns = new Map<AccessEvent, Turns>();

  #turnsOf({ event, act, id }: Access): Turns {
    let turns = this.#turns.get(event);
    if (!turns) this.#turns.set(event, (turns = turnsOf(act, id, event.footprint.start, this.symbols)));
    return turns;
  }

  /**
   * Accesses to shared bytes that meet others of them, one entry an access expression: `is` picks the ones reported,
   * `other` those that they are held against, and `meets` which of these for each. One of the two must write.
   */
  conflicts(is: (access: Access) => boolean, other: (access: Access) => boolean, meets: (other: Access, access: Access) => boolean = () => true): Conflict[] {
    const found = new Map<string, Conflict>();
    for (const origin of this.#byRegion.keys()) {
      const exposed = this.touching(origin);
      const reported = exposed.filter(is);
      if (reported.length === 0) continue;
      const candidates = exposed.filter(other);
      for (const access of reported) this.#conflict(found, access, candidates, meets);
    }
    return [...found.values()];
  }

  #conflict(found: Map<string, Conflict>, access: Access, candidates: readonly Access[], meets: (other: Access, access: Access) => boolean): void {
    const key = `${access.at.file}:${access.at.start}:${access.at.end}`;
    const known = found.get(key);
    if (known?.certainty === 'proven') return;
    const others = candidates.flatMap((other) => {
      if ((!access.event.writes && !other.event.writes) || !meets(other, access)) return [];
      const certainty = this.overlap(access, other);
      return certainty ? [{ access: other, certainty }] : [];
    });
    const [first] = others.sort((a, b) => rank(a) - rank(b));
    if (first && !(known && isAtLeast(known.certainty, first.certainty))) found.set(key, { access, others, certainty: first.certainty });
  }

  /** Views of a region that code out of sight can hold. */
  handedOut(origin: string): readonly View[] {
    return [...this.world.handedOut.values()].filter((view) => view.origin === origin);
  }

  file(path: string): FileIr | undefined {
    return this.world.file(path);
  }
}

const rank = ({ access, certainty }: { access: Access; certainty: Certainty }): number =>
  (certainty === 'proven' ? 0 : certainty === 'likely' ? 2 : 4) + (access.event.writes ? 0 : 1);

/** Others may reach the bytes when the access is made, if they are shared at all. */
export const isConcurrent = ({ event, act }: Pick<Access, 'event' | 'act'>): boolean => !event.exclusive && !event.guarded && !isExclusiveByComment(act);

/** The function, or one that called it, promises with `@region exclusive` that no other thread runs. */
function isExclusiveByComment(act: Activation): boolean {
  for (let at: Activation | undefined = act; at; at = at.caller?.act) if (at.fn.exclusive !== undefined) return true;
  return false;
}

/** The name of a function as a message says it. */
export function functionName(act: Activation): string {
  const { fn, ir } = act;
  const owner = fn.class === undefined ? '' : (ir.classes[fn.class]?.name ?? '');
  if (fn.kind === 'module') return 'the module';
  if (fn.kind === 'constructor' || fn.kind === 'initialiser') return owner ? `new ${owner}` : 'the constructor';
  if (!fn.name) return enclosingName(ir, fn);
  return owner ? `${owner}.${fn.name}` : fn.name;
}

function enclosingName(ir: FileIr, fn: FunctionIr): string {
  const parent = ir.functions[fn.parent];
  return parent && parent.name && parent.id !== 0 ? `a function in ${parent.name}` : 'a function';
}
