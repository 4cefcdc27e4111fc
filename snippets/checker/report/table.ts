/** An execution as a table: a column a thread, a row a step, with the source and what it did. */

export interface Row {
  readonly thread: number;
  /** File and line, as short as possible. */
  readonly where: string;
  /** The source of the step; empty for what has none, such as a death. */
  readonly source: string;
  readonly result: string;
}

export function table(names: readonly string[], rows: readonly Row[], width: number): string {
  const gutter = String(rows.length).length;
  const column = Math.max(22, Math.min(52, Math.floor((width - gutter) / names.length) - 2));
  const line = (n: string, cells: readonly string[]): string => `${n.padStart(gutter)}  ${cells.map((c) => c.padEnd(column)).join('  ')}`.trimEnd();
  const out = [line('', names.map((n) => n.slice(0, column))), line('', names.map((n) => '─'.repeat(Math.min(column, Math.max(8, n.length)))))];
  rows.forEach((row, i) => {
    wrap(cell(row), column).forEach((text, k) => out.push(line(k === 0 ? String(i + 1) : '', names.map((_, t) => (t === row.thread ? text : '')))));
  });
  return out.join('\n');
}

function cell(row: Row): string {
  if (row.source === '') return row.result;
  return `${row.where}  ${row.source}${row.result === '' ? '' : ` ⇒ ${row.result}`}`;
}

/** Breaks where words, arguments and members end, and indents what follows. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const whole = /^.*[\s,(.]/.exec(rest.slice(0, width + 1))?.[0].length ?? 0;
    const cut = whole > width / 2 ? Math.min(whole, width) : width;
    lines.push(rest.slice(0, cut).trimEnd());
    rest = `    ${rest.slice(cut).trimStart()}`;
  }
  return [...lines, rest];
}
