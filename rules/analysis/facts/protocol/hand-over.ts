/** Ways on which a claim is handed to someone else to release: a callback that does, a claimed index that is kept. */

import type { Instr, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import * as N from '../../solve/number.ts';
import type { Num } from '../../solve/number.ts';
import { readField } from '../../solve/objects.ts';
import type { Value } from '../../solve/value.ts';
import type { Facts } from '../facts.ts';
import { accessesAt, isUnseen, nativesAt } from './effects.ts';
import { withCallees } from './flow.ts';
import { locationOf, type Made } from './location.ts';
import { isClaim, type Lock } from './locks.ts';

/** Whether an instruction, while the claim is held, makes someone else responsible for its release. */
export function handsOver(facts: Facts, act: Activation, id: ValueId, lock: Lock): boolean {
  const instr = act.instr(id);
  const isGiven = (value: ValueId): boolean => tellsOf(lock, act.value(value)) || givesBack(facts, act, lock, act.value(value));
  switch (instr.op) {
    case 'dispose':
      return isUnseen(act, id);
    case 'call':
    case 'new':
      return instr.args.some(({ value }) => givesBack(facts, act, lock, act.value(value)) || (keeps(act, id) && tellsOf(lock, act.value(value))));
    case 'yield':
      return isGiven(instr.value);
    case 'set':
      return isField(act, instr) && isGiven(instr.value);
    default:
      return false;
  }
}

const DEPTH = 2;

/** A function that releases the lock, an object with such a method, a promise of one. */
export function givesBack(facts: Facts, act: Activation, lock: Lock, value: Value, depth = 0): boolean {
  return value.some((alt) => {
    if (alt.k === 'fn') return releases(facts, alt.file, alt.fn, lock);
    if (alt.k === 'promise') return depth < DEPTH && givesBack(facts, act, lock, alt.of, depth + 1);
    if (alt.k !== 'obj') return false;
    const methods = alt.id.startsWith('C:') ? facts.world.class(alt.id.slice(2)) : undefined;
    if (methods?.ir.methods.some(({ fn }) => releases(facts, methods.file, fn, lock))) return true;
    return depth < DEPTH && facts.world.fieldsOf(alt.id).some((name) => givesBack(facts, act, lock, readField(act, alt, name), depth + 1));
  });
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

const known = new WeakMap<Lock, Map<string, boolean>>();

/** Whether running a function writes the lock's region other than by claiming it. */
function releases(facts: Facts, file: string, fn: number, lock: Lock): boolean {
  const verdicts = known.get(lock) ?? new Map<string, boolean>();
  known.set(lock, verdicts);
  const key = `${file}#${fn}`;
  let verdict = verdicts.get(key);
  if (verdict === undefined) verdicts.set(key, (verdict = facts.runsOf(file, fn).some((run) => runReleases(run, lock))));
  return verdict;
}

function runReleases(run: Activation, lock: Lock): boolean {
  for (const act of withCallees(run)) for (const id of act.events.keys()) if (accessesAt(act, id).some((event) => mayRelease(lock, { act, id, event }))) return true;
  return false;
}

const mayRelease = (lock: Lock, made: Made): boolean =>
  made.event.atomic && made.event.writes && lock.origins.has(made.event.view.origin) && !isClaim(lock, made.event) && !areApart(locationOf(made).start, lock.location.start);

/** Different constants are different words. */
function areApart(a: Num, b: Num): boolean {
  const d = N.valueOf(N.subtract(a, b));
  return d !== undefined && d !== 0;
}
