/** Copies of snippets in the user's files, as their header lines tell: which version, and whether the text is still that. */

import library from '../../snippets/generated/index.json';

export interface Copy {
  readonly name: string;
  readonly version: string;
  /** UTF-16 offsets into the file. */
  readonly start: number;
  readonly end: number;
  /** With `\n` at each line's end, and one at the end. */
  readonly text: string;
  readonly isEdited: boolean;
  /** The text of the version that the header names, if it is known. */
  readonly original: string | undefined;
  /** The library's own text; undefined if there is no such snippet. */
  readonly latest: { readonly version: string; readonly text: string } | undefined;
}

const HEADER = /^\/\/ atomics-snippets: ([a-z0-9-]+) (\d+\.\d+\.\d+) sha256:([0-9a-f]{16})\r?$/gm;

const normal = (text: string): string => `${text.replaceAll('\r\n', '\n').trimEnd()}\n`;

export const mentionsSnippets = (text: string): boolean => text.includes('// atomics-snippets: ');

export async function copiesIn(text: string): Promise<Copy[]> {
  const headers = [...text.matchAll(HEADER)];
  return Promise.all(headers.map((match, i) => copyOf(text, match, headers[i + 1]?.index ?? text.length)));
}

async function copyOf(file: string, match: RegExpExecArray, next: number): Promise<Copy> {
  const [, name = '', version = '', hash = ''] = match;
  const start = match.index;
  const marker = file.indexOf(`// end of atomics-snippets: ${name}`, start);
  const end = marker >= 0 && marker < next ? marker : next;
  const text = normal(file.slice(start, end));
  const latest = library.snippets.find((one) => one.name === name);
  const known: readonly { readonly name: string; readonly version: string; readonly text: string }[] = [...library.snippets, ...library.history];
  return { name, version, start, end, text, isEdited: (await hashOf(text)) !== hash, original: known.find((one) => one.name === name && one.version === version)?.text, latest };
}

/** Of what follows the header line, as the library computes it. */
async function hashOf(text: string): Promise<string> {
  const body = new TextEncoder().encode(normal(text.slice(text.indexOf('\n') + 1)));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, 16);
}

export type CopyState = 'current' | 'edited' | 'outdated' | 'edited and outdated' | 'unknown';

export function stateOf({ isEdited, latest, version }: Copy): CopyState {
  if (!latest) return 'unknown';
  if (latest.version === version) return isEdited ? 'edited' : 'current';
  return isEdited ? 'edited and outdated' : 'outdated';
}
