/** Type assertions that tell the compiler something false about a region: its sharedness, or the type of its elements. */

import type { TypeIr } from '../ir/ir.ts';
import type { EventOf } from '../solve/events.ts';
import { pick, present, type Alt, type Value } from '../solve/value.ts';
import type { RegionInfo } from '../solve/world.ts';
import type { Certainty } from './certainty.ts';
import type { Facts, Seen } from './facts.ts';
import { isOnly } from './guards.ts';

export type FalseCast = {
  readonly seen: Seen<EventOf<'cast'>>;
  readonly region: RegionInfo;
  readonly certainty: Certainty;
} & ({ readonly lie: 'unshared' | 'shared' | 'any' } | { readonly lie: 'element'; readonly from: string; readonly to: string });

export function falseCasts(facts: Facts): FalseCast[] {
  const operands = new Set(facts.seen('atomics').flatMap(({ event, at }) => event.args.map((arg) => `${at.file}:${arg.at[0]}:${arg.at[1]}`)));
  return facts.seen('cast').flatMap((seen) => {
    const { event, at } = seen;
    const type = typeOf(seen);
    if (event.inner || !type) return [];
    if (isNamed(type, 'any')) return operands.has(`${at.file}:${at.start}:${at.end}`) ? [] : bareAny(facts, seen);
    return event.value.flatMap((alt) => falsehood(facts, seen, alt, type) ?? []);
  });
}

function typeOf({ act, id }: Seen<EventOf<'cast'>>): TypeIr | undefined {
  const instr = act.instr(id);
  return instr.op === 'cast' ? instr.type : undefined;
}

const isNamed = (type: TypeIr, name: string): boolean => type.kind === 'name' && type.name === name;

function bareAny(facts: Facts, seen: Seen<EventOf<'cast'>>): FalseCast[] {
  return seen.event.value.flatMap((alt): FalseCast[] => {
    const region = regionOf(facts, alt);
    return region?.shared === 'yes' ? [{ seen, region, lie: 'any', certainty: 'possible' }] : [];
  });
}

function falsehood(facts: Facts, seen: Seen<EventOf<'cast'>>, alt: Alt, type: TypeIr): FalseCast | undefined {
  const region = regionOf(facts, alt);
  if (!region) return undefined;
  const told = toldSharedness(facts, seen.event.target, type);
  const lie = told && aboutSharedness(seen, region, told);
  if (lie) return { seen, region, ...lie };
  const elements = aboutElements(alt, region, seen.event);
  return elements && { seen, region, lie: 'element', ...elements, certainty: region.shared === 'no' ? 'possible' : sure(region) };
}

function regionOf(facts: Facts, alt: Alt): RegionInfo | undefined {
  if (alt.k === 'region') return facts.region(alt.origin);
  return alt.k === 'view' && alt.view.kind !== '?' ? facts.region(alt.view.origin) : undefined;
}

const sure = ({ kind }: RegionInfo): Certainty => (kind === 'unknown' ? 'likely' : 'proven');

// --- sharedness

type Told = 'shared' | 'unshared';

/** Types of the platform that name memory which is not shared. */
const UNSHARED_NAMES = new Set(['BufferSource', 'BlobPart', 'BodyInit', 'XMLHttpRequestBodyInit']);

/** What a type says of its memory, if it says that it is one and not the other. */
function toldSharedness(facts: Facts, target: Value, type: TypeIr): Told | undefined {
  if (type.kind === 'name') {
    if (UNSHARED_NAMES.has(type.name) || (type.name === 'ArrayBufferView' && type.args[0] && isNamed(type.args[0], 'ArrayBuffer'))) return 'unshared';
    if (type.name === 'ArrayBufferView' && type.args[0] && isNamed(type.args[0], 'SharedArrayBuffer')) return 'shared';
  }
  const regions = target.flatMap((alt) => regionOf(facts, alt) ?? []);
  const opaque = target.some((alt) => alt.k === 'opaque');
  if (regions.length === 0 || opaque) return undefined;
  if (regions.every(({ shared }) => shared === 'no')) return 'unshared';
  return regions.every(({ shared }) => shared === 'yes') ? 'shared' : undefined;
}

function aboutSharedness({ event, act, id }: Seen<EventOf<'cast'>>, region: RegionInfo, told: Told): { lie: Told; certainty: Certainty } | undefined {
  const instr = act.instr(id);
  if (isOnly(told, { act, id }, region, instr.op === 'cast' ? { act, id: instr.value } : undefined)) return undefined;
  const [truth, opposite] = told === 'unshared' ? (['no', 'yes'] as const) : (['yes', 'no'] as const);
  if (region.shared === opposite) return { lie: told, certainty: isOneOf(event.value, (alt) => act.world.region(originOf(alt)).shared === truth) ? 'possible' : sure(region) };
  // A memory's buffer is declared an `ArrayBuffer` whatever it is: only a cast can say that it is shared.
  const isDeclared = region.shared === 'unknown' && region.kind === 'unknown' && region.at !== undefined;
  return isDeclared ? { lie: told, certainty: 'possible' } : undefined;
}

/** Of several values that the operand may have, the type fits another. */
const isOneOf = (value: Value, fits: (alt: Alt) => boolean): boolean => value.length > 1 && value.some((alt) => (alt.k === 'region' || alt.k === 'view') && fits(alt));

const originOf = (alt: Alt): string => (alt.k === 'region' ? alt.origin : alt.k === 'view' ? alt.view.origin : '');

// --- elements

function aboutElements(alt: Alt, region: RegionInfo, { value, target }: EventOf<'cast'>): { from: string; to: string } | undefined {
  const from = alt.k === 'view' ? alt.view.kind : region.shared === 'yes' ? 'SharedArrayBuffer' : undefined;
  const wanted = present(target);
  const kinds = pick(wanted, 'view').map(({ view }) => view.kind);
  const [to] = kinds;
  if (!from || !to || kinds.length < wanted.length) return undefined;
  // A handle that may be one of several kinds is narrowed to one of them.
  return kinds.some((kind) => kind === from || pick(value, 'view').some(({ view }) => view.kind === kind)) ? undefined : { from, to };
}
