/**
 * What a file's text tells before it is parsed, at some tens of thousands of lines a millisecond: whether it can
 * matter, whether it should be parsed at all, and which files it may lead to.
 */

import { isTooDeep } from './nesting.ts';

/** The constructors of shared memory and of views, Emscripten's globals, what makes or shares memory, and what tells where a file runs. */
const TRIGGER = /serviceWorker|addModule|SharedArrayBuffer|Atomics|WebAssembly|DataView|(?:8|16|32|64)(?:Clamped)?Array|HEAP[FU]?\d/;

/** Whether a text names shared memory or a view on memory. A file without does so only through those that it imports. */
export const hasTrigger = (text: string): boolean => TRIGGER.test(text);

/** Shared memory by one of its names, or a `WebAssembly.Memory` whose descriptor is elsewhere. */
const SHARED = /SharedArrayBuffer|Atomics|\bMemory\s*\(\s*[^{\s)]/;

/** The flag in a descriptor; in other texts the word is prose. */
const FLAG = /\bshared\b/;

/**
 * What can be reported without shared memory: views made on a buffer of some size or before it grows, assertions about
 * views, writes through read-only handles, loops on what an element holds, and claims. An article behind `as` is prose.
 */
const ALONE =
  /ArrayBuffer\s*\(|\.grow\s*\(|@type\s*\{[^}]*(?:\dArray|ClampedArray|View|Buffer)|\bas\s+(?:(?:unknown|any|never)\s+as\s+|readonly\s+)*(?!an?\s|the\s)(?:[\w.]*(?:\wArray|View|Buffer)|[\w.]+<[^;(){}\n]*(?:Array|View|Buffer))|<\s*\w*(?:Array|Buffer)(?:<\w*>)?\s*>\s*[\w(]|\b(?:Omit|Pick)<\s*\w*\dArray|Readonly(?!Array\b|Map\b|Set\b)|(?:while\s*\(|for\s*\(\s*;)[^\n]*\[|\bHEAP|@region/;

/** What a text with a trigger can be about; `nothing` where no rule could report anything in it but through another. */
export function concernOf(text: string): 'shared memory' | 'views' | 'nothing' {
  if (SHARED.test(text) || (text.includes('WebAssembly') && FLAG.test(text))) return 'shared memory';
  return ALONE.test(text) || makesViewAtOffset(text) ? 'views' : 'nothing';
}

const NEW_VIEW = /new\s+(?:\w+\.)?(?:\w*Array|DataView)\b[^;(]*\(/g;

const makesViewAtOffset = (text: string): boolean => [...text.matchAll(NEW_VIEW)].some(({ index, 0: start }) => hasSecondArgument(text, index + start.length));

/** Longer lists of arguments than this, in UTF-16 units, are taken to have more than one. */
const LONG = 10_000;

/** Whether a comma stands in the list of arguments that begins at `from`, not within one of them. */
function hasSecondArgument(text: string, from: number): boolean {
  const end = Math.min(text.length, from + LONG);
  for (let at = from, depth = 1; at < end; at++) {
    const char = text[at] ?? '';
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return false;
    else if (char === ',' && depth === 1) return true;
    else if (`"'\``.includes(char)) at = endOfString(text, at);
  }
  return true;
}

/** An apostrophe in a comment has no other end on its line. */
function endOfString(text: string, from: number): number {
  const end = text.indexOf(text[from] ?? '', from + 1);
  const line = text.indexOf('\n', from);
  return end < 0 || (line >= 0 && line < end) ? from : end;
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
