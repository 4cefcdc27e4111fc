/** `Atomics` calls and shared memories that throw. ECMA-262, ValidateIntegerTypedArray, ValidateAtomicAccess, DoWait. */

import { ATOMICS } from '../models/atomics.ts';
import { isAtomicKind, isBigKind, isWaitableKind } from '../models/elements.ts';
import type { ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import type { EventOf } from '../solve/events.ts';
import * as N from '../solve/number.ts';
import { isThis } from '../solve/objects.ts';
import { pick, present, type Alt, type Value, type View } from '../solve/value.ts';
import { viewsIn } from '../solve/views.ts';
import type { Facts, Seen } from './facts.ts';

export type OperandFault =
  | { readonly kind: 'memory'; readonly origin?: undefined }
  | { readonly kind: 'view'; readonly op: string; readonly got: string; readonly waits: boolean; readonly origin?: string }
  | { readonly kind: 'unshared'; readonly op: string; readonly origin: string }
  | { readonly kind: 'value'; readonly op: string; readonly got: string; readonly big: boolean; readonly origin: string }
  | { readonly kind: 'index'; readonly op: string; readonly index: number; readonly length: number; readonly origin: string };

export interface InvalidOperand {
  readonly seen: Seen;
  readonly fault: OperandFault;
}

export function invalidOperands(facts: Facts): InvalidOperand[] {
  const memories = facts.seen('memory').filter(({ event }) => event.shared && !event.maximum);
  const calls = facts.seen('atomics').flatMap((seen): InvalidOperand[] => {
    const fault = faultOf(facts, seen);
    return fault ? [{ seen, fault }] : [];
  });
  return [...memories.map((seen): InvalidOperand => ({ seen, fault: { kind: 'memory' } })), ...calls];
}

function faultOf(facts: Facts, { event, act, id }: Seen<EventOf<'atomics'>>): OperandFault | undefined {
  const target = event.args[0]?.value ?? [];
  const views = viewsIn(act, target);
  const waits = ATOMICS[event.op]?.waits ?? false;
  const isMerged = isMergedField(act, id);
  for (const view of views) {
    if (isMerged ? views.length > 1 : !isCertain(facts, view, target)) continue;
    const fault = viewFault(facts, event, view, waits);
    if (fault) return fault;
  }
  const [alt] = target;
  const other = target.length === 1 && views.length === 0 && alt ? notAView(alt) : undefined;
  return other ? { kind: 'view', op: event.op, got: other, waits } : undefined;
}

/** A field as any instance of its class may hold it: which of several allocations an instance has cannot be told. */
function isMergedField(act: Activation, id: ValueId): boolean {
  const call = act.instr(id);
  const target = call.op === 'call' && call.args[0] ? act.instr(call.args[0].value) : undefined;
  return target?.op === 'get' && act.value(target.obj).some((alt) => alt.k === 'obj' && alt.id.startsWith('C:') && (alt.inst === undefined || isThis(alt)));
}

/** Of several allocations one is enough; of several declared types, any may be meant. */
const isCertain = (facts: Facts, view: View, target: Value): boolean => present(target).length === 1 || facts.region(view.origin).kind !== 'unknown';

function notAView(alt: Alt): string | undefined {
  if (alt.k === 'region') return 'SharedArrayBuffer';
  if (alt.k === 'num') return 'number';
  return alt.k === 'obj' && alt.id.startsWith('arr:') ? 'Array' : undefined;
}

function viewFault(facts: Facts, event: EventOf<'atomics'>, view: View, waits: boolean): OperandFault | undefined {
  const { kind, origin } = view;
  const { op, args } = event;
  if (kind === '?' || view.weak) return undefined;
  if (waits ? !isWaitableKind(kind) : !isAtomicKind(kind)) return { kind: 'view', op, got: kind, waits, origin };
  if ((op === 'wait' || op === 'waitAsync') && facts.region(origin).shared === 'no') return { kind: 'unshared', op, origin };
  const big = isBigKind(kind);
  for (const i of ATOMICS[op]?.values ?? []) {
    const numbers = pick(args[i]?.value ?? [], 'num');
    if (numbers.length > 0 && numbers.length === args[i]?.value.length && numbers.every((one) => one.big !== big)) return { kind: 'value', op, got: kind, big, origin };
  }
  return indexFault(event, view);
}

function indexFault({ op, args }: EventOf<'atomics'>, view: View): OperandFault | undefined {
  const [alt] = args[1]?.value ?? [];
  const index = args[1]?.value.length === 1 && alt?.k === 'num' ? N.valueOf(alt.n) : undefined;
  const length = view.length && N.valueOf(view.length);
  if (index === undefined) return undefined;
  const at = Math.trunc(index);
  return at < 0 || (length !== undefined && at >= length) ? { kind: 'index', op, index: at, length: length ?? 0, origin: view.origin } : undefined;
}
