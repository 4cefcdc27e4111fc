/** Operators on values. */

import type { At, Instr, ValueId } from '../ir/ir.ts';
import type { Activation } from './activation.ts';
import { numeric } from './access.ts';
import { operateBig, operateBigUnary } from './bigint.ts';
import * as N from './number.ts';
import * as R from './range.ts';
import { BOOLEAN, STRING, UNDEFINED, boolean, narrow, number, opaque, pick, present, string, truthiness, type AltOf, type SharedTest, type Value } from './value.ts';

const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=', '===', '!==', 'in', 'instanceof']);

export function binary(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'binary' }>): Value {
  const { operator } = instr;
  const left = act.value(instr.left);
  const right = act.value(instr.right);
  if (left.length === 0 || right.length === 0) return [];
  if (operator === 'instanceof') return named(act, id, instanceOf(left, right));
  if (COMPARISONS.has(operator)) return equality(act, instr, named(act, id, compare(act, operator, left, right)));
  if (operator === '+' && (left.some(isText) || right.some(isText))) return concatenate(left, right);
  if (operator === '+' && (!isNumeric(left) || !isNumeric(right))) {
    // A text or a number: only a number is of interest.
    if (!left.some((alt) => alt.k === 'num' || alt.k === 'opaque') && !right.some((alt) => alt.k === 'num' || alt.k === 'opaque')) return STRING;
  }
  const big = [...left, ...right].some((alt) => alt.k === 'num' && alt.big);
  const a = numeric(act, left, `op:${act.site(id)}.l`);
  const b = numeric(act, right, `op:${act.site(id)}.r`);
  return number(big ? operateBig(operator, a, b, act) : N.operate(operator, a, b, act), big);
}

/** A test for shared memory is one boolean wherever it is asked again: it may have chosen what to allocate. */
const named = (act: Activation, id: ValueId, value: Value): Value =>
  value.map((alt) => (alt.k === 'bool' && alt.b === null && alt.test && alt.id === undefined ? { ...alt, id: `test:${act.site(id)}` } : alt));

/** `kind === 'i32'`, asked twice of one value, says one thing. */
function equality(act: Activation, { operator, left, right }: Extract<Instr, { op: 'binary' }>, result: Value): Value {
  const [alt] = result;
  if (!/^[!=]==?$/.test(operator) || alt?.k !== 'bool' || alt.b !== null || alt.id !== undefined) return result;
  const [a, b] = [text(act.value(left)), text(act.value(right))];
  if ((a === undefined) === (b === undefined) || (a ?? b)?.startsWith('\0')) return result;
  const asked = b === undefined ? right : left;
  const [one, ...more] = act.value(asked);
  const name = `${one?.k === 'opaque' && more.length === 0 ? one.origin : act.site(asked)}=${a ?? b}`;
  return [{ ...alt, id: operator.startsWith('!') ? `!${name}` : name }];
}

const isText = (alt: Value[number]): boolean => alt.k === 'str' || alt.k === 'url';
const isNumeric = (value: Value): boolean => value.every(({ k }) => k === 'num' || k === 'undefined' || k === 'bool');

function concatenate(left: Value, right: Value): Value {
  const [a, b] = [text(left), text(right)];
  return a === undefined || b === undefined ? STRING : string(a + b);
}

export function text(value: Value): string | undefined {
  const [alt] = value;
  if (value.length !== 1 || !alt) return undefined;
  if (alt.k === 'str') return alt.s ?? undefined;
  if (alt.k === 'url') return alt.path;
  const n = alt.k === 'num' ? N.valueOf(alt.n) : undefined;
  return n === undefined ? undefined : String(n);
}

function instanceOf(left: Value, right: Value): Value {
  const type = right.length === 1 && right[0]?.k === 'native' ? right[0].path : undefined;
  if (type === 'SharedArrayBuffer') return [{ k: 'bool', b: null, test: { whenTrue: 'shared', whenFalse: 'unshared' } }];
  if (type === 'ArrayBuffer') return [{ k: 'bool', b: null, test: { whenTrue: 'unshared' } }];
  void left;
  return BOOLEAN;
}

function compare(act: Activation, operator: string, left: Value, right: Value): Value {
  const known = comparison(act, operator, left, right);
  if (known !== undefined) return boolean(known);
  const test = availability(operator, left, right) ?? availability(operator, right, left);
  return test ? [{ k: 'bool', b: null, test }] : BOOLEAN;
}

/** `typeof SharedArrayBuffer === 'undefined'`: where it does not exist, no memory is shared. */
function availability(operator: string, left: Value, right: Value): SharedTest | undefined {
  const [type] = left;
  const wanted = text(right);
  if (wanted === undefined || left.length !== 1 || type?.k !== 'str' || type.s !== TYPEOF_SHARED) return constructorName(operator, left, wanted);
  const isAbsent = (wanted === 'undefined') === (operator === '===' || operator === '==');
  return isAbsent ? { whenTrue: 'unshared' } : { whenFalse: 'unshared' };
}

/** What `typeof SharedArrayBuffer` gives: a text that equals none, as it is not known which of two it is. */
export const TYPEOF_SHARED = '\0typeof SharedArrayBuffer';
/** What `x.constructor.name` and `Object.prototype.toString.call(x)` give for memory. */
export const TAG = '\0tag';

/** `mode === 'sab'`: a kind of memory by its name. */
const MODE = /^(?:sab|shared[-_ ]?(?:memory|(?:array[-_ ]?)?buffer))$/i;

function constructorName(operator: string, left: Value, wanted: string | undefined): SharedTest | undefined {
  const isTag = left.some((alt) => alt.k === 'str' && alt.s === TAG) && wanted?.includes('SharedArrayBuffer');
  if (!isTag && !MODE.test(wanted ?? '')) return undefined;
  const equal = operator === '===' || operator === '==';
  return equal ? { whenTrue: 'shared', whenFalse: 'unshared' } : { whenTrue: 'unshared', whenFalse: 'shared' };
}

function comparison(act: Activation, operator: string, left: Value, right: Value): boolean | undefined {
  const [a, b] = [left[0], right[0]];
  if (left.length !== 1 || right.length !== 1 || !a || !b) return undefined;
  if (a.k === 'num' && b.k === 'num') return compareNumbers(act, operator, a, b);
  const equality = /^[!=]=/.test(operator);
  if (!equality) return undefined;
  const [x, y] = [text(left), text(right)];
  if (x === undefined || y === undefined || x.startsWith('\0') || y.startsWith('\0') || a.k !== b.k) return undefined;
  return (x === y) === operator.startsWith('=');
}

function compareNumbers(act: Activation, operator: string, a: AltOf<'num'>, b: AltOf<'num'>): boolean | undefined {
  const d = N.rangeOf(N.subtract(a.n, b.n), act);
  if (R.isEmpty(d) || !d.int && (operator[0] === '=' || operator[0] === '!')) return undefined;
  switch (operator) {
    case '<':
      return d.hi < 0 ? true : d.lo >= 0 ? false : undefined;
    case '<=':
      return d.hi <= 0 ? true : d.lo > 0 ? false : undefined;
    case '>':
      return d.lo > 0 ? true : d.hi <= 0 ? false : undefined;
    case '>=':
      return d.lo >= 0 ? true : d.hi < 0 ? false : undefined;
    case '===':
    case '==':
      return R.isConstant(d) && d.lo === 0 ? true : R.contains(d, 0) ? undefined : false;
    case '!==':
    case '!=':
      return R.isConstant(d) && d.lo === 0 ? false : R.contains(d, 0) ? undefined : true;
    default:
      return undefined;
  }
}

export function unary(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'unary' }>): Value {
  const value = act.value(instr.value);
  switch (instr.operator) {
    case '!':
      return not(value);
    case 'falsy':
      return narrow(value, false);
    case 'truthy':
      return narrow(value, true);
    case 'present':
      return present(value);
    case 'nullish':
    case 'absent':
      return absence(value);
    case 'typeof':
      return value.length === 1 && value[0]?.k === 'native' && value[0].path === 'SharedArrayBuffer' ? string(TYPEOF_SHARED) : STRING;
    case 'void':
      return UNDEFINED;
    case 'delete':
      return BOOLEAN;
    default:
      return negated(act, id, instr.operator, value, instr.at);
  }
}

function negated(act: Activation, id: ValueId, operator: string, value: Value, at: At): Value {
  void at;
  const nums = pick(value, 'num');
  const n = numeric(act, value, `op:${act.site(id)}`);
  const big = nums.some((num) => num.big);
  return number(big ? operateBigUnary(operator, n, act) : N.operateUnary(operator, n, act), big);
}

function absence(value: Value): Value {
  const missing = value.filter(({ k }) => k === 'undefined' || k === 'null').length;
  if (value.length > 0 && missing === value.length) return boolean(true);
  const unsure = missing > 0 || value.some(({ k }) => k === 'opaque' || k === 'native');
  return unsure || value.length === 0 ? BOOLEAN : boolean(false);
}

function not(value: Value): Value {
  const known = truthiness(value);
  if (known !== undefined) return boolean(!known);
  const [alt] = value;
  if (value.length !== 1 || alt?.k !== 'bool') return BOOLEAN;
  const { test, id } = alt;
  const flipped: SharedTest | undefined = test && { ...(test.whenFalse && { whenTrue: test.whenFalse }), ...(test.whenTrue && { whenFalse: test.whenTrue }) };
  return [{ k: 'bool', b: null, ...(flipped && { test: flipped }), ...(id !== undefined && { id: id.startsWith('!') ? id.slice(1) : `!${id}` }) }];
}

export function template(act: Activation, instr: Extract<Instr, { op: 'template' }>): Value {
  let out = instr.texts[0] ?? '';
  for (const [i, part] of instr.parts.entries()) {
    const known = text(act.value(part));
    if (known === undefined || known.startsWith('\0')) return STRING;
    out += known + (instr.texts[i + 1] ?? '');
  }
  return string(out);
}

export { opaque };
