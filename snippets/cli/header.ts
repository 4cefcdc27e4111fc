/**
 * The line with which every snippet starts: its name, its version, and a hash of the text that follows.
 *
 *     // atomics-snippets: mutex 1.0.0 sha256:0123456789abcdef
 *
 * The hash tells whether a copy was edited; `tail -n +2 mutex.ts | sha256sum` computes it for a whole file. A copy may
 * stand inside a larger file: then it ends before the line `// end of atomics-snippets: mutex`.
 */

import { createHash } from 'node:crypto';

export interface Header {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
}

/** A snippet's text in some file: the header line, and what follows it, from `start` to `end`. */
export interface Copy extends Header {
  readonly start: number;
  readonly end: number;
  /** All from the header line on, with `\n` at every line's end, and one at the end. */
  readonly text: string;
}

const LINE = /^\/\/ atomics-snippets: ([a-z0-9-]+) (\d+\.\d+\.\d+) sha256:([0-9a-f]{16})$/;
const HEADER = new RegExp(LINE.source.slice(0, -1) + '\\r?$', 'gm');

export const headerLine = ({ name, version, hash }: Header): string => `// atomics-snippets: ${name} ${version} sha256:${hash}`;
export const endLine = (name: string): string => `// end of atomics-snippets: ${name}`;

const normal = (text: string): string => `${text.replaceAll('\r\n', '\n').trimEnd()}\n`;

/** What follows the header line. */
export const bodyOf = (text: string): string => text.slice(text.indexOf('\n') + 1);

export const hashOf = (text: string): string => createHash('sha256').update(normal(bodyOf(text))).digest('hex').slice(0, 16);

/** The header of a snippet's own text; `undefined` if its first line is none. */
export function parseHeader(text: string): Header | undefined {
  const [, name, version, hash] = LINE.exec(text.slice(0, text.indexOf('\n')).trimEnd()) ?? [];
  return name === undefined || version === undefined || hash === undefined ? undefined : { name, version, hash };
}

/** The snippets that stand in a file. */
export function copiesIn(file: string): Copy[] {
  const starts = [...file.matchAll(HEADER)];
  return starts.map((match, i) => {
    const [, name = '', version = '', hash = ''] = match;
    const start = match.index;
    const next = starts[i + 1]?.index ?? file.length;
    const marker = file.indexOf(endLine(name), start);
    const end = marker >= 0 && marker < next ? marker : next;
    return { name, version, hash, start, end, text: normal(file.slice(start, end)) };
  });
}

export const isEdited = (copy: Copy): boolean => hashOf(copy.text) !== copy.hash;
