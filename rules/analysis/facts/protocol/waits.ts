/** Waits: what they expect, whether they can time out, and whether the location is read again behind them. */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import type { Value } from '../../solve/value.ts';
import type { Access, Facts } from '../facts.ts';
import { accessesAt, handsOn, interrupts, isPassedBy, isUnseen } from './effects.ts';
import { callersOf, placeOf, Reach, nextOf, instrAt, commonCaller, carrierIn } from './flow.ts';
import { numberOf } from './identity.ts';
import { isLocated, isSameLocation } from './location.ts';
import { loopsAround, instructionsIn, type Loop } from './loops.ts';
import { protocolOf, type Protocol } from './protocol.ts';
import { decidedBy, testsOf } from './tests.ts';
import { argumentOf, resultsOf } from './dataflow.ts';
import { isEverShared } from './sight.ts';
import { usersOf } from './uses.ts';
import { computedFrom } from './conditions.ts';

export const isWait = ({ event }: Access): boolean => event.op === 'wait' || event.op === 'waitAsync';

/** A wait that only a notification, or another value, ends. */
export function waitsForEver({ act, id }: Access): boolean {
  const instr = act.instr(id);
  const timeout = instr.op === 'call' ? instr.args[3] : undefined;
  return !timeout || act.value(timeout.value).every(isEndless);
}

const isEndless = (alt: Value[number]): boolean =>
  alt.k === 'undefined' || (alt.k === 'num' && alt.n.terms.length === 0 && alt.n.base.lo === Infinity) || (alt.k === 'native' && alt.path === 'Number.POSITIVE_INFINITY');

/** In milliseconds: who sleeps no longer than that does not wait for anybody. */
const NAP = 100;

/** A time-out so short that a wake-up that was missed hardly matters. */
export function isNap({ act, id }: Access): boolean {
  const instr = act.instr(id);
  const timeout = instr.op === 'call' && instr.args[3] ? numberOf(act.value(instr.args[3].value)) : undefined;
  return timeout !== undefined && N.rangeOf(timeout, act.world).hi <= NAP;
}

export interface BadWait {
  readonly wait: Access;
  /** `whatever`: it waits for what it has just loaded. `once`: nothing looks at the location afterwards. */
  readonly kind: 'whatever' | 'once';
  readonly load?: Access;
}

export function badWaits(facts: Facts): BadWait[] {
  const protocol = protocolOf(facts);
  return facts
    .seen('access')
    .filter((wait) => isWait(wait) && !wait.event.exclusive && isEverShared(facts, wait.event.view.origin))
    .flatMap((wait): BadWait[] => {
      const load = loadedForNothing(protocol, wait);
      if (load) return [{ wait, kind: 'whatever', load }];
      return wait.event.op === 'wait' && !protocol.isSuperseded(wait.act) && isOnce(protocol, wait) ? [{ wait, kind: 'once' }] : [];
    });
}

// --- `Atomics.wait(v, i, Atomics.load(v, i))`

/** The load that a wait takes its value from, where nothing looked at it and nothing else was done in between. */
function loadedForNothing({ reads, facts }: Protocol, wait: Access): Access | undefined {
  const instr = wait.act.instr(wait.id);
  const expected = instr.op === 'call' ? instr.args[2] : undefined;
  if (!expected || !isLocated(wait)) return undefined;
  const load = loadGiven(reads, wait.act, expected.value);
  if (!load || !isSameLocation(load, wait)) return undefined;
  return isTested(reads, load, wait) || isBusyBetween(facts, load, wait) ? undefined : load;
}

/** The load whose result a value is, through locals, parameters and helpers. */
function loadGiven(reads: Protocol['reads'], act: Activation, id: ValueId, depth = 0): Access | undefined {
  const [own] = reads.at(act, id);
  if (own) return own.event.op === 'load' ? own : undefined;
  if (depth > 8) return undefined;
  const instr = act.instr(id);
  const sources = instr.op === 'param' ? argumentOf(act, instr.index) : instr.op === 'call' ? (act.calls.get(id) ?? []).flatMap(resultsOf) : computedFrom(instr).map((value) => [act, value] as const);
  const [source, ...more] = sources;
  return source && more.length === 0 && instr.op !== 'unary' ? loadGiven(reads, source[0], source[1], depth + 1) : undefined;
}

/** Some test of what was loaded decides whether the wait runs. */
function isTested(reads: Protocol['reads'], load: Access, wait: Access): boolean {
  const target = placeOf(wait.act, wait.id);
  for (const act of callersOf(wait.act)) if (testsOf(reads, act).some((test) => test.reads.has(load) && decidedBy(test, target))) return true;
  return load.act !== wait.act && testsOf(reads, load.act).some((test) => test.reads.has(load));
}

/** Shared memory is used between the two, or may be: a lock is released, another word is looked at. */
function isBusyBetween(facts: Facts, load: Access, wait: Access): boolean {
  const top = commonCaller(load.act, wait.act);
  if (!top) return true;
  const reach = new Reach(nextOf(placeOf(load.act, load.id), top), top, (place) => place.act === wait.act && instrAt(place) === wait.id);
  return reach.before(placeOf(wait.act, wait.id)).some(({ act, block, index }) => {
    const id = instrAt({ act, block, index });
    if (id === undefined) return false;
    return isUnseen(act, id) || isPassedBy(act, id) || interrupts(act.instr(id)) || handsOn(act, id) || accessesAt(act, id).some((event) => facts.region(event.view.origin).shared !== 'no');
  });
}

// --- a wait that nothing checks

function isOnce(protocol: Protocol, wait: Access): boolean {
  if (usersOf(wait.act.fn, wait.id).length > 0 || isEventCount(protocol, wait)) return false;
  return !loopsAroundRun(wait.act, wait.id).some((loop) => readsAgain(protocol, loop, wait));
}

/** A condition variable: it waits for the count that it loaded before it let go of the lock. */
function isEventCount({ reads, facts }: Protocol, wait: Access): boolean {
  const instr = wait.act.instr(wait.id);
  const expected = instr.op === 'call' ? instr.args[2] : undefined;
  const loads = expected ? [...reads.behind(wait.act, expected.value)] : [];
  return loads.length > 0 && loads.every((load) => load.event.op === 'load' && isBusyBetween(facts, load, wait));
}

/** The loops around an instruction, in its function and in those that called it. */
function loopsAroundRun(act: Activation, id: ValueId): Loop[] {
  const out: Loop[] = [];
  for (const outer of callersOf(act)) {
    const carrier = carrierIn(outer, act, id);
    if (carrier >= 0) out.push(...loopsAround(outer, placeOf(outer, carrier).block));
  }
  return out;
}

/** Each round of the loop reads the location again, or sets it anew and looks at another; or a function may that is not followed from here. */
function readsAgain({ facts }: Protocol, loop: Loop, wait: Access): boolean {
  const instructions = [...instructionsIn(loop)];
  if (instructions.some(({ act, id }) => isPassedBy(act, id))) return true;
  const accesses = instructions.flatMap(({ act, id }) => accessesAt(act, id).map((event): Access => ({ event, act, id, at: act.span(event.at) })));
  const others = accesses.filter(({ event }) => !event.op.startsWith('wait') && event.op !== 'notify');
  const own = others.filter((one) => mayBeSame(facts, one, wait));
  return own.some(({ event }) => event.reads) || (own.some(({ event }) => event.atomic) && others.some(({ event }) => event.atomic && event.reads));
}

/** The bytes of one access may be those of another: regions of unknown origin may be one. */
function mayBeSame(facts: Facts, a: Access, b: Access): boolean {
  const [x, y] = [a.event.view.origin, b.event.view.origin];
  return x === y ? facts.overlap(a, b) !== undefined : facts.region(x).kind === 'unknown' && facts.region(y).kind === 'unknown' && a.event.atomic;
}

