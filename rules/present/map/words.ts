/** How the map says things: byte ranges, accesses, regions. */

import type { ByteRange, MapAccess, MapRegion, Place, Strip } from '../../kit/memory-map.ts';
import type { Mark } from './rows.ts';

/** `byte 4`, `bytes 0–3`, `bytes 8 and up`, `4 bytes at 8, 24, …, below 64`. */
export function bytesText({ from, to, element }: ByteRange): string {
  if (element) {
    const { width, step } = element;
    const below = to === null ? '' : `, below ${to}`;
    const one = width === 1 ? 'a byte' : `${width} bytes`;
    return step > 1 ? `${one} at ${from}, ${from + step}, …${below}` : `${one} from ${from} up${below}`;
  }
  if (to === null) return `bytes ${from} and up`;
  return to - from === 1 ? `byte ${from}` : `bytes ${from}–${to - 1}`;
}

export const isBlamed = ({ blame, blamed }: MapAccess): boolean => blame !== undefined || blamed;

/** `load, store`, each operation once; `×3` where one is meant several times. */
export function operations({ accesses }: Mark): string {
  const counts = new Map<string, number>();
  for (const { op } of accesses) counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts].map(([op, n]) => (n > 1 ? `${op} ×${n}` : op)).join(', ');
}

export const fileName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
export const placeText = ({ file, line }: Place): string => `${fileName(file)}:${line}`;

export function regionText({ kind, size, at }: MapRegion): string {
  const born = at ? `${kind === 'unknown origin' ? 'comes from' : 'allocated at'} ${placeText(at)}` : '';
  return [kind === 'unknown origin' ? 'memory of unknown origin' : kind, size === null ? 'size unknown' : `${size.toLocaleString('en')} bytes`, born].filter(Boolean).join(' · ');
}

/** What the offsets of a strip are counted from. */
export const baseText = ({ base }: Strip): string => (base === null ? 'Offsets from the start of the region' : base === '…' ? 'Offsets from a place in the region that is not known' : `Offsets from \`${base}\``);
