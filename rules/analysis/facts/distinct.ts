/** One access for each expression and what it touches: a function that is reached in many ways often touches the same. */

import * as N from '../solve/number.ts';
import type { Num } from '../solve/number.ts';
import type { AccessEvent, Footprint } from '../solve/events.ts';
import type { Access } from './seen.ts';

export function distinctAccesses(accesses: readonly Access[]): readonly Access[] {
  if (accesses.length < 2) return accesses;
  const seen = new Map<string, Access>();
  for (const access of accesses) {
    const key = `${access.at.file}:${access.at.start}:${access.at.end} ${bytesKey(access.event)}`;
    if (!seen.has(key)) seen.set(key, access);
  }
  return [...seen.values()];
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
