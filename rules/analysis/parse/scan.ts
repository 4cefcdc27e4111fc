/**
 * What a file's text tells before it is parsed, at some tens of thousands of lines a millisecond: whether it can
 * matter, whether it should be parsed at all, and which files it may lead to.
 */

import { isTooDeep } from './nesting.ts';

/** The constructors of shared memory and of views, Emscripten's globals, what makes or shares memory, and what tells where a file runs. */
const TRIGGER = /serviceWorker|addModule|SharedArrayBuffer|Atomics|WebAssembly|DataView|(?:8|16|32|64)(?:Clamped)?Array|HEAP[FU]?\d/;

/** Whether a text names shared memory or a view on memory. A file without does so only through those that it imports. */
export const hasTrigger = (text: string): boolean => TRIGGER.test(text);

/** Shared memory by one of its names, or the flag of a `WebAssembly.Memory`. */
const SHARED = /SharedArrayBuffer|Atomics|\bshared\b/;

/**
 * What can be reported without shared memory: views made at an offset, on a buffer of some size or before it grows,
 * assertions about views, writes through read-only handles, loops on what an element holds, and claims.
 */
const ALONE =
  /new\s+(?:\w+\.)?(?:\w*Array|DataView)\b[^;(]*\((?:[^();]|\([^()]*\))*,|ArrayBuffer\s*\(|\.grow\s*\(|@type\s*\{[^}]*(?:Array|View|Buffer)|\bas\s+[\w<>,.\s]*(?:Array|View|Buffer)|<\s*\w*(?:Array|Buffer)(?:<\w*>)?\s*>\s*[\w(]|\breadonly\b|Readonly|(?:while\s*\(|for\s*\(\s*;)[^\n]*\[|\bHEAP|@region/;

/** What a text with a trigger can be about; `nothing` where no rule could report anything in it but through another. */
export function concernOf(text: string): 'shared memory' | 'views' | 'nothing' {
  if (SHARED.test(text)) return 'shared memory';
  return ALONE.test(text) ? 'views' : 'nothing';
}

/** Why a text is not parsed; `message` is one sentence. */
export interface TextProblem {
  readonly kind: 'too-large' | 'too-deep' | 'binary';
  readonly message: string;
}

/** In UTF-16 units, so that no file is measured in bytes twice: 2 MB of ASCII, of which source files mostly are. */
export const MAX_LENGTH = 2_000_000;

/** Longest average line of a source file; minifiers and bundlers write lines of many thousands. */
const MINIFIED_LINE = 500;
const MINIFIED_LENGTH = 20_000;

/** What is plain at once: too much text, or none. */
export function plainProblem(text: string): TextProblem | undefined {
  if (text.length >= MAX_LENGTH) return { kind: 'too-large', message: `The file has ${megabytes(text)} MB; files of 2 MB or more are not analysed.` };
  return isBinary(text) ? { kind: 'binary', message: 'The file is not UTF-8 text.' } : undefined;
}

/** Why a text should not be parsed, or undefined. `file` only for its extension. */
export function textProblem(file: string, text: string): TextProblem | undefined {
  const plain = plainProblem(text);
  if (plain) return plain;
  if (isTooDeep(text, mayHoldJsx(file)))
    return { kind: 'too-deep', message: 'The file nests brackets or operators too deeply to be parsed safely; at most about 300 levels were expected.' };
  return undefined;
}

const megabytes = (text: string): string => (Math.floor(text.length / 100_000) / 10).toFixed(1);

/** In other TypeScript files, `<T>x` is a type assertion. */
const mayHoldJsx = (file: string): boolean => !/\.[cm]?ts$/.test(file);

/** NUL is in no source text, but in all of UTF-16. A few bytes of another encoding (U+FFFD, decoded) are a comment's. */
export function isBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const start = text.slice(0, 4096);
  return start.includes('\uFFFD') && start.split('\uFFFD').length > start.length / 20;
}

/** Whether a program wrote the text: then a finding in it helps nobody. */
export function isMinified(text: string): boolean {
  if (text.length < MINIFIED_LENGTH) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > MINIFIED_LINE;
}
