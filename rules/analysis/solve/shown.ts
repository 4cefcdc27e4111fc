/**
 * What `instanceof` shows.
 *
 * Of a value of which only its origin is known, `instanceof SharedArrayBuffer` shows that it is a region. A test of
 * `ArrayBuffer` shows no private region, as another way may go on with a shared one.
 *
 * Of a value that is one of several views, `instanceof Int32Array` shows which: the others are excluded, by the name of
 * the value that was tested. A declared view is one value under one name wherever it is read.
 */

import type { FunctionIr, Instr, ValueId } from '../ir/ir.ts';
import { elementKind } from '../models/elements.ts';
import type { Activation } from './activation.ts';
import { typed } from './annotations.ts';
import { withMember, type State } from './state.ts';
import { MANY, only, pick, type Alt, type Value, type View } from './value.ts';

type InstanceOf = Extract<Instr, { op: 'binary' }>;

/** `left instanceof right` is `truth`. */
export function withShown(act: Activation, state: State, { left, right }: InstanceOf, truth: boolean): State {
  const type = only(act.value(right), 'native')?.path;
  if (type === 'SharedArrayBuffer') return truth ? withRegion(act, state, left) : state;
  const kind = type === undefined || type === 'Buffer' ? undefined : elementKind(type);
  if (!kind) return state;
  const others = pick(act.value(left), 'view').filter(({ view }) => view.kind !== '?' && (view.kind === kind) !== truth);
  return others.reduce((next, { view }) => ({ ...next, excluded: withMember(next.excluded, nameOf(act, left, view)) }), state);
}

// --- regions

const isUntyped = (alt: Alt | undefined): alt is Extract<Alt, { k: 'opaque' }> => alt?.k === 'opaque' && alt.type === undefined && alt.origin !== MANY;

function withRegion(act: Activation, state: State, tested: ValueId): State {
  const [alt, ...others] = act.value(tested);
  return others.length === 0 && isUntyped(alt) ? { ...state, shown: withMember(state.shown, alt.origin) } : state;
}

function region(act: Activation, origin: string): Value {
  const label = act.world.labels.get(origin) ?? 'the buffer';
  return typed({ world: act.world, file: act.ir.file, origin, label }, { kind: 'name', name: 'SharedArrayBuffer', args: [] });
}

// --- views

function nameOf(act: Activation, id: ValueId, { site, origin }: View): string {
  return origin === `${site}.buffer` ? `view:${site}` : `view:${readAs(act, id)}:${site}`;
}

/** Two reads of one field of one object are one value. */
function readAs(act: Activation, id: ValueId): string {
  const instr = act.instr(id);
  if (instr.op === 'cast' || instr.op === 'declare') return readAs(act, instr.value);
  if (instr.op !== 'get' || typeof instr.key !== 'string') return act.site(id);
  return `${act.instr(instr.obj).op === 'this' ? act.site(-1) : readAs(act, instr.obj)}.${instr.key}`;
}

/** A test says what an earlier one said: the views that the other way of that one led to are no longer meant. */
export function withoutOtherWays(act: Activation, state: State, test: string, truth: boolean): State {
  let next = state;
  for (const [id, { from }] of phisOf(act.fn)) {
    const views = pick(act.rawValue(id), 'view');
    if (views.length < 2) continue;
    const possible = new Set(from.flatMap(([block, value]) => (act.left.get(block)?.known.get(test) === !truth ? [] : pick(act.rawValue(value), 'view').map(({ view }) => view.site))));
    if (possible.size === 0) continue;
    for (const { view } of views) if (!possible.has(view.site)) next = { ...next, excluded: withMember(next.excluded, nameOf(act, id, view)) };
  }
  return next;
}

type Phi = Extract<Instr, { op: 'phi' }>;

const phis = new WeakMap<FunctionIr, readonly (readonly [ValueId, Phi])[]>();

function phisOf(fn: FunctionIr): readonly (readonly [ValueId, Phi])[] {
  let found = phis.get(fn);
  if (!found) phis.set(fn, (found = fn.instrs.flatMap((instr, id): [ValueId, Phi][] => (instr.op === 'phi' ? [[id, instr]] : []))));
  return found;
}

/** The value of an instruction as tests have shown it to be. */
export function asShown(act: Activation, id: ValueId, value: Value): Value {
  const { shown, excluded } = act.state;
  return value.flatMap((alt) => {
    if (alt.k === 'view' && excluded.size > 0 && excluded.has(nameOf(act, id, alt.view))) return [];
    return shown.size > 0 && isUntyped(alt) && shown.has(alt.origin) ? region(act, alt.origin) : [alt];
  });
}
