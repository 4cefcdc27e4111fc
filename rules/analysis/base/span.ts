/** A stretch of source text: absolute path and UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A line and a column, both from 1; the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export const sameSpan = (a: Span, b: Span): boolean =>
  a.file === b.file && a.start === b.start && a.end === b.end;

/** Maps UTF-16 offsets of one text to lines and columns; LF, CR LF, CR and the two Unicode separators end a line, as in ECMA-262. */
export class LineMap {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    const ends = /\r\n|[\n\r\u2028\u2029]/g;
    while (ends.test(text)) this.#starts.push(ends.lastIndex);
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
