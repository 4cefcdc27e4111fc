/** How messages quote code and name places: one way for all rules. */

import type { At } from '../analysis/ir/ir.ts';
import { LineMap, type Position, type Span } from '../analysis/base/span.ts';
import { functionName, type Access, type Facts } from '../analysis/facts/facts.ts';
import type { Certainty } from '../analysis/facts/certainty.ts';
import * as N from '../analysis/solve/number.ts';
import type { Footprint } from '../analysis/solve/events.ts';

/** The text of a file that findings speak of. */
export type Texts = (file: string) => string | undefined;

const LONGEST = 60;

export class Words {
  readonly #lines = new Map<string, LineMap>();

  constructor(
    readonly facts: Facts,
    readonly texts: Texts,
  ) {}

  /** The source text at a place, on one line. */
  code(at: Span): string {
    const text = (this.texts(at.file) ?? '').slice(at.start, at.end).replace(/\s+/g, ' ');
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  }

  quote(at: Span): string {
    return `\`${this.code(at)}\``;
  }

  position(at: Span): Position {
    let lines = this.#lines.get(at.file);
    if (!lines) this.#lines.set(at.file, (lines = new LineMap(this.texts(at.file) ?? '')));
    return lines.position(at.start);
  }

  /** `worker.ts:12`, or `line 12` in the file that the message stands in. */
  place(at: Span, from: Span): string {
    const { line } = this.position(at);
    return at.file === from.file ? `line ${line}` : `${at.file.slice(at.file.lastIndexOf('/') + 1)}:${line}`;
  }

  /** `bytes 0–3`, if they are known. */
  bytes(footprint: Footprint): string | undefined {
    const { starts, width, end } = footprint;
    const last = end === undefined ? starts.hi + width - 1 : end ? N.rangeOf(end, this.facts.symbols).hi - 1 : Infinity;
    if (starts.lo !== starts.hi && end === undefined) return undefined;
    if (!Number.isFinite(starts.lo)) return undefined;
    if (!Number.isFinite(last)) return `bytes ${starts.lo} and up`;
    return starts.lo === last ? `byte ${starts.lo}` : `bytes ${starts.lo}–${last}`;
  }

  /** ` (bytes 0–3 of `region`)`. */
  where(access: Access): string {
    const { label, kind } = this.facts.region(access.event.view.origin);
    const bytes = this.bytes(access.event.footprint);
    const region = kind === 'unknown' && /^[\w$.]+$/.test(label) ? ` of \`${label}\`` : '';
    return bytes ? ` (${bytes}${region})` : '';
  }

  /** The function that an access stands in. */
  function(access: { readonly act: Access['act'] }): string {
    const name = functionName(access.act);
    return /^(?:the|a) /.test(name) ? name : `\`${name}\``;
  }

  span(file: string, at: At): Span {
    return { file, start: at[0], end: at[1] };
  }
}

/** Said before a message that is not proven. */
export const hedge = (certainty: Certainty): string => (certainty === 'proven' ? '' : certainty === 'likely' ? 'Likely: ' : 'Possibly: ');
