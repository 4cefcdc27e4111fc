/** Views used plainly that cover bytes accessed atomically through another view. */

import type { At } from '../ir/ir.ts';
import type { Span } from '../base/span.ts';
import { elementBytes } from '../models/elements.ts';
import type { AccessEvent } from '../solve/events.ts';
import * as N from '../solve/number.ts';
import type { View } from '../solve/value.ts';
import { isAtLeast, type Certainty } from './certainty.ts';
import type { Access, Facts } from './facts.ts';
import { overlap } from './overlap.ts';
import { NO_TURNS } from './turns/turns.ts';
import { creationOf, viewName } from './views.ts';

export interface Covering {
  readonly creation: Span;
  readonly view: View;
  readonly other: Access;
  readonly certainty: Certainty;
  /** It is not used plainly where it can be seen, but handed out. */
  readonly escapes: boolean;
  /** The first byte behind the atomic ones, in bytes from the start of the region. */
  readonly startAfter?: number;
  readonly offsetAt?: { readonly at: At; readonly insert: boolean };
}

export function coveringViews(facts: Facts): Covering[] {
  const out: Covering[] = [];
  for (const [origin] of facts.regions()) {
    const exposed = facts.touching(origin);
    const atomics = exposed.filter(({ event }) => event.atomic && event.view.kind !== '?');
    if (atomics.length === 0) continue;
    for (const use of usesOf(facts, origin, exposed)) {
      const found = covering(facts, use, atomics.filter(({ event }) => viewName(event.view) !== viewName(use.view)));
      if (found) out.push(found);
    }
  }
  return out;
}

interface Use {
  readonly view: View;
  readonly creation: Span;
  readonly escapes: boolean;
  /** Any access, for what it knows of the state. */
  readonly writes: boolean;
}

/** Views with plain accesses, or that code out of sight can hold. */
function usesOf(facts: Facts, origin: string, exposed: readonly Access[]): Use[] {
  const uses = new Map<string, Use>();
  const atomicNames = new Set(exposed.filter(({ event }) => event.atomic).map(({ event }) => viewName(event.view)));
  for (const { event } of exposed) {
    const creation = event.atomic ? undefined : creationOf(facts, event.view);
    if (!creation) continue;
    const known = uses.get(viewName(event.view));
    uses.set(viewName(event.view), { view: event.view, creation, escapes: false, writes: event.writes || (known?.writes ?? false) });
  }
  for (const view of facts.handedOut(origin)) {
    const creation = creationOf(facts, view);
    if (creation && !uses.has(viewName(view)) && !atomicNames.has(viewName(view))) uses.set(viewName(view), { view, creation, escapes: true, writes: true });
  }
  return [...uses.values()];
}

function covering(facts: Facts, use: Use, atomics: readonly Access[]): Covering | undefined {
  const whole = wholeView(use.view, use.writes);
  let best: Covering | undefined;
  let startAfter = 0;
  for (const other of atomics) {
    if (!use.writes && !other.event.writes) continue;
    const certainty = overlap(whole, other.event, { symbols: facts.symbols, isHeap: false, turns: () => NO_TURNS });
    if (!certainty || !isAtLeast(certainty, 'likely')) continue;
    startAfter = Math.max(startAfter, other.event.footprint.starts.hi + other.event.footprint.width);
    if (!best || !isAtLeast(best.certainty, certainty)) best = { creation: use.creation, view: use.view, other, certainty, escapes: use.escapes };
  }
  return best && { ...best, ...suggestion(facts, use, startAfter) };
}

/** The view as one bulk access. */
function wholeView(view: View, writes: boolean): AccessEvent {
  const size = elementBytes(view.kind);
  const end = view.length && N.add(view.offset, N.scale(view.length, size));
  return {
    kind: 'access', op: 'plain', atomic: false, reads: true, writes, view, bulk: 'view', exclusive: false, guarded: false, values: [], at: [0, 0], viewAt: [0, 0],
    footprint: { start: view.offset, end: end ?? null, toEnd: true, width: size, starts: N.rangeOf(view.offset, { info: NO_INFO, define: () => undefined }, true), viewStart: view.offset, viewEnd: end, refined: new Map(), atMostZero: [] },
  };
}

const NO_INFO = (): N.SymbolInfo => ({ range: { lo: 0, hi: Infinity, mod: 1, rem: 0, int: true }, label: '', exhaustive: false, natural: true });

function suggestion(facts: Facts, { view, creation }: Use, startAfter: number): Pick<Covering, 'startAfter' | 'offsetAt'> {
  const size = elementBytes(view.kind);
  const made = facts.seen('construct').find(({ at }) => at.file === creation.file && at.start === creation.start && at.end === creation.end);
  if (!made || !Number.isFinite(startAfter) || startAfter % size !== 0 || made.event.length) return {};
  const bytes = made.event.size && N.valueOf(made.event.size);
  const isEmpty = bytes !== undefined && startAfter >= bytes;
  // What the view itself accesses atomically would move along.
  if (isEmpty || facts.accessesTo(view.origin).some(({ event }) => event.atomic && viewName(event.view) === viewName(view))) return {};
  if (made.event.offsetAt) return { startAfter, offsetAt: { at: made.event.offsetAt, insert: false } };
  return { startAfter, offsetAt: { at: [creation.end - 1, creation.end - 1], insert: true } };
}
