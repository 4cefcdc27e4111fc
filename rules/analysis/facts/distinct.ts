/** One access for each expression and what it touches: a function that is reached in many ways often touches the same. */

import * as N from '../solve/number.ts';
import type { Num } from '../solve/number.ts';
import type { AccessEvent, Footprint } from '../solve/events.ts';
import type { Access } from './seen.ts';

/** Runs of one expression that differ only in the names of what is not known; of more than these, the first stand for all. */
const ALIKE = 6;

export function distinctAccesses(accesses: readonly Access[]): readonly Access[] {
  if (accesses.length < 2) return accesses;
  const seen = new Set<string>();
  const alike = new Map<string, number>();
  return accesses.filter(({ at, event }) => {
    const place = `${at.file}:${at.start}:${at.end}`;
    const [bytes, shape] = [`${place} ${bytesKey(event)}`, `${place} ${shapeKey(event)}`];
    const others = alike.get(shape) ?? 0;
    if (others >= ALIKE || seen.has(bytes)) return false;
    seen.add(bytes);
    alike.set(shape, others + 1);
    return true;
  });
}

function shapeKey({ op, view, bulk, footprint, reads, writes }: AccessEvent): string {
  const { start, end, starts, viewStart, viewEnd } = footprint;
  const forms = [start, end, viewStart, viewEnd].map((form) => (form ? `${form.base.lo},${form.base.hi}${form.terms.map(({ factor }) => `+${factor}`).join('')}` : String(form)));
  return `${op} ${reads}${writes} ${view.kind} ${view.site} ${bulk} ${forms.join()} ${starts.lo},${starts.hi},${starts.mod},${starts.rem}`;
}

function bytesKey({ op, view, bulk, footprint, index, reads, writes }: AccessEvent): string {
  const { start, end, starts, viewStart, viewEnd } = footprint;
  const forms = [start, end, viewStart, viewEnd, index].map((form) => (form ? N.key(form) : String(form)));
  return `${op} ${reads}${writes} ${view.kind} ${view.made} ${bulk} ${forms.join()} ${starts.lo},${starts.hi},${starts.mod},${starts.rem} ${shown(footprint, start)}`;
}

/** What tests have shown of the symbols in a form. */
function shown({ refined, atMostZero }: Footprint, form: Num): string {
  if (form.terms.length === 0) return '';
  const symbols = form.terms.map(({ symbol }) => symbol);
  const ranges = symbols.map((symbol) => {
    const range = refined.get(symbol);
    return range ? `${range.lo},${range.hi},${range.mod},${range.rem}` : '';
  });
  const bounds = atMostZero.filter(({ terms }) => terms.some(({ symbol }) => symbols.includes(symbol))).map(N.key);
  return `${ranges.join()} ${bounds.sort().join()}`;
}
