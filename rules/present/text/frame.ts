/**
 * A code frame: the lines that a finding speaks of, from every file that takes part, the reported place underlined
 * heavily, the others lightly and with what they have to do with it.
 *
 *     ╭─ src/queue.ts:41:5
 *  40 │   release(): void {
 *  41 │     this.state[0] = FREE;
 *     │     ━━━━━━━━━━━━━━━━━━━━
 *     ├─ src/worker.ts:12:8
 *  12 │   while (Atomics.load(state, 0) !== FREE) {
 *     │          ────────────────────── `Atomics.load` here, in `poll`
 *     ╰─
 */

import type { Finding } from '../../kit/finding.ts';
import type { Span } from '../../analysis/base/span.ts';
import type { Report } from '../report.ts';
import type { Paint } from './paint.ts';
import { columnsOf, visible } from './width.ts';

/** One underlined place. */
interface Note {
  readonly at: Span;
  readonly line: number;
  /** From 1, in UTF-16 units; `endColumn` is exclusive and on the same line. */
  readonly column: number;
  readonly endColumn: number;
  readonly goesOn: boolean;
  /** Absent for the reported place. */
  readonly label?: string;
}

export interface FrameStyle {
  readonly paint: Paint;
  /** The colour of the reported place. */
  readonly accent: (text: string) => string;
  /** Width of the whole frame, in columns. */
  readonly columns: number;
  /** A place quoted in the messages: `code` in its own colour. */
  readonly prose: (text: string) => string;
}

export function frame(report: Report, { at, related }: Finding, style: FrameStyle): string[] {
  const notes = [note(report, at), ...related.map((one) => note(report, one.at, one.message))];
  const files = [...new Set(notes.map((one) => one.at.file))];
  const gutter = Math.max(3, ...notes.map(({ line }) => String(line + 1).length));
  const { dim } = style.paint;
  const out = files.flatMap((file, i) => section(report, file, notes.filter((one) => one.at.file === file), gutter, i === 0, style));
  return [...out, dim(`${' '.repeat(gutter)} ╰─`)];
}

function note(report: Report, at: Span, label?: string): Note {
  const { line, column } = report.start(at);
  const end = report.end(at);
  const goesOn = end.line > line;
  const endColumn = goesOn ? lineText(report, at.file, line).length + 1 : Math.max(end.column, column + 1);
  return { at, line, column, endColumn, goesOn, ...(label !== undefined && { label }) };
}

const lineText = (report: Report, file: string, line: number): string => report.line(file, line);

function section(report: Report, file: string, notes: readonly Note[], gutter: number, isFirst: boolean, style: FrameStyle): string[] {
  const { dim } = style.paint;
  const [first] = notes;
  if (!first) return [];
  const out = [`${' '.repeat(gutter)} ${dim(isFirst ? '╭─' : '├─')} ${style.paint.cyan(`${visible(report.path(file))}:${first.line}:${first.column}`)}`];
  let before: number | undefined;
  for (const line of linesOf(report, file, notes)) {
    if (before !== undefined && line > before + 1) out.push(dim(`${' '.repeat(gutter)} ⋮`));
    out.push(...shownLine(lineText(report, file, line), line, notes.filter((one) => one.line === line), gutter, style));
    before = line;
  }
  return out;
}

/** The lines of the notes; around the reported place, a line before and behind, unless they are blank. */
function linesOf(report: Report, file: string, notes: readonly Note[]): number[] {
  const lines = new Set(notes.map(({ line }) => line));
  const reported = notes.find(({ label }) => label === undefined)?.line;
  if (reported !== undefined) for (const near of [reported - 1, reported + 1]) if (lineText(report, file, near).trim() !== '') lines.add(near);
  return [...lines].sort((a, b) => a - b);
}

function shownLine(text: string, line: number, notes: readonly Note[], gutter: number, style: FrameStyle): string[] {
  const { dim } = style.paint;
  const room = style.columns - gutter - 3;
  const clip = clipFor(text, notes, room);
  const number = String(line).padStart(gutter);
  const isReported = notes.some(({ label }) => label === undefined);
  const code = clip.show(text);
  const out = [`${isReported ? style.accent(number) : dim(number)} ${dim('│')} ${notes.length > 0 ? code : dim(code)}`];
  for (const group of sameSpans(notes)) out.push(...underline(text, group, clip, room, style).map((under) => `${' '.repeat(gutter)} ${dim('│')} ${under}`));
  return out.map((one) => one.trimEnd());
}

/** Notes on the same columns share a line; the reported one comes first. */
function sameSpans(notes: readonly Note[]): Note[][] {
  const groups = new Map<string, Note[]>();
  for (const one of [...notes].sort((a, b) => Number(a.label !== undefined) - Number(b.label !== undefined) || a.column - b.column)) {
    const key = `${one.column}:${one.endColumn}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function underline(text: string, notes: readonly Note[], clip: Clip, room: number, style: FrameStyle): string[] {
  const [first] = notes;
  if (!first) return [];
  const indent = clip.columnOf(text, first.column);
  const length = Math.max(1, Math.min(clip.columnOf(text, first.endColumn), room) - indent);
  const isReported = notes.some(({ label }) => label === undefined);
  const line = (isReported ? '━' : '─').repeat(length) + (first.goesOn ? '┄' : '');
  const painted = isReported ? style.accent(line) : style.paint.blue(line);
  const labels = [...new Set(notes.flatMap(({ label }) => label ?? []))].map(visible).join('; ');
  if (labels === '') return [' '.repeat(indent) + painted];
  const isShort = indent + length + 2 + columnsOf(labels) <= room;
  if (isShort) return [`${' '.repeat(indent)}${painted} ${style.prose(labels)}`];
  return [' '.repeat(indent) + painted, `${' '.repeat(Math.max(0, Math.min(indent, room - columnsOf(labels))))}${style.prose(labels)}`];
}

/** The part of a line that is shown, where it is too long for one. */
interface Clip {
  show(text: string): string;
  /** The column, from 0, at which a UTF-16 column of the line is shown. */
  columnOf(text: string, column: number): number;
}

const LEAD = 24;

function clipFor(text: string, notes: readonly Note[], room: number): Clip {
  const from = notes[0]?.column ?? 1;
  const isLong = columnsOf(visible(text)) > room;
  const start = isLong && columnsOf(visible(text.slice(0, notes[0]?.endColumn ?? 0))) > room ? Math.max(0, from - 1 - LEAD) : 0;
  const lead = start > 0 ? '…' : '';
  return {
    show: (whole) => {
      const rest = lead + visible(whole.slice(start));
      return columnsOf(rest) <= room ? rest : `${cut(rest, room - 1)}…`;
    },
    columnOf: (whole, column) => columnsOf(lead) + columnsOf(visible(whole.slice(start, Math.max(start, column - 1)))),
  };
}

/** The longest start of `text` that fits in so many columns. */
function cut(text: string, columns: number): string {
  let used = 0;
  let out = '';
  for (const letter of text) {
    used += columnsOf(letter);
    if (used > columns) break;
    out += letter;
  }
  return out;
}
