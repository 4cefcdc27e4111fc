/** What has become of the copies of snippets in a user's files, and how they are brought up to date. */

import { diff3Merge } from 'node-diff3';
import { type Copy, bodyOf, copiesIn, headerLine, isEdited } from './header.ts';
import { type Library, compareVersions, find, original } from './library.ts';

/** `unknown`: a name or a version that this package does not have. */
export type State = 'current' | 'outdated' | 'unknown';

export interface Status {
  readonly copy: Copy;
  readonly state: State;
  readonly edited: boolean;
  /** The version that this package has; absent if it does not know the name. */
  readonly latest: string | undefined;
}

export function statusOf(copy: Copy, library: Library): Status {
  const latest = find(library, copy.name)?.version;
  const newer = latest !== undefined && compareVersions(copy.version, latest) > 0;
  const state = latest === undefined || newer ? 'unknown' : copy.version === latest ? 'current' : 'outdated';
  return { copy, state, edited: isEdited(copy), latest };
}

export const statusesIn = (file: string, library: Library): Status[] => copiesIn(file).map((copy) => statusOf(copy, library));

export interface Merge {
  readonly text: string;
  /** Places where the copy and the new version both changed the same lines, each marked in the text. */
  readonly conflicts: number;
}

/** A three-way merge of the copy's edits with what has changed since its version; `undefined` if that one is not known. */
export function update(copy: Copy, library: Library): Merge | undefined {
  const base = original(library, copy.name, copy.version);
  const latest = find(library, copy.name);
  if (!base || !latest) return undefined;
  const lines = (text: string): string[] => bodyOf(text).split('\n');
  const blocks = diff3Merge(lines(copy.text), lines(base.text), lines(latest.text), { excludeFalseConflicts: true });
  let conflicts = 0;
  const merged = blocks.flatMap(({ ok, conflict }) => {
    if (!conflict) return ok ?? [];
    conflicts++;
    return [`<<<<<<< this copy`, ...conflict.a, `||||||| ${base.name} ${base.version}`, ...conflict.o, '=======', ...conflict.b, `>>>>>>> ${latest.name} ${latest.version}`];
  });
  return { text: [headerLine(latest), ...merged].join('\n'), conflicts };
}

/** The file with a copy replaced, in the file's own line ends. */
export function replace(file: string, copy: Copy, text: string): string {
  const crlf = file.includes('\r\n');
  return file.slice(0, copy.start) + (crlf ? text.replaceAll('\n', '\r\n') : text) + file.slice(copy.end);
}
