/** An execution as a table: a column a thread, a row a step, with the place, the source and what it did. */

export interface Row {
  readonly thread: number;
  /** File and line, as short as possible. */
  readonly where: string;
  /** The source of the step; empty for what has none, such as a death. */
  readonly source: string;
  readonly result: string;
}

const [NARROWEST, WIDEST] = [22, 52];

export function table(names: readonly string[], rows: readonly Row[], width: number): string {
  const gutter = String(rows.length).length;
  const place = Math.max(0, ...rows.map((r) => r.where.length));
  const column = Math.max(NARROWEST, Math.min(WIDEST, Math.floor((width - gutter - 2 - place) / names.length) - 2));
  const line = (n: string, where: string, cells: readonly string[]): string =>
    `${n.padStart(gutter)}  ${where.padEnd(place)}  ${cells.map((c) => c.padEnd(column)).join('  ')}`.trimEnd();
  const out = [line('', '', names.map((n) => n.slice(0, column))), line('', '', names.map((n) => '─'.repeat(Math.min(column, Math.max(8, n.length)))))];
  rows.forEach((row, i) => {
    wrap(cell(row), column).forEach((text, k) => out.push(line(k === 0 ? String(i + 1) : '', k === 0 ? row.where : '', names.map((_, t) => (t === row.thread ? text : '')))));
  });
  return out.join('\n');
}

function cell(row: Row): string {
  if (row.source === '') return row.result;
  return `${row.source}${row.result === '' ? '' : ` ⇒ ${row.result}`}`;
}

/** Where a line may end: between words or arguments best of all, else where arguments begin, else between members. */
const BREAKS = [/^.*(?:\s|,(?=.))/, /^.*\((?=.)/, /^.*\.(?=.)/];

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const ends = BREAKS.map((b) => b.exec(rest.slice(0, width + 1))?.[0].length ?? 0);
    const cut = Math.min(width, ends.find((end) => end > width / 2) ?? width);
    lines.push(rest.slice(0, cut).trimEnd());
    rest = `  ${rest.slice(cut).trimStart()}`;
  }
  return [...lines, rest];
}
