/**
 * Results of `compareExchange` that are misread, told by what the program does in two worlds: that in which the exchange
 * succeeded (it gave the expected value), and that in which another thread was there first (it gave the replacement).
 *
 * Where the work is done in the second world and not in the first, where the first tries again and the second goes on, or
 * where the result of a claim is dropped and the memory used all the same, the result was read the wrong way round.
 */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import { number } from '../../solve/value.ts';
import type { Access, Facts } from '../facts.ts';
import { accessesAt } from './effects.ts';
import { callersOf, nextOf, placeOf, Reach, instrAt } from './flow.ts';
import { constantOf, numberOf } from './identity.ts';
import type { Known } from './known.ts';
import { isLocated, isSameLocation, locationOf, type Made } from './location.ts';
import { isClaim, type Hold, type Step } from './locks.ts';
import { FAILURE, Outcome, SUCCESS } from './outcomes.ts';
import { protocolOf, type Protocol } from './protocol.ts';
import { droppedIn, usersOf } from './uses.ts';
import { Worlds } from './worlds.ts';

export interface Misread {
  readonly exchange: Access;
  readonly kind: 'replacement' | 'retry' | 'ignored';
  /** What the code compares with, or does as if the exchange had succeeded. */
  readonly witness?: { readonly act: Activation; readonly id: ValueId };
}

export function misreadExchanges(facts: Facts): Misread[] {
  const protocol = protocolOf(facts);
  const all = facts.seen('access').filter((one) => one.event.op === 'compareExchange' && isLocated(one) && !protocol.isSuperseded(one.act));
  return onceEach(protocol, all)
    .flatMap((exchange): Misread[] => {
      const found = ignored(protocol, exchange) ?? misread(facts, exchange);
      return found ? [found] : [];
    });
}

/** One exchange for each instruction and lock: the regions that it may be in are alike. */
function onceEach(protocol: Protocol, exchanges: readonly Access[]): Access[] {
  const seen = new Map<Activation, Set<string>>();
  return exchanges.filter((exchange) => {
    const key = `${exchange.id} ${protocol.lockAt(exchange)?.key}`;
    const ofAct = seen.get(exchange.act) ?? new Set();
    seen.set(exchange.act, ofAct);
    return ofAct.size < ofAct.add(key).size;
  });
}

// --- dropped

/** The result of a claim is dropped, and the function goes on to use the memory or to release the flag. */
function ignored(protocol: Protocol, exchange: Access): Misread | undefined {
  const { event, act, id } = exchange;
  const lock = protocol.lockAt(exchange);
  const dropped = droppedIn(act, id);
  if (!dropped || !lock || !isClaim(lock, event) || event.values.some((value) => constantOf(value) === undefined)) return undefined;
  if (constantOf(event.values[1]) === 0 || protocol.locksHeldAt(act, id).length > 0) return undefined;
  const later = laterThan(dropped.act, dropped.id);
  const own = later.filter((one) => one.event.atomic && isSameLocation(one, exchange));
  // It loads the word that someone has initialised, or marks the lock contended and sleeps.
  if (own.some((one) => one.event.op === 'load' || one.event.op.startsWith('wait'))) return undefined;
  const release = own.find((one) => one.event.op === 'store' && constantOf(one.event.values[0]) === lock.free);
  // Memory of its own is guarded by a flag that is set once the work on it is done.
  const isGuarded = (origin: string): boolean => origin === event.view.origin || (own.some((one) => one.event.op === 'store') && protocol.facts.isShared(origin));
  const use = later.find((one) => !one.event.atomic && !one.event.exclusive && isGuarded(one.event.view.origin));
  const witness = use ?? release;
  return witness && { exchange, kind: 'ignored', witness };
}

/** Every access that can follow an instruction within its function. */
function laterThan(act: Activation, id: ValueId): Made[] {
  const reach = new Reach(nextOf(placeOf(act, id), act), act);
  return [...reach.places()].flatMap((place) => {
    const at = instrAt(place);
    return at === undefined ? [] : accessesAt(place.act, at).map((event): Made => ({ event, act: place.act, id: at }));
  });
}

// --- two worlds

function misread(facts: Facts, exchange: Access): Misread | undefined {
  const { event } = exchange;
  const [expected, replacement] = event.values.map(numberOf);
  if (!expected || !replacement || N.sameNum(expected, replacement)) return undefined;
  const big = event.view.kind.startsWith('Big');
  const success: Known = { is: number(expected, big), given: true };
  const failure: Known = N.valueOf(replacement) === undefined ? { not: [expected], big } : { is: number(replacement, big), given: true };
  const around = new Set(callersOf(exchange.act));
  const worlds = new Worlds({ stepsAt: (act, id, hold) => stepsAt(exchange, act, id, hold, success, failure), concerns: (act) => around.has(act), isLeft: () => false });
  return judged(facts, exchange, worlds, exchange.act);
}

function stepsAt(exchange: Access, act: Activation, id: ValueId, hold: Hold, success: Known, failure: Known): Step[] | undefined {
  if (act !== exchange.act || id !== exchange.id) return undefined;
  if (hold !== 'free') return [{ hold, did: 'again' }];
  return [{ hold: SUCCESS, known: success }, { hold: FAILURE, known: failure }];
}

/** Looks at the function of the exchange; where that returns what the exchange told, at the caller that reads it. */
function judged(facts: Facts, exchange: Access, worlds: Worlds, act: Activation): Misread | undefined {
  const walked = worlds.walk(act, 'free');
  if (!walked) return undefined;
  const [good, bad] = [new Outcome(facts, worlds, act, walked, SUCCESS, exchange), new Outcome(facts, worlds, act, walked, FAILURE, exchange)];
  if (repeatsOnSuccess(good, bad) && isFixed(exchange)) return { exchange, kind: 'retry' };
  const comparison = comparisonWithReplacement(exchange);
  const isTold = good.returned.length > 0 && bad.returned.length > 0 && good.told !== bad.told;
  if (isTold && !good.works && !bad.works && act.caller && act.caller.id >= 0) return judged(facts, exchange, worlds, act.caller.act);
  const witness = comparison ?? (bad.releases && act === exchange.act && isTruthTest(exchange) ? { act, id: exchange.id } : undefined);
  return witness && isUpsideDown(act, good, bad) ? { exchange, kind: 'replacement', witness } : undefined;
}

/** The work, or the result that tells of success, is where the exchange failed. */
function isUpsideDown(act: Activation, good: Outcome, bad: Outcome): boolean {
  if (bad.retries || bad.waits || bad.exits.every(({ kind }) => kind !== 'return')) return false;
  const isTold = good.told !== bad.told;
  if (bad.works) return !good.works && !(isTold && bad.fails);
  return !good.works && isTold && good.fails && bad.succeeds && !/busy|locked|taken|fail|contend|held|lost|occupied|owned/i.test(act.fn.name);
}

const repeatsOnSuccess = (good: Outcome, bad: Outcome): boolean => good.retries && good.exits.every(({ kind }) => kind === 'again') && !good.isBusy && !bad.retries && bad.exits.some(({ kind }) => kind === 'return');

/** The next round is about the same location, and expects a constant or what it has loaded anew. */
function isFixed(exchange: Access): boolean {
  const { start } = locationOf(exchange);
  const expected = numberOf(exchange.event.values[0]);
  return start.terms.every(({ symbol }) => !isVariable(symbol)) && (expected?.terms.every(({ symbol }) => !symbol.startsWith('loop:')) ?? false);
}

const isVariable = (symbol: string): boolean => /^(?:loop|at|index|el|element|\(|call|iterate):?/.test(symbol);

/** `if (Atomics.compareExchange(v, i, 0, 1)) …` */
const isTruthTest = ({ act, id }: Access): boolean => usersOf(act.fn, id).some((user) => user.kind === 'branch');

/** Where the result is compared with the constant that the exchange was to put there. */
function comparisonWithReplacement({ act, id, event }: Access): { act: Activation; id: ValueId } | undefined {
  const [expected, replacement] = event.values.map(constantOf);
  if (replacement === undefined || expected === undefined || expected === replacement) return undefined;
  return comparisonOf(act, id, replacement, 0);
}

/** Follows the result through variables, phis and returns to a comparison with a constant. */
function comparisonOf(act: Activation, id: ValueId, wanted: number, depth: number): { act: Activation; id: ValueId } | undefined {
  if (depth > 8) return undefined;
  for (const user of usersOf(act.fn, id)) {
    if (user.kind === 'return' && act.caller && act.caller.id >= 0) {
      const found = comparisonOf(act.caller.act, act.caller.id, wanted, depth + 1);
      if (found) return found;
    }
    if (user.kind !== 'instr') continue;
    const instr = act.instr(user.id);
    if (instr.op === 'binary' && /^[!=]==?$/.test(instr.operator) && constantOf(act.value(instr.left === id ? instr.right : instr.left)) === wanted) return { act, id: user.id };
    if (instr.op !== 'phi' && instr.op !== 'cast' && instr.op !== 'declare' && instr.op !== 'await') continue;
    const found = user.id === id ? undefined : comparisonOf(act, user.id, wanted, depth + 1);
    if (found) return found;
  }
  return undefined;
}
