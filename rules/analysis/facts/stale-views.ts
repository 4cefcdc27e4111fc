/** Views, and lengths that were read, from before a region grew. */

import type { Span } from '../base/span.ts';
import type { RegionInfo } from '../solve/world.ts';
import type { Facts } from './facts.ts';
import { growths, type Growth } from './growth/growths.ts';
import { holdersOf, staysStale, type Holder } from './growth/stale-holders.ts';
import { staleUses, type StaleUse } from './growth/stale-uses.ts';

export interface StaleView {
  readonly at: Span;
  readonly growth: Growth;
  readonly region: RegionInfo;
  /** The use, or the field that stays as it was. */
  readonly what: { readonly kind: 'view' | 'length'; readonly of: Span } | { readonly kind: 'held'; readonly name: string; readonly isField: boolean };
}

export function staleViews(facts: Facts): StaleView[] {
  const holders = new Map<string, readonly Holder[]>();
  return growths(facts).filter(({ origin }) => canGrow(facts.region(origin))).flatMap((growth) => {
    const used = firstUses(staleUses(facts, growth), growth);
    if (!growth.isOwn) return used.map((use) => found(facts, growth, use));
    const known = holders.get(growth.origin) ?? holdersOf(facts, growth);
    holders.set(growth.origin, known);
    const held = known.filter((holder) => (holder.isField || used.length === 0) && staysStale(facts, holder, growth));
    return [...used.map((use) => found(facts, growth, use)), ...held.map(({ name, isField }): StaleView => ({ at: growth.at, growth, region: facts.region(growth.origin), what: { kind: 'held', name, isField } }))];
  });
}

/** `ArrayBuffer` has no `grow`; what is not known to be one may be shared. */
const canGrow = ({ kind, shared }: RegionInfo): boolean => kind === 'memory' || shared !== 'no';

const found = (facts: Facts, growth: Growth, { at, what, of }: StaleUse): StaleView => ({ at, growth, region: facts.region(growth.origin), what: { kind: what, of } });

/** The first use of each view and of each length. */
function firstUses(uses: readonly StaleUse[], growth: Growth): StaleUse[] {
  const call = growth.act.instr(growth.id).at;
  const order = ({ at }: StaleUse): number => (at.start >= call[1] ? at.start : at.start + 1e9);
  const first = new Map<string, StaleUse>();
  for (const use of [...uses].sort((a, b) => order(a) - order(b))) if (!first.has(use.key)) first.set(use.key, use);
  return [...first.values()];
}
