/**
 * Programs of several files in one string, with markers for what is wanted of them.
 *
 *     //- main.ts            starts a file; a program without such a line is one file, `main.ts`
 *     // want RULE           at the end of a line: reported there by `recommended` (and so by `strict`)
 *     // strict RULE         reported there by `strict` only
 *     // want RULE proven    …with that certainty
 *
 * Several markers may stand on one line. They are blanked before the program is analysed.
 */

import type { Certainty } from '../../rules/kit/finding.ts';

export interface Wanted {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly preset: 'recommended' | 'strict';
  readonly certainty?: Certainty;
}

export interface Program {
  /** Texts without markers, by path from the root. */
  readonly files: ReadonlyMap<string, string>;
  readonly wanted: readonly Wanted[];
}

const MARKER = /\/\/ *(want|strict) +([a-z-]+)(?: +(proven|likely|possible))?/g;

/** `main`: the name of the file that no line starts. */
export function readProgram(source: string, main = 'main.ts'): Program {
  const files = new Map<string, string[]>();
  let lines: string[] = [];
  let name = main;
  for (const line of source.replace(/^\n/, '').split('\n')) {
    const [, next] = /^\s*\/\/- (\S+)\s*$/.exec(line) ?? [];
    if (next === undefined) lines.push(line);
    else [name, lines] = [next, []];
    if (!files.has(name) && (next !== undefined || line.trim() !== '')) files.set(name, lines);
  }
  return markers(new Map([...files].map(([file, own]) => [file, own.join('\n')])));
}

/** Takes the markers out of texts, by path. */
export function markers(texts: ReadonlyMap<string, string>): Program {
  const wanted: Wanted[] = [];
  const blanked = [...texts].map(([file, text]): [string, string] => {
    const lines = text.split('\n').map((line, i) =>
      line.replace(MARKER, (marker, kind: string, rule: string, certainty?: Certainty) => {
        wanted.push({ file, line: i + 1, rule, preset: kind === 'want' ? 'recommended' : 'strict', ...(certainty && { certainty }) });
        return ' '.repeat(marker.length);
      }),
    );
    return [file, lines.join('\n')];
  });
  return { files: new Map(blanked), wanted };
}
