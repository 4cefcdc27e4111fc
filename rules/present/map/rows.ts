/** Cuts a strip into rows of bytes, and leaves out rows that look like the one before. */

import type { ByteRange, MapAccess, MapView, Strip } from '../../kit/memory-map.ts';

export const ROW = 16;

/** Accesses of one kind to the same bytes are drawn as one. */
export interface Mark {
  readonly accesses: readonly MapAccess[];
  readonly bytes: ByteRange;
}

/** A part of an item that lies in one row. */
export interface Piece<T> {
  readonly item: T;
  /** In bytes from the start of the row. */
  readonly from: number;
  readonly to: number;
  /** The item goes on before or behind the piece. */
  readonly isOpenLeft: boolean;
  readonly isOpenRight: boolean;
  /** One of the elements that may be meant. */
  readonly isCandidate: boolean;
}

/** Pieces that do not touch each other. */
export type Lane<T> = readonly Piece<T>[];

export interface Row {
  readonly kind: 'row';
  readonly start: number;
  /** How many of the row's bytes belong to the strip. */
  readonly length: number;
  readonly marks: readonly Lane<Mark>[];
  readonly views: readonly Lane<MapView>[];
  readonly conflicts: readonly Piece<ByteRange>[];
}

export interface Gap {
  readonly kind: 'gap';
  readonly start: number;
  /** Exclusive; null where the end is not known. */
  readonly end: number | null;
}

/** Rows that are drawn at most; what lies behind is one gap. */
const MOST_ROWS = 48;
/** Bytes shown of what has no known end. */
const OPEN_END = 2 * ROW;

export function marksOf({ accesses }: Strip): Mark[] {
  const groups = new Map<string, MapAccess[]>();
  for (const access of accesses) {
    const { bytes, atomic, exclusive, blame, writes } = access;
    const key = [bytes.from, bytes.to, bytes.element?.width, bytes.element?.step, atomic, exclusive, Boolean(blame), atomic || writes].join();
    groups.set(key, [...(groups.get(key) ?? []), access]);
  }
  return [...groups.values()].map((group) => ({ accesses: group, bytes: group[0]?.bytes ?? { from: 0, to: 0 } }));
}

export function rowsOf(strip: Strip, size: number | null): (Row | Gap)[] {
  const marks = marksOf(strip);
  const ranges = [...marks.map(({ bytes }) => bytes), ...strip.views.map(({ bytes }) => bytes)];
  const end = endOf(ranges, strip.base === null ? size : null);
  const rows: (Row | Gap)[] = [];
  const wanted = interestingRows(ranges, end.shown);
  for (const [i, start] of wanted.entries()) {
    const before = wanted[i - 1];
    if (before !== undefined && start > before + ROW) rows.push({ kind: 'gap', start: before + ROW, end: start });
    rows.push(row(start, Math.min(ROW, end.shown - start), marks, strip));
  }
  const last = wanted.at(-1);
  const shown = last === undefined ? 0 : Math.min(last + ROW, end.shown);
  if (end.known === null || end.known > shown) rows.push({ kind: 'gap', start: shown, end: end.known });
  return rows;
}

/** `known`: where the strip ends; `shown`: how far it is drawn. */
function endOf(ranges: readonly ByteRange[], size: number | null): { known: number | null; shown: number } {
  if (size !== null) return { known: size, shown: size };
  const known = Math.max(0, ...ranges.map(({ from, to, element }) => to ?? from + (element ? element.width + element.step : 0)));
  const isOpen = ranges.some(({ to }) => to === null);
  return { known: isOpen ? null : known, shown: isOpen ? Math.ceil((known + OPEN_END) / ROW) * ROW : known };
}

/** Rows in which something begins or ends, and one more of each run of equal rows. */
function interestingRows(ranges: readonly ByteRange[], end: number): number[] {
  const rows = new Set<number>();
  const add = (byte: number): void => {
    const start = Math.floor(byte / ROW) * ROW;
    if (start >= 0 && start < end) rows.add(start);
  };
  add(0);
  for (const { from, to, element } of ranges) {
    add(from);
    if (element) add(from + element.step);
    add(Math.floor(from / ROW) * ROW + ROW);
    if (to !== null) {
      add(to - 1);
      add(to);
    }
  }
  const sorted = [...rows].sort((a, b) => a - b).slice(0, MOST_ROWS);
  // A gap of one row takes as much room as the row.
  return sorted.flatMap((start, i) => (i > 0 && start - (sorted[i - 1] ?? 0) === 2 * ROW ? [start - ROW, start] : [start]));
}

function row(start: number, length: number, marks: readonly Mark[], { views, conflicts }: Strip): Row {
  return {
    kind: 'row',
    start,
    length,
    marks: lanes(marks.flatMap((mark) => pieces(mark, mark.bytes, start, length))),
    views: lanes(views.flatMap((view) => pieces(view, view.bytes, start, length))),
    conflicts: merged(conflicts.flatMap((bytes) => pieces(bytes, bytes, start, length))),
  };
}

function pieces<T>(item: T, { from, to, element }: ByteRange, start: number, length: number): Piece<T>[] {
  const end = Math.min(to ?? Infinity, start + length);
  if (from >= start + length || end <= start) return [];
  if (!element || element.step <= element.width)
    return [{ item, from: Math.max(from, start) - start, to: end - start, isOpenLeft: from < start, isOpenRight: (to ?? Infinity) > end, isCandidate: element !== undefined }];
  const out: Piece<T>[] = [];
  const first = from + Math.max(0, Math.ceil((start - element.width + 1 - from) / element.step)) * element.step;
  for (let at = first; at < end; at += element.step) {
    const last = at + element.width;
    out.push({ item, from: Math.max(at, start) - start, to: Math.min(last, start + length) - start, isOpenLeft: at < start, isOpenRight: last > start + length, isCandidate: true });
  }
  return out;
}

/** All pieces of one item share a lane. */
function lanes<T>(all: readonly Piece<T>[]): Lane<T>[] {
  const byItem = new Map<T, Piece<T>[]>();
  for (const piece of all) byItem.set(piece.item, [...(byItem.get(piece.item) ?? []), piece]);
  const out: Piece<T>[][] = [];
  for (const own of byItem.values()) {
    const free = out.find((lane) => own.every((piece) => lane.every((other) => piece.to <= other.from || other.to <= piece.from)));
    if (free) free.push(...own);
    else out.push([...own]);
  }
  return out;
}

/** Overlapping conflicts are one. */
function merged(all: readonly Piece<ByteRange>[]): Piece<ByteRange>[] {
  const out: Piece<ByteRange>[] = [];
  for (const piece of [...all].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = out.at(-1);
    if (last && piece.from < last.to) out[out.length - 1] = { ...last, to: Math.max(last.to, piece.to), isCandidate: last.isCandidate && piece.isCandidate };
    else out.push(piece);
  }
  return out;
}
