/** Stores to a location that others wait on, by functions that wake nobody. */

import type { Activation } from '../../solve/activation.ts';
import { isAtLeast } from '../certainty.ts';
import type { Access, Facts } from '../facts.ts';
import { accessesAt, isUnseen } from './effects.ts';
import { callersOf, withCallees } from './flow.ts';
import { constantOf } from './identity.ts';
import { protocolOf, type Protocol } from './protocol.ts';
import { reachable } from '../../solve/objects.ts';
import { usersOf } from './uses.ts';
import { isWait, waitsForEver } from './waits.ts';

export interface SilentStore {
  readonly store: Access;
  readonly wait: Access;
}

export function silentStores(facts: Facts): SilentStore[] {
  const protocol = protocolOf(facts);
  return [...facts.regions()].flatMap(([origin]) => {
    const exposed = facts.exposed(origin);
    const waits = exposed.filter((one) => isWait(one) && waitsForEver(one));
    return waits.length === 0 ? [] : exposed.flatMap((store) => silent(protocol, store, waits));
  });
}

function silent(protocol: Protocol, store: Access, waits: readonly Access[]): SilentStore[] {
  const { facts } = protocol;
  if (!isStore(store) || isInitial(store) || protocol.isSuperseded(store.act)) return [];
  const stored = constantOf(store.event.values[0]);
  const woken = waits.filter((wait) => isSameWord(facts, store, wait) && (stored === undefined || stored !== constantOf(wait.event.values[0])));
  const [wait] = woken;
  return wait && ![...callersOf(store.act)].some((act) => notifies(facts, act, store)) ? [{ store, wait }] : [];
}

/** A constructor makes the object; nobody sleeps on it yet. */
const isInitial = ({ act }: Access): boolean => [...callersOf(act)].some(({ fn }) => fn.kind === 'constructor' || fn.kind === 'initialiser');

const isSameWord = (facts: Facts, store: Access, wait: Access): boolean => isAtLeast(facts.overlap(store, wait) ?? 'possible', 'likely');

/** An exchange whose result is tested is a claim. */
const isStore = ({ event, act, id }: Access): boolean => event.op === 'store' || (event.op === 'exchange' && usersOf(act.fn, id).length === 0);

/** The run, or something that it calls, wakes those who wait; code out of sight that can reach the region may. */
function notifies(facts: Facts, top: Activation, store: Access): boolean {
  for (const act of withCallees(top))
    for (const id of act.events.keys()) {
      if (accessesAt(act, id).some((event) => event.op === 'notify' && facts.overlap({ event, act, id, at: act.span(event.at) }, store))) return true;
      if (isUnseen(act, id) && mayReach(act, id, store.event.view.origin)) return true;
    }
  return false;
}

function mayReach(act: Activation, id: number, origin: string): boolean {
  const instr = act.instr(id);
  if (instr.op !== 'call' && instr.op !== 'new') return false;
  const given = [...instr.args.map(({ value }) => value), ...(instr.op === 'call' && instr.receiver !== undefined ? [instr.receiver] : [])];
  return given.some((value) => reachable(act, act.value(value)).has(origin));
}
