/** Ways on which a claim is handed to someone else to release: a callback that does, a claimed index that is kept. */

import type { Instr, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import type { Num } from '../../solve/number.ts';
import { pick, type Value } from '../../solve/value.ts';
import type { Facts } from '../facts.ts';
import { accessesAt, isUnseen, nativesAt } from './effects.ts';
import { withCallees } from './flow.ts';
import { locationOf } from './location.ts';
import { isClaim, type Lock } from './locks.ts';

export function handsOver(facts: Facts, act: Activation, id: ValueId, lock: Lock): boolean {
  const instr = act.instr(id);
  switch (instr.op) {
    case 'closure':
      return releases(facts, act.ir.file, instr.fn, lock);
    case 'dispose':
      return isUnseen(act, id);
    case 'call':
    case 'new':
      return takesRelease(facts, act, instr, lock) || (keeps(act, id) && instr.args.some(({ value }) => tellsOf(lock, act.value(value))));
    case 'yield':
      return tellsOf(lock, act.value(instr.value));
    case 'set':
      return isField(act, instr) && tellsOf(lock, act.value(instr.value));
    default:
      return false;
  }
}

/** A function that releases the lock is given to code that runs it later. */
function takesRelease(facts: Facts, act: Activation, instr: Extract<Instr, { op: 'call' | 'new' }>, lock: Lock): boolean {
  return instr.args.some(({ value }) => pick(act.value(value), 'fn').some(({ file, fn }) => releases(facts, file, fn, lock)));
}

/** `list.push(i)`, `map.set(key, i)`. */
const keeps = (act: Activation, id: ValueId): boolean => nativesAt(act, id).some((path) => /^%(?:array|map|set)%\.(?:push|unshift|splice|set|add)$/.test(path));

const isField = (act: Activation, { obj }: Extract<Instr, { op: 'set' }>): boolean => !act.value(obj).some(({ k }) => k === 'view' || k === 'opaque');

/** A number from which the location of a lock can be told, where the location is one of many. */
export function tellsOf(lock: Lock, value: Value): boolean {
  const symbols = symbolsOf(lock.location.start);
  if (symbols.size === 0) return false;
  return value.some((alt) => (alt.k === 'num' && sharesSymbol(alt.n, symbols)) || (alt.k === 'view' && sharesSymbol(alt.view.offset, symbols)));
}

/** Offsets of the view itself tell nothing of the place within it. */
const symbolsOf = ({ terms }: Num): Set<string> => new Set(terms.map(({ symbol }) => symbol).filter((symbol) => !symbol.endsWith('.byteOffset')));

const sharesSymbol = (n: Num, symbols: ReadonlySet<string>): boolean => n.terms.some(({ symbol }) => symbols.has(symbol));

/** Whether running a function writes the lock's region other than by claiming it. */
function releases(facts: Facts, file: string, fn: number, lock: Lock): boolean {
  const runs = facts.activations.filter((act) => act.fn.id === fn && act.ir.file === file);
  return runs.some((run) => [...withCallees(run)].some((act) => [...act.events.keys()].some((id) => accessesAt(act, id).some((event) => mayRelease(lock, event)))));
}

const mayRelease = (lock: Lock, event: Parameters<typeof isClaim>[1]): boolean =>
  event.atomic && event.writes && locationOf(event).origin === lock.location.origin && !isClaim(lock, event) && !areApart(locationOf(event).start, lock.location.start);

/** Different constants are different words. */
function areApart(a: Num, b: Num): boolean {
  const d = N.valueOf(N.subtract(a, b));
  return d !== undefined && d !== 0;
}
