/** What the terminal can show. */

import { COLORS, NO_COLORS, type Paint } from '../../rules/present/text/paint.ts';

export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An option wins over `FORCE_COLOR`, that over `NO_COLOR` (both: see force-color.org and no-color.org), that over the terminal. */
export function paintFor(stream: Stream, env: Environment, option: boolean | undefined): Paint {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (option !== undefined) return option ? COLORS : NO_COLORS;
  if (force !== undefined && force !== '') return force === '0' || force === 'false' ? NO_COLORS : COLORS;
  if (no !== undefined && no !== '') return NO_COLORS;
  return stream.isTTY && term !== 'dumb' ? COLORS : NO_COLORS;
}

const WIDEST = 110;
const USUAL = 100;
const NARROWEST = 40;

export const columnsFor = ({ columns }: Stream): number => Math.max(NARROWEST, Math.min(columns ?? USUAL, WIDEST));
