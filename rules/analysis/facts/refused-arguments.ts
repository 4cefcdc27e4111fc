/** Shared memory handed to platform functions that refuse it. */

import type { Span } from '../base/span.ts';
import type { TypeIr, ValueId } from '../ir/ir.ts';
import { elementKind, type ElementKind } from '../models/elements.ts';
import { refusalsOf, type Host, type Refusal } from '../models/refusals.ts';
import type { Activation } from '../solve/activation.ts';
import type { EventOf } from '../solve/events.ts';
import { declaredType } from '../solve/named-types.ts';
import { pick, type Value } from '../solve/value.ts';
import { viewsIn } from '../solve/views.ts';
import type { RegionInfo } from '../solve/world.ts';
import type { Facts, Seen } from './facts.ts';
import { isOnly, type Place } from './guards.ts';
import { literalsOf, type Written } from './literals.ts';

export interface RefusedArgument {
  readonly seen: Seen<EventOf<'call'>>;
  /** What is refused, as far as it is written in the call. */
  readonly at: Span;
  readonly refusal: Refusal;
  /** The hosts asked for that refuse it. */
  readonly by: readonly Host[];
  readonly region: RegionInfo;
  /** The kind of view, or undefined for a buffer. */
  readonly kind: ElementKind | undefined;
  /** Without the assertions around it; undefined where it is not written in the call, or as a `BodyInit` or the like. */
  readonly expression: Span | undefined;
  readonly isShorthand: boolean;
  readonly isStatement: boolean;
}

export function refusedArguments(facts: Facts, hosts: readonly Host[]): RefusedArgument[] {
  return facts.seen('call').flatMap((seen) =>
    refusalsOf(seen.event.native ?? '').flatMap((refusal): RefusedArgument[] => {
      const by = refusal.by.filter((host) => hosts.includes(host));
      return by.length === 0 ? [] : handed(facts, seen, refusal).flatMap((one) => refused(facts, seen, one, refusal, by) ?? []);
    }),
  );
}

interface Handed {
  readonly at: Span;
  readonly value: Value;
  readonly from?: Place | undefined;
  readonly expression?: Span | undefined;
  readonly isShorthand?: boolean;
}

/** The argument, or the members of it that are meant. */
function handed(facts: Facts, { event, act, id }: Seen<EventOf<'call'>>, { argument, member }: Refusal): Handed[] {
  const arg = event.args[argument];
  if (!arg) return [];
  const at = act.span(arg.at);
  if (member === undefined) {
    const from = argumentAt(act, id, at);
    return [{ at, value: arg.value, ...(from !== undefined && { from: { act, id: from }, expression: bare(act, from, at) }) }];
  }
  const literals = literalsOf(facts);
  const written = member === '[]' ? literals.elementsOf(arg.value) : literals.membersOf(arg.value, member);
  if (written.length === 0) return [{ at, value: held(facts, arg.value, member) }];
  return written.map((one): Handed => (isInside(one.at, at) ? inCall(one) : { at, value: one.value, from: { act: one.act, id: one.from } }));
}

const inCall = ({ act, at, value, from, isShorthand }: Written): Handed => ({ at, value, from: { act, id: from }, isShorthand, expression: bare(act, from, at) });

const isInside = (inner: Span, outer: Span): boolean => inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;

/** What a member of an object holds that is not written out. */
function held(facts: Facts, value: Value, member: string): Value {
  const isMeant = (name: string): boolean => (member === '[]' ? /^\d+$|^\[\]$/.test(name) : name === member);
  return pick(value, 'obj').flatMap(({ id }) => facts.world.fieldsOf(id).filter(isMeant).flatMap((name) => facts.world.peek(`o:${id}.${name}`)));
}

/** The argument at a place, unless it is spread. */
function argumentAt(act: Activation, id: ValueId, at: Span): ValueId | undefined {
  const instr = act.instr(id);
  const arg = instr.op === 'call' || instr.op === 'new' ? instr.args.find((one) => one.at[0] === at.start && one.at[1] === at.end) : undefined;
  return arg && !arg.spread ? arg.value : undefined;
}

/** The expression inside the assertions that stand within `at`; `at` itself where there are none. */
function bare(act: Activation, value: ValueId, at: Span): Span | undefined {
  let inner = at;
  let instr = act.instr(value);
  for (; instr.op === 'cast' && instr.at[0] >= at.start && instr.at[1] <= at.end; instr = act.instr(instr.value)) inner = act.span(instr.valueAt);
  return instr.op === 'declare' && isHiding(act, act.ir.file, instr.type) ? undefined : inner;
}

/** A type of a library that may be a view, or something else. */
function isHiding(act: Activation, file: string, type: TypeIr, depth = 0): boolean {
  if (type.kind === 'union') return type.of.some((one) => isHiding(act, file, one, depth));
  if (type.kind !== 'name' || elementKind(type.name) || /^(?:any|(?:Shared)?ArrayBuffer)$/.test(type.name)) return false;
  const found = depth < 8 ? declaredType(act.world, file, type) : undefined;
  return !found || isHiding(act, found.file, found.type, depth + 1);
}

function refused(facts: Facts, seen: Seen<EventOf<'call'>>, { at, value, from, expression, isShorthand = false }: Handed, refusal: Refusal, by: readonly Host[]): RefusedArgument | undefined {
  const { act, id } = seen;
  const shared = memoryIn(act, value).find(({ origin }) => facts.isShared(origin) && !isOnly('unshared', { act, id }, facts.region(origin), from));
  if (!shared) return undefined;
  const instr = act.instr(id);
  return { seen, at, refusal, by, region: facts.region(shared.origin), kind: shared.kind, expression, isShorthand, isStatement: instr.op === 'call' && instr.statement };
}

/** Buffers, and views of which more is known than their use. */
function memoryIn(act: Activation, value: Value): { readonly origin: string; readonly kind: ElementKind | undefined }[] {
  const views = viewsIn(act, value).flatMap(({ origin, kind, unshared }) => (kind === '?' || unshared ? [] : [{ origin, kind }]));
  return [...views, ...pick(value, 'region').map(({ origin }) => ({ origin, kind: undefined }))];
}
