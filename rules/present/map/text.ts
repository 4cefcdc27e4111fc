/** The map as a table of text, for hovers and terminals: bytes, the views on them, who accesses them atomically and plainly. */

import type { ByteRange, MapAccess, MapRegion, Strip } from '../../kit/memory-map.ts';
import { isBlamed, regionText } from './words.ts';

/** Stretches of bytes shown at most. */
const MOST = 12;

export function mapText(region: MapRegion): string {
  return [`${region.label} · ${regionText(region)}`, ...region.strips.map((strip) => stripText(strip, region.size))].join('\n\n');
}

function stripText(strip: Strip, size: number | null): string {
  const stretches = stretchesOf(strip, strip.base === null ? size : null);
  const rows = stretches.slice(0, MOST).map(([from, to]) => rowOf(strip, from, to));
  const more = stretches.length > MOST ? [`… ${stretches.length - MOST} more`] : [];
  return [...aligned([[strip.base === null ? 'bytes' : `${strip.base} +`, 'views', '◆ atomic', '▢ plain'], ...rows]), ...more].join('\n');
}

/** The strip cut wherever anything begins or ends; stretches that nothing touches are left out. */
function stretchesOf({ views, accesses }: Strip, size: number | null): [number, number | null][] {
  const ranges = [...views, ...accesses].map(({ bytes }) => bytes);
  const cuts = new Set(ranges.flatMap(({ from, to }) => [from, to ?? size ?? Infinity]));
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.flatMap((from, i): [number, number | null][] => {
    const to = sorted[i + 1];
    if (to === undefined || !ranges.some((range) => covers(range, from))) return [];
    return [[from, Number.isFinite(to) ? to : null]];
  });
}

const covers = ({ from, to }: ByteRange, byte: number): boolean => from <= byte && byte < (to ?? Infinity);

function rowOf({ views, accesses }: Strip, from: number, to: number | null): string[] {
  const here = accesses.filter(({ bytes }) => covers(bytes, from));
  const names = views.filter(({ bytes }) => covers(bytes, from)).map(({ label, blame }) => `${blame ? '⚠ ' : ''}${label}`);
  return [to === null ? `${from}…` : to - from === 1 ? String(from) : `${from}–${to - 1}`, [...new Set(names)].join(', '), list(here.filter(({ atomic }) => atomic)), list(here.filter(({ atomic }) => !atomic))];
}

/** Each operation once; `?` where it may be another element, `⚠` where it is reported. */
function list(accesses: readonly MapAccess[]): string {
  const names = accesses.map((one) => `${one.op}${one.bytes.element ? '?' : ''}${one.exclusive ? ' (unpublished)' : ''}${isBlamed(one) && !one.atomic ? ' ⚠' : ''}`);
  return names.length === 0 ? '–' : [...new Set(names)].join(', ');
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd());
}
