/** The `Atomics` call that does what a plain element access does. */

import type { Span } from '../analysis/base/span.ts';
import type { Access, Facts } from '../analysis/facts/facts.ts';
import { hasPlainNeighbours } from '../analysis/facts/neighbours.ts';
import type { Instr } from '../analysis/ir/ir.ts';
import { isAtomicKind, isBigKind } from '../analysis/models/elements.ts';
import * as N from '../analysis/solve/number.ts';
import type { Words } from './words.ts';

export interface AtomicForm {
  readonly at: Span;
  readonly text: string;
  /** It gives the same result wherever the program runs on one thread. */
  readonly safe: boolean;
}

const UPDATES: Readonly<Record<string, string>> = { '+': 'add', '-': 'sub', '&': 'and', '|': 'or', '^': 'xor' };

/** Undefined where there is none: no integer view, a bulk operation, a destructuring pattern, an operator without one. */
export function atomicForm(access: Access, words: Words): AtomicForm | undefined {
  const { event, act, id } = access;
  const { view, bulk, indexAt } = event;
  const instr = act.instr(id);
  if (bulk || !indexAt || view.kind === '?' || !isAtomicKind(view.kind) || !areAllAtomic(access)) return undefined;
  const target = `${source(words, access, event.viewAt)}, ${source(words, access, indexAt)}`;
  if (instr.op === 'get') return instr.way === 'expression' ? { at: access.at, text: `Atomics.load(${target})`, safe: inBounds(access) } : undefined;
  return instr.op === 'set' ? written(access, words, instr, target) : undefined;
}

/** The expression is never on a view of another kind, which `Atomics` refuses. */
const areAllAtomic = ({ act, id }: Access): boolean => (act.events.get(id) ?? []).every((event) => event.kind !== 'access' || event.view.kind === '?' || isAtomicKind(event.view.kind));

/**
 * Whether a form can be put in on its own: the same expression runs on no other memory, where `Atomics` would throw, and
 * no plain neighbour is left that only then meets an atomic access.
 */
export const isSafeAlone = (form: AtomicForm, access: Access, facts: Facts): boolean => form.safe && everyContextAgrees(access, facts) && !hasPlainNeighbours(facts, access);

function everyContextAgrees(access: Access, facts: Facts): boolean {
  const { kind } = access.event.view;
  return facts.seen('access').every(({ event, at }) => !same(at, access.at) || (event.view.kind !== '?' && isAtomicKind(event.view.kind) && isBigKind(event.view.kind) === (kind !== '?' && isBigKind(kind))));
}

const same = (a: Span, b: Span): boolean => a.file === b.file && a.start === b.start && a.end === b.end;

function written(access: Access, words: Words, instr: Extract<Instr, { op: 'set' }>, target: string): AtomicForm | undefined {
  const { at } = access;
  const { update } = instr;
  const big = access.event.view.kind !== '?' && isBigKind(access.event.view.kind);
  if (!update) {
    // `for (v[0] of …)` and patterns have no value of their own to store.
    if (instr.valueAt[0] === instr.at[0] && instr.valueAt[1] === instr.at[1]) return undefined;
    const text = `Atomics.store(${target}, ${source(words, access, instr.valueAt)})`;
    return { at, text, safe: instr.statement && inBounds(access) && hasKind(access, instr.value, big) };
  }
  const operation = UPDATES[update.operator];
  if (!operation) return undefined;
  const operand = update.operandAt ? source(words, access, update.operandAt) : big ? '1n' : '1';
  const exact = update.operandAt === null || ((update.operator !== '+' && update.operator !== '-') || isInteger(access, update.operand));
  const right = update.operandAt === null || hasKind(access, update.operand, big);
  return { at, text: `Atomics.${operation}(${target}, ${operand})`, safe: instr.statement && inBounds(access) && exact && right };
}

function source(words: Words, access: Access, at: readonly [number, number]): string {
  const text = (words.texts(access.at.file) ?? '').slice(at[0], at[1]);
  // A sequence would become two arguments.
  return /^[^()[\]{}'"`]*,/.test(text) ? `(${text})` : text;
}

/** `Atomics` throws where a plain access beyond the view is only undefined. */
function inBounds({ event, act }: Access): boolean {
  const { index, view, footprint } = event;
  if (!index || !view.length) return false;
  const known = { ...act.world, info: (symbol: string) => ({ ...act.world.info(symbol), range: footprint.refined.get(symbol) ?? act.world.info(symbol).range }), define: () => undefined };
  const { lo, hi } = N.rangeOf(index, known);
  const least = N.rangeOf(view.length, known).lo;
  if (!N.isInteger(index, known) || lo < 0) return false;
  if (hi < least) return true;
  // `i < v.length` was tested.
  const over = N.add(N.subtract(index, view.length), N.constant(1));
  return footprint.atMostZero.some((shown) => N.sameNum(shown, over));
}

const hasKind = ({ act }: Access, id: number, big: boolean): boolean => {
  const value = act.value(id);
  return value.length > 0 && value.every((alt) => alt.k === 'num' && alt.big === big);
};

const isInteger = ({ act }: Access, id: number): boolean => act.value(id).every((alt) => alt.k === 'num' && N.isInteger(alt.n, act.world));
