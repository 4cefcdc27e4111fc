/** What a test shows of what runs behind it. */

import type { Instr, ValueId } from '../ir/ir.ts';
import type { Activation } from './activation.ts';
import { text } from './arithmetic.ts';
import * as N from './number.ts';
import { readField } from './objects.ts';
import * as R from './range.ts';
import { withoutOtherWays, withShown } from './shown.ts';
import { withEntry, withMember, type State } from './state.ts';
import { pick, present, truthiness, type Value } from './value.ts';

export function refine(act: Activation, state: State, cond: ValueId, truth: boolean): State | undefined {
  const value = act.value(cond);
  const known = truthiness(value);
  if (value.length > 0 && known === !truth) return undefined;
  const instr = act.instr(cond);
  if (instr.op === 'unary' && instr.operator === '!') return refine(act, refineBoolean(act, state, value, truth), instr.value, !truth);
  const next = refineBy(act, refineBoolean(act, state, value, truth), instr, truth);
  if (!next) return undefined;
  const [alt] = value;
  // `if (offset % 8)`: false means 0.
  if (alt?.k === 'num' && value.length === 1 && !truth) return between(act, next, alt.n, 0, 0);
  if (alt?.k === 'num' && value.length === 1 && truth) return notZero(act, next, alt.n);
  return feasible(next) ? next : undefined;
}

function refineBy(act: Activation, state: State, instr: Instr, truth: boolean): State | undefined {
  if (instr.op === 'binary') return refineBinary(act, state, instr, truth);
  return instr.op === 'call' ? refineCall(act, state, instr, truth) : saysShared(act, instr) ? { ...state, [truth ? 'shared' : 'unshared']: true } : state;
}

const SHARED = /^(?:is|are|use|uses|has|can|supports)?_?(?:Shared|SAB)_?(?:Memory|Buffers?|ArrayBuffers?)?$/i;

/** `shared ? Atomics.load(v, i) : v[i]`: a flag that nothing else explains is what its name says. */
function saysShared(act: Activation, instr: Instr, depth = 0): boolean {
  if (depth > 4) return false;
  switch (instr.op) {
    case 'param':
      return SHARED.test(act.fn.params[instr.index]?.name ?? '');
    case 'get':
      return typeof instr.key === 'string' && SHARED.test(instr.key.replace(/^#/, ''));
    case 'load':
      return SHARED.test(act.ir.cells[instr.cell]?.name ?? '');
    case 'declare':
    case 'cast':
      return saysShared(act, act.instr(instr.value), depth + 1);
    default:
      return false;
  }
}

const feasible = (state: State): boolean => ![...state.refined.values()].some(R.isEmpty);

function refineBoolean(act: Activation, state: State, value: Value, truth: boolean): State {
  const [alt] = value;
  if (value.length !== 1 || !alt) return state;
  if (alt.k === 'opaque') return { ...state, known: withEntry(state.known, alt.origin, truth) };
  if (alt.k !== 'bool') return state;
  const shown = truth ? alt.test?.whenTrue : alt.test?.whenFalse;
  const next = shown ? { ...state, [shown]: true } : state;
  if (alt.id === undefined) return next;
  const [id, sense] = alt.id.startsWith('!') ? [alt.id.slice(1), !truth] : [alt.id, truth];
  return withoutOtherWays(act, { ...next, known: withEntry(next.known, id, sense) }, id, sense);
}

/** `Number.isInteger(offset / 8)`. */
function refineCall(act: Activation, state: State, instr: Extract<Instr, { op: 'call' }>, truth: boolean): State {
  const callee = act.value(instr.callee)[0];
  const argument = instr.args[0];
  if (!truth || callee?.k !== 'native' || !/^Number\.is(?:Safe)?Integer$/.test(callee.path) || !argument) return state;
  const [alt] = act.value(argument.value);
  if (alt?.k !== 'num' || alt.n.terms.length !== 1 || !R.isConstant(alt.n.base) || alt.n.base.lo !== 0) return state;
  const { symbol, factor } = alt.n.terms[0] as N.Term;
  const step = 1 / factor;
  return Number.isInteger(step) && step > 1 ? congruent(act, state, symbol, step, 0) : state;
}

function refineBinary(act: Activation, state: State, instr: Extract<Instr, { op: 'binary' }>, truth: boolean): State | undefined {
  if (instr.operator === 'instanceof') return withShown(act, state, instr, truth);
  // What may be missing compares as no number does: such a test still tells what the number is, if there is one.
  const [left, right] = [present(act.value(instr.left)), present(act.value(instr.right))];
  const operator = truth ? instr.operator : NEGATED[instr.operator];
  if (operator === undefined) return state;
  const [a, b] = [left[0], right[0]];
  if (a?.k === 'num' && b?.k === 'num' && left.length === 1 && right.length === 1) return refineNumbers(act, state, operator, N.subtract(a.n, b.n));
  if (operator === '===' || operator === '==') return excludeOthers(act, excludeOthers(act, state, instr.left, text(right)), instr.right, text(left));
  return state;
}

const NEGATED: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '===': '!==', '!==': '===', '==': '!=', '!=': '==' };

/** `d operator 0` holds. */
function refineNumbers(act: Activation, state: State, operator: string, d: N.Num): State | undefined {
  const whole = N.isInteger(d, act);
  switch (operator) {
    case '<':
      return between(act, state, d, -Infinity, whole ? -1 : 0);
    case '<=':
      return between(act, state, d, -Infinity, 0);
    case '>':
      return between(act, state, d, whole ? 1 : 0, Infinity);
    case '>=':
      return between(act, state, d, 0, Infinity);
    case '===':
    case '==':
      return between(act, state, d, 0, 0);
    default:
      return notZero(act, state, d);
  }
}

/** `lo ≤ d ≤ hi` holds. */
function between(act: Activation, state: State, d: N.Num, lo: number, hi: number): State | undefined {
  let next = state;
  if (hi === 0 || hi === -1) next = { ...next, atMostZero: [...next.atMostZero, N.add(d, N.constant(-hi))] };
  if (lo === 0 || lo === 1) next = { ...next, atMostZero: [...next.atMostZero, N.add(N.scale(d, -1), N.constant(lo))] };
  const [term, ...more] = d.terms;
  if (!term || more.length > 0 || !R.isConstant(d.base)) return next;
  const { symbol, factor } = term;
  const bounds = [(lo - d.base.lo) / factor, (hi - d.base.lo) / factor].sort((x, y) => x - y) as [number, number];
  const old = next.refined.get(symbol) ?? act.world.info(symbol).range;
  const met = R.meet(old, R.range(Math.ceil(bounds[0]), Math.floor(bounds[1])));
  if (R.isEmpty(met)) return undefined;
  next = { ...next, refined: withEntry(next.refined, symbol, met) };
  return R.isConstant(met) ? throughRemainder(act, next, symbol, met.lo) : next;
}

/** A remainder or mask of low bits that is known tells the congruence of its operand. */
function throughRemainder(act: Activation, state: State, symbol: string, value: number): State {
  const { derived } = act.world.info(symbol);
  const [left, right] = derived?.operands ?? [];
  const by = right && N.valueOf(right);
  if (!left || by === undefined || left.terms.length !== 1 || !R.isConstant(left.base)) return state;
  const modulus = derived?.operator === '%' ? by : derived?.operator === '&' && N.isPowerOfTwo(by + 1) ? by + 1 : undefined;
  const { symbol: operand, factor } = left.terms[0] as N.Term;
  if (modulus === undefined || modulus < 2 || factor !== 1) return state;
  return congruent(act, state, operand, modulus, value - left.base.lo);
}

function congruent(act: Activation, state: State, symbol: string, mod: number, rem: number): State {
  const old = state.refined.get(symbol) ?? act.world.info(symbol).range;
  const met = R.meet(old, R.range(-Infinity, Infinity, mod, rem));
  return { ...state, refined: withEntry(state.refined, symbol, met) };
}

function notZero(act: Activation, state: State, d: N.Num): State | undefined {
  const [term, ...more] = d.terms;
  if (!term || more.length > 0 || !R.isConstant(d.base)) return state;
  const excluded = -d.base.lo / term.factor;
  const old = state.refined.get(term.symbol) ?? act.world.info(term.symbol).range;
  if (old.lo !== excluded && old.hi !== excluded) return state;
  const met = R.range(old.lo === excluded ? old.lo + 1 : old.lo, old.hi === excluded ? old.hi - 1 : old.hi, old.mod === 0 ? 1 : old.mod, old.rem, old.int);
  return R.isEmpty(met) ? undefined : { ...state, refined: withEntry(state.refined, term.symbol, met) };
}

/** `message.kind === 'init'`: the messages of another kind are not meant behind it. */
function excludeOthers(act: Activation, state: State, tested: ValueId, wanted: string | undefined): State {
  const instr = act.instr(tested);
  if (wanted === undefined || instr.op !== 'get' || typeof instr.key !== 'string') return state;
  let next = state;
  for (const obj of pick(act.value(instr.obj), 'obj')) {
    const kinds = readField(act, obj, instr.key);
    const possible = kinds.length === 0 || kinds.some((kind) => kind.k !== 'undefined' && (text([kind]) === undefined || text([kind]) === wanted));
    if (!possible) next = { ...next, excluded: withMember(next.excluded, obj.id) };
  }
  return next;
}
