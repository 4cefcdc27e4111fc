/**
 * What `instanceof SharedArrayBuffer` shows of a value of which only its origin is known: behind the test it is a region.
 *
 * A test of `ArrayBuffer` shows no private region, as another way may go on with a shared one; nor does one of a kind of
 * view tell the kind of a value that is another kind on another way.
 */

import type { Instr } from '../ir/ir.ts';
import type { Activation } from './activation.ts';
import { typed } from './annotations.ts';
import { withMember, type State } from './state.ts';
import { MANY, only, type Alt, type Value } from './value.ts';

const isUntyped = (alt: Alt | undefined): alt is Extract<Alt, { k: 'opaque' }> => alt?.k === 'opaque' && alt.type === undefined && alt.origin !== MANY;

/** `value instanceof SharedArrayBuffer` holds. */
export function withShown(act: Activation, state: State, { left, right }: Extract<Instr, { op: 'binary' }>): State {
  const [alt, ...others] = act.value(left);
  if (only(act.value(right), 'native')?.path !== 'SharedArrayBuffer' || others.length > 0 || !isUntyped(alt)) return state;
  return { ...state, shown: withMember(state.shown, alt.origin) };
}

/** A value as tests have shown it to be. */
export function asShown(act: Activation, value: Value): Value {
  const { shown } = act.state;
  if (shown.size === 0) return value;
  const isShown = (alt: Alt): boolean => isUntyped(alt) && shown.has(alt.origin);
  return value.some(isShown) ? value.flatMap((alt) => (isShown(alt) && isUntyped(alt) ? region(act, alt.origin) : [alt])) : value;
}

function region(act: Activation, origin: string): Value {
  const label = act.world.labels.get(origin) ?? 'the buffer';
  return typed({ world: act.world, file: act.ir.file, origin, label }, { kind: 'name', name: 'SharedArrayBuffer', args: [] });
}
