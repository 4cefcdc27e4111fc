/**
 * Locks: locations that a `compareExchange` or `exchange` claims, and what each access does to such a claim.
 *
 * The document's busy flag. What the flag holds when nobody has claimed it is told by what claims expect; a
 * `compareExchange` that expects another value marks or releases, and claims nothing.
 */

import type { AccessEvent } from '../../solve/events.ts';
import * as N from '../../solve/number.ts';
import type { Num } from '../../solve/number.ts';
import { number, type Value } from '../../solve/value.ts';
import type { Access } from '../facts.ts';
import { constantOf, identified, numberOf } from './identity.ts';
import type { Known } from './known.ts';
import type { Aliases } from './aliases.ts';
import { locationKey, locationOf, type Location, type Made } from './location.ts';

export interface Lock {
  readonly location: Location;
  /** The regions in which it may be. */
  readonly origins: ReadonlySet<string>;
  readonly key: string;
  /** What the location holds when it is not claimed. */
  readonly free: number;
  /** Everything that is seen to be stored there are these constants; undefined where others are. */
  readonly values: ReadonlySet<number> | undefined;
  /** The constants that claims put there. */
  readonly claimed: ReadonlySet<number>;
  /** Numbers that are no constants, which claims put there: who owns it. */
  readonly owners: readonly Num[];
  readonly big: boolean;
}

const exchanges = ({ op }: AccessEvent): boolean => op === 'compareExchange' || op === 'exchange';

/** Every lock among some accesses. */
export function locksAmong(accesses: readonly Access[], aliases: Aliases): Lock[] {
  const byKey = new Map<string, Access[]>();
  for (const access of accesses) {
    const key = access.event.atomic ? locationKey(access, aliases) : undefined;
    if (key === undefined) continue;
    const list = byKey.get(key);
    if (list) list.push(access);
    else byKey.set(key, [access]);
  }
  return [...byKey].flatMap(([key, own]): Lock[] => {
    const first = own.find(({ event }) => exchanges(event) || event.op === 'or');
    return first ? [{ ...lockOf(key, first, own), origins: aliases.with(first.event.view.origin) }] : [];
  });
}

function lockOf(key: string, first: Access, accesses: readonly Access[]): Omit<Lock, 'origins'> {
  const events = accesses.map(({ event }) => event);
  const expected = events.flatMap(({ op, values }) => (op === 'compareExchange' ? (constantOf(values[0]) ?? []) : []));
  const free = expected.includes(0) ? 0 : (expected.find((n) => events.some((event) => event.writes && storedBy(event) === n)) ?? freeOf(expected, events));
  const claimed = events.filter(exchanges).flatMap((event) => storedBy(event) ?? []);
  const owners = new Map(accesses.flatMap((access) => ownerOf(access) ?? []).map((n) => [N.key(n), n]));
  return { location: locationOf(first), key, free, values: storedIn(events, free), owners: [...owners.values()], claimed: new Set(claimed.filter((n) => n !== free)), big: first.event.view.kind.startsWith('Big') };
}

/** Who owns the lock, where a claim of a free one stores that. */
function ownerOf({ event, act, id }: Access): Num | undefined {
  const instr = act.instr(id);
  if (instr.op !== 'call' || !exchanges(event) || (event.op === 'compareExchange' && constantOf(event.values[0]) === undefined)) return undefined;
  const arg = instr.args[event.op === 'compareExchange' ? 3 : 2];
  const owner = arg && numberOf(identified(act, arg.value));
  return owner && N.valueOf(owner) === undefined && owner.terms.length > 0 ? owner : undefined;
}

/** The constant that an access stores, if it is one. */
const storedBy = ({ op, values }: AccessEvent): number | undefined => constantOf(values[op === 'compareExchange' ? 1 : 0]);

/** What some claim expects and something puts back; 0 where that cannot be told, and wherever 0 is stored. */
const freeOf = (expected: readonly number[], events: readonly AccessEvent[]): number =>
  expected.length === 0 || events.some((event) => event.writes && storedBy(event) === 0) ? 0 : Math.min(...expected);

function storedIn(events: readonly AccessEvent[], free: number): ReadonlySet<number> | undefined {
  const out = new Set([free]);
  for (const event of events) {
    if (!event.writes) continue;
    const stored = storedBy(event);
    if (stored === undefined || !(exchanges(event) || event.op === 'store')) return undefined;
    out.add(stored);
  }
  return out;
}

// --- what an access does to a claim

/**
 * Whether the run holds the claim. `released`: it did; `handed`: it made someone else release it; `lost`: another thread
 * was first. `held-again`: it claims once more what it holds: another lock of the same class, as a rule, since the
 * instances of a class are not told apart.
 */
export type Hold = 'free' | 'held' | 'held-again' | 'released' | 'handed' | 'lost';

export const isHeld = (hold: Hold): boolean => hold === 'held' || hold === 'held-again';

/** The access is to the lock's word. */
function isAt({ location, origins }: Lock, made: Made): boolean {
  const { origin, width, start } = locationOf(made);
  return width === location.width && origins.has(origin) && N.sameNum(start, location.start);
}

export interface Step {
  readonly hold: Hold;
  /** What the access gives in this world. */
  readonly known?: Known;
  /** `again`: it is tried once more, where the walk ends. `reclaim`: it is claimed while it is held. */
  readonly did?: 'claim' | 'reclaim' | 'release' | 'handed' | 'again';
}

const given = (lock: Lock, n: Num): Known => ({ is: number(n, lock.big), given: true });
const other = (lock: Lock, ...not: Num[]): Known => ({ not, big: lock.big });

/** Claims the flag where it is free, if its result says so. */
export function isClaim(lock: Lock, { op, values, writes }: AccessEvent): boolean {
  if (op === 'compareExchange') {
    const [expected, replacement] = [constantOf(values[0]), constantOf(values[1])];
    return (expected === undefined || expected === lock.free) && replacement !== lock.free;
  }
  return (op === 'exchange' && constantOf(values[0]) !== lock.free) || (op === 'or' && writes);
}

/** The worlds behind an access to the lock's location; undefined where it changes nothing. */
export function stepsOf(lock: Lock, made: Made, hold: Hold): readonly Step[] | undefined {
  const { event } = made;
  if (!event.atomic || hold === 'handed' || !isAt(lock, made)) return undefined;
  if (isHeld(hold)) return holding(lock, event, hold);
  if (isClaim(lock, event)) return claiming(lock, event, hold);
  return event.op === 'load' ? recognising(lock, hold) : undefined;
}

function claiming(lock: Lock, event: AccessEvent, hold: Hold): Step[] {
  if (event.op === 'or') return settingBits(lock, event, hold);
  const free = event.op === 'compareExchange' ? numberOf(event.values[0]) : N.constant(lock.free);
  const success: Step = { hold: 'held', did: 'claim', ...(free && { known: given(lock, free) }) };
  return [success, ...failures(lock, free).map((known): Step => ({ hold, ...(known && { known }) }))];
}

/** A bit that was clear is claimed; one that was set is someone else's. */
function settingBits(lock: Lock, { values }: AccessEvent, hold: Hold): Step[] {
  const bits = numberOf(values[0]);
  return [{ hold: 'held', did: 'claim', known: given(lock, N.constant(0)) }, { hold, ...(bits && { known: given(lock, bits) }) }];
}

/** A lock that can be taken again by its owner: it holds the claim where it finds itself. */
function recognising(lock: Lock, hold: Hold): Step[] | undefined {
  const [owner, ...more] = lock.owners;
  return owner && more.length === 0 ? [{ hold: 'held', known: given(lock, owner) }, { hold, known: other(lock, owner) }] : undefined;
}

/** The flag is someone else's: it holds what they put there. */
function failures(lock: Lock, free: Num | undefined): (Known | undefined)[] {
  const isConstant = free !== undefined && N.valueOf(free) === lock.free;
  return isConstant ? taken(lock) : [free && other(lock, free)];
}

/** More states than these are not told apart. */
const STATES = 3;

/** What the location can hold when it is claimed. */
function taken(lock: Lock): Known[] {
  const others = [...(lock.values ?? [])].filter((n) => n !== lock.free);
  return others.length > 0 && others.length <= STATES ? others.map((n) => given(lock, N.constant(n))) : [other(lock, N.constant(lock.free))];
}

/** The owner's accesses: nobody else changes the flag, but for marking it contended. */
function holding(lock: Lock, event: AccessEvent, hold: Hold): Step[] | undefined {
  const { op, values } = event;
  const owned = other(lock, N.constant(lock.free));
  const released: Step = hold === 'held' ? { hold: 'released', did: 'release' } : { hold: 'held' };
  switch (op) {
    case 'load':
      return taken(lock).map((known): Step => ({ hold, known }));
    case 'store':
      return isOwners(lock, values[0]) ? undefined : [released];
    case 'sub':
    case 'and':
      return [{ ...released, known: owned }];
    case 'exchange':
      return isClaim(lock, event) && isOwners(lock, values[0]) ? reclaiming(lock, event, hold) : [{ ...released, known: owned }];
    case 'compareExchange': {
      if (isClaim(lock, event)) return reclaiming(lock, event, hold);
      const expected = numberOf(values[0]);
      return [{ ...released, ...(expected && { known: given(lock, expected) }) }];
    }
    default:
      return undefined;
  }
}

const reclaiming = (lock: Lock, event: AccessEvent, hold: Hold): Step[] =>
  claiming(lock, event, hold).map((step) => (step.did === 'claim' ? { ...step, hold: 'held-again', did: 'reclaim' } : step));

/** A value that keeps the flag claimed: it is stored by claims. */
function isOwners(lock: Lock, value: Value | undefined): boolean {
  const n = constantOf(value);
  return n !== undefined && n !== lock.free && lock.claimed.has(n);
}
