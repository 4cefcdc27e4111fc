/**
 * A strip as SVG: a row for each 16 bytes; under them, what is accessed (atomic: solid, with a diamond; plain: hatched,
 * with a square) and the views that cover them. No script and no style attribute, so that any content security policy
 * takes it; colours come from the classes of `styles.ts`.
 */

import type { MapAccess, MapRegion, MapView, Strip } from '../../kit/memory-map.ts';
import { escapeXml } from './escape.ts';
import { ROW, rowsOf, type Gap, type Mark, type Piece, type Row } from './rows.ts';
import { bytesText, isBlamed, operations, placeText } from './words.ts';

/** Where a click on a mark or a view leads. */
export interface Links {
  access(access: MapAccess): string | undefined;
  view(view: MapView): string | undefined;
}

const CELL = 44;
const GUTTER = 64;
const WIDTH = GUTTER + ROW * CELL + 8;
const BYTES = 24;
const LANE = 22;
const PAD = 14;
const GAP = 30;
const LETTER = 6.7;

/** `id` is unique on the page. */
export function stripSvg(strip: Strip, region: MapRegion, links: Links, id: string): string {
  const parts: string[] = [];
  let y = 4;
  for (const row of rowsOf(strip, region.size)) {
    parts.push(row.kind === 'gap' ? gap(row, y) : rowSvg(row, y, links, id));
    y += row.kind === 'gap' ? GAP : heightOf(row);
  }
  const label = `Memory map of ${region.label}${strip.base === null ? '' : ` from ${strip.base}`}`;
  return `<svg class="map" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="group" aria-label="${escapeXml(label)}" xmlns="http://www.w3.org/2000/svg">${patterns(id)}${parts.join('')}</svg>`;
}

const heightOf = ({ marks, views }: Row): number => BYTES + (marks.length + views.length) * LANE + PAD;

const patterns = (id: string): string =>
  `<defs><pattern id="${id}-plain" class="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2" height="6"/></pattern>` +
  `<pattern id="${id}-clash" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="clash-ground" width="8" height="8"/><rect class="clash-line" width="3" height="8"/></pattern></defs>`;

const x = (byte: number): number => GUTTER + byte * CELL;

function gap({ start, end }: Gap, y: number): string {
  const rest = end === null ? `from ${start} on` : `${(end - start).toLocaleString('en')} more bytes, up to ${(end - 1).toLocaleString('en')}`;
  return `<g class="gap"><text class="offset" x="${GUTTER - 10}" y="${y + 16}" text-anchor="end">⋮</text><text class="rest" x="${GUTTER + 4}" y="${y + 16}">${rest}</text></g>`;
}

function rowSvg(row: Row, y: number, links: Links, id: string): string {
  const parts = [cells(row, y, id)];
  let lane = y + BYTES + 3;
  for (const marks of row.marks) {
    for (const piece of marks) parts.push(markSvg(piece, lane, links, id, row.start));
    lane += LANE;
  }
  for (const views of row.views) {
    for (const piece of views) parts.push(viewSvg(piece, lane, links));
    lane += LANE;
  }
  return `<g class="row">${parts.join('')}</g>`;
}

/** The bytes themselves: a square each, heavier lines where 8 bytes begin, conflicts on top. */
function cells({ start, length, conflicts }: Row, y: number, id: string): string {
  const squares = Array.from({ length }, (_, i) => `<rect class="byte${Math.floor((start + i) / 8) % 2 ? ' odd' : ''}" x="${x(i)}" y="${y}" width="${CELL}" height="${BYTES}"/><text class="number" x="${x(i) + CELL / 2}" y="${y + 16}" text-anchor="middle">${start + i}</text>`);
  const words = Array.from({ length: Math.floor((length - 1) / 8) + 2 }, (_, i) => Math.min(i * 8, length)).map((i) => `<line class="word" x1="${x(i)}" y1="${y}" x2="${x(i)}" y2="${y + BYTES}"/>`);
  const clashes = conflicts.map((piece) => `<rect class="clash${piece.isCandidate ? ' maybe' : ''}" fill="url(#${id}-clash)" x="${x(piece.from) + 1}" y="${y + 1}" width="${(piece.to - piece.from) * CELL - 2}" height="${BYTES - 2}"/><text class="warn" x="${x(piece.from) + 5}" y="${y + 16}">⚠</text>`);
  return `<text class="offset" x="${GUTTER - 10}" y="${y + 16}" text-anchor="end">${hex(start)}</text>${squares.join('')}${words.join('')}${clashes.join('')}`;
}

const hex = (n: number): string => `0x${n.toString(16).padStart(2, '0')}`;

function markSvg(piece: Piece<Mark>, y: number, links: Links, id: string, start: number): string {
  const { item: mark, from, to } = piece;
  const [first] = mark.accesses;
  if (!first) return '';
  const width = (to - from) * CELL - 4;
  const classes = ['mark', first.atomic ? 'atomic' : 'plain', mark.accesses.some(isBlamed) && 'blamed', first.exclusive && 'exclusive', piece.isCandidate && 'maybe'].filter(Boolean).join(' ');
  const shape = `<rect class="${classes}"${first.atomic ? ' rx="9"' : ` fill="url(#${id}-plain)"`} x="${x(from) + 2}" y="${y}" width="${width}" height="${LANE - 4}"/>`;
  const text = fitted(`${first.atomic ? '◆' : '▢'} ${operations(mark)}`, width - 10);
  return linked(links.access(first), markTitle(mark), `${shape}<text class="name ${first.atomic ? 'on-atomic' : 'on-plain'}" x="${x(from) + 8}" y="${y + 13}">${escapeXml(text)}</text>`, piece.isOpenLeft || (piece.isCandidate && start + from !== mark.bytes.from));
}

function markTitle({ accesses, bytes }: Mark): string {
  const [first] = accesses;
  const lines = accesses.slice(0, 8).map((one) => `${one.code} in ${one.where}, ${placeText(one.at)}${one.exclusive ? ', before the region is published' : ''}`);
  const blame = accesses.find((one) => one.blame)?.blame;
  return [`${first?.atomic ? 'Atomic' : 'Plain'}: ${bytesText(bytes)}`, ...lines, ...(accesses.length > 8 ? [`and ${accesses.length - 8} more`] : []), ...(blame ? [blame.message] : [])].join('\n');
}

/** A view is a bracket with its name on it; open where it goes on in another row. */
function viewSvg(piece: Piece<MapView>, y: number, links: Links): string {
  const { item: view, from, to, isOpenLeft, isOpenRight } = piece;
  const [left, right, middle] = [x(from) + 2, x(to) - 2, y + 9];
  const ends = `${isOpenLeft ? '' : `M${left} ${y + 2}v14`}M${left} ${middle}H${right}${isOpenRight ? '' : `M${right} ${y + 2}v14`}`;
  const text = fitted(`${view.blame ? '⚠ ' : ''}${view.label}${view.type === '?' ? '' : `: ${view.type}`}`, right - left - 20);
  const box = text ? `<rect class="view-name${view.blame ? ' blamed' : ''}" x="${left + 6}" y="${y}" width="${text.length * LETTER + 8}" height="${LANE - 4}" rx="3"/><text class="name" x="${left + 10}" y="${y + 13}">${escapeXml(text)}</text>` : '';
  const title = [`${view.label}: ${view.type === '?' ? 'view of unknown type' : view.type}, ${bytesText(view.bytes)}${view.at ? `, made at ${placeText(view.at)}` : ''}`, ...(view.blame ? [view.blame.message] : [])].join('\n');
  return linked(links.view(view), title, `<path class="view${view.blame ? ' blamed' : ''}" d="${ends}"/>${box}`, isOpenLeft);
}

/** Only the first piece of an item stands in the order of the Tab key. */
function linked(href: string | undefined, title: string, content: string, isAgain: boolean): string {
  const text = escapeXml(title);
  if (!href) return `<g><title>${text}</title>${content}</g>`;
  return `<a href="${escapeXml(href)}" aria-label="${text}"${isAgain ? ' tabindex="-1"' : ''}><title>${text}</title>${content}</a>`;
}

function fitted(text: string, width: number): string {
  const letters = Math.floor(width / LETTER);
  if (text.length <= letters) return text;
  if (letters < 1) return '';
  return letters < 3 ? text.slice(0, 1) : `${text.slice(0, letters - 1)}…`;
}
